package io.github.llmrouting.test;

import java.time.Duration;
import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * When the headers and tokens of a simulated reply are sent, and signs of life between
 * them.
 *
 * @param headers span before the headers
 * @param first span before the first token
 * @param every span between two tokens
 * @param pings span between two signs of life, zero for none
 */
record ReplyPace(Duration headers, Duration first, Duration every, Duration pings) {

	static final ReplyPace AT_ONCE = new ReplyPace(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

	ReplyPace {
		requireNotNegative("headersAfter", headers);
		requireNotNegative("firstTokenAfter", first);
		requireNotNegative("tokenEvery", every);
		requireNotNegative("pingEvery", pings);
	}

	private static void requireNotNegative(String name, Duration span) {
		if (span.isNegative()) {
			throw new IllegalArgumentException(name + ": " + span + " (expected: >= 0)");
		}
	}

	ReplyPace withHeaders(Duration headers) {
		return new ReplyPace(headers, this.first, this.every, this.pings);
	}

	ReplyPace withFirst(Duration first) {
		return new ReplyPace(this.headers, first, this.every, this.pings);
	}

	ReplyPace withEvery(Duration every) {
		return new ReplyPace(this.headers, this.first, every, this.pings);
	}

	ReplyPace withPings(Duration pings) {
		return new ReplyPace(this.headers, this.first, this.every, pings);
	}

	/** Returns the span until the first token. */
	Duration untilFirst() {
		return this.headers.plus(this.first);
	}

	/** Returns the span until the last of some tokens. */
	Duration until(int tokens) {
		return untilFirst().plus(this.every.multipliedBy(Math.max(0, tokens - 1)));
	}

	/** Returns the tokens, each when its time has come. */
	<T> Flux<T> of(List<T> tokens) {
		if (this.first.isZero() && this.every.isZero()) {
			return Flux.fromIterable(tokens);
		}
		return Flux.fromIterable(tokens)
			.index()
			.concatMap((token) -> later(token.getT2(), (token.getT1() == 0) ? this.first : this.every));
	}

	/** Returns what is sent, and signs of life until it ends. */
	<T> Flux<T> withPings(Flux<T> sent, T ping) {
		if (this.pings.isZero()) {
			return sent;
		}
		Flux<T> pings = Flux.interval(this.pings).onBackpressureDrop().map((number) -> ping);
		return sent.publish((shared) -> Flux.merge(shared, pings.takeUntilOther(shared.ignoreElements())));
	}

	private static <T> Mono<T> later(T token, Duration span) {
		return span.isZero() ? Mono.just(token) : Mono.just(token).delayElement(span);
	}

}
