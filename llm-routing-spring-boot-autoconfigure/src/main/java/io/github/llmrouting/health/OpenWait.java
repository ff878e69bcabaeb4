package io.github.llmrouting.health;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;

/**
 * Knows whether an open breaker would let a trial through. The breaker itself says that
 * it is open until somebody asks, which nobody would do for a deployment that is said to
 * be out.
 */
final class OpenWait {

	private final CircuitBreaker breaker;

	private final LongSupplier nanoTime;

	private final AtomicReference<Wait> wait = new AtomicReference<>(new Wait(0, 0));

	private OpenWait(CircuitBreaker breaker, LongSupplier nanoTime) {
		this.breaker = breaker;
		this.nanoTime = nanoTime;
	}

	/** Returns the wait of a breaker, whose changes of state it follows from now on. */
	static OpenWait of(CircuitBreaker breaker, LongSupplier nanoTime) {
		OpenWait wait = new OpenWait(breaker, nanoTime);
		breaker.getEventPublisher().onStateTransition((event) -> wait.follow(event.getStateTransition()));
		return wait;
	}

	private void follow(StateTransition transition) {
		if (transition.getToState() == State.OPEN) {
			boolean again = transition.getFromState() == State.HALF_OPEN;
			this.wait.updateAndGet((before) -> begin(again ? before.openings() + 1 : 1));
		}
	}

	private Wait begin(int openings) {
		long millis = this.breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(openings);
		return new Wait(openings, this.nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis));
	}

	/** Returns whether the breaker, if it is open, has been open for long enough. */
	boolean isOver() {
		return this.wait.get().openings() > 0 && remainingNanos() < 0;
	}

	/** Returns how long the breaker, if it is open, stays open at least, above 0. */
	Duration remaining() {
		return Duration.ofNanos(Math.max(1, remainingNanos()));
	}

	private long remainingNanos() {
		return this.wait.get().endNanos() - this.nanoTime.getAsLong();
	}

	/**
	 * The wait since the breaker opened.
	 *
	 * @param openings how often it opened without having closed in between, 0 if never
	 * @param endNanos when it is over
	 */
	private record Wait(int openings, long endNanos) {
	}

}
