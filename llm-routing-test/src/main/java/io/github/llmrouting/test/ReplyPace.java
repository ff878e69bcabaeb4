package io.github.llmrouting.test;

import java.time.Duration;
import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * When the tokens of a simulated reply are sent.
 *
 * @param first span before the first token
 * @param every span between two tokens
 */
record ReplyPace(Duration first, Duration every) {

	static final ReplyPace AT_ONCE = new ReplyPace(Duration.ZERO, Duration.ZERO);

	ReplyPace {
		requireNotNegative("firstTokenAfter", first);
		requireNotNegative("tokenEvery", every);
	}

	private static void requireNotNegative(String name, Duration span) {
		if (span.isNegative()) {
			throw new IllegalArgumentException(name + ": " + span + " (expected: >= 0)");
		}
	}

	ReplyPace withFirst(Duration first) {
		return new ReplyPace(first, this.every);
	}

	ReplyPace withEvery(Duration every) {
		return new ReplyPace(this.first, every);
	}

	/** Returns the span until the last of some tokens. */
	Duration until(int tokens) {
		return this.first.plus(this.every.multipliedBy(Math.max(0, tokens - 1)));
	}

	/** Returns the tokens, each when its time has come. */
	<T> Flux<T> of(List<T> tokens) {
		if (equals(AT_ONCE)) {
			return Flux.fromIterable(tokens);
		}
		return Flux.fromIterable(tokens)
			.index()
			.concatMap((token) -> later(token.getT2(), (token.getT1() == 0) ? this.first : this.every));
	}

	private static <T> Mono<T> later(T token, Duration span) {
		return span.isZero() ? Mono.just(token) : Mono.just(token).delayElement(span);
	}

}
