package io.github.llmrouting.provider;

import java.time.Duration;

import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Bounds attempts in time. What comes too late ends with a {@link TimedOut} failure, and
 * is cancelled.
 *
 * @param timeouts how long to wait for what, at the provider
 * @param scheduler where that is waited for
 */
public record AttemptTime(ProviderTimeouts timeouts, Scheduler scheduler) {

	/**
	 * Bounds a whole answer.
	 * @param answer what the adapter asks for
	 * @param timeout for the attempt; the provider's total timeout if that is shorter
	 */
	public <T> Mono<T> bound(Mono<T> answer, Duration timeout) {
		Duration total = shorter(timeout);
		return answer.timeout(total, Mono.error(() -> timedOut(total)), this.scheduler);
	}

	/**
	 * Bounds the chunks of a stream: the first content, the gaps between contents while
	 * the caller waits, and the whole.
	 * @param chunks what the adapter made of the events; nothing that is not content or
	 * progress
	 * @param timeout for the whole stream; the provider's total timeout if that is
	 * shorter
	 */
	public Flux<ProviderChunk> bound(Flux<ProviderChunk> chunks, Duration timeout) {
		return new ContentTimeout<>(chunks, this.timeouts.firstContent(), this.timeouts.betweenContents(),
				shorter(timeout), this.scheduler);
	}

	private Duration shorter(Duration timeout) {
		Duration total = this.timeouts.total();
		return (timeout.compareTo(total) < 0) ? timeout : total;
	}

	private static ProviderException timedOut(Duration timeout) {
		return new ProviderException(new TimedOut("no whole answer within " + timeout));
	}

}
