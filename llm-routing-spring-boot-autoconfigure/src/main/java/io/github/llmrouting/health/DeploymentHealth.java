package io.github.llmrouting.health;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.QuotaReading;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.jspecify.annotations.Nullable;

/** The health of one deployment. Thread-safe, without locks. */
public final class DeploymentHealth {

	/** Weight of the newest first content in the average. */
	private static final double NEWEST = 0.2;

	private final DeploymentId deployment;

	private final CircuitBreaker breaker;

	private final OpenWait openWait;

	private final LongSupplier nanoTime;

	private final AtomicInteger inFlight = new AtomicInteger();

	private final DeploymentCooldowns cooldowns;

	private final QuotaLeft quota;

	private final AtomicReference<Memory> memory = new AtomicReference<>(Memory.NOTHING);

	DeploymentHealth(DeploymentId deployment, CircuitBreaker breaker, DeploymentCooldowns cooldowns,
			LongSupplier nanoTime) {
		this.deployment = deployment;
		this.breaker = breaker;
		this.openWait = OpenWait.of(breaker, nanoTime);
		this.cooldowns = cooldowns;
		this.quota = new QuotaLeft(nanoTime);
		this.nanoTime = nanoTime;
	}

	/**
	 * Begins an attempt, unless the breaker refuses it or the deployment is to be left
	 * alone, by itself or with its credential, its model or its provider.
	 */
	public Optional<RunningAttempt> tryBegin() {
		long begin = this.nanoTime.getAsLong();
		if (this.cooldowns.isResting() || !this.breaker.tryAcquirePermission()) {
			return Optional.empty();
		}
		this.inFlight.incrementAndGet();
		return Optional.of(new Running(begin, breakerState() == BreakerState.HALF_OPEN));
	}

	void quotaRead(QuotaReading reading) {
		this.quota.read(reading);
	}

	/** Returns how things stand now. */
	public HealthSnapshot snapshot() {
		Memory memory = this.memory.get();
		BreakerState state = expectedState();
		RemainingCooldown resting = this.cooldowns.remaining();
		return new HealthSnapshot(this.deployment, state, cooldown(state, resting), resting, this.inFlight.get(),
				memory.attempted(), memory.lastFailure(), memory.firstContent(), this.quota.reading());
	}

	/** An open breaker is a reason of its own to leave the deployment alone. */
	private @Nullable Duration cooldown(BreakerState state, @Nullable RemainingCooldown resting) {
		Duration asked = (resting != null) ? resting.time() : null;
		if (state != BreakerState.OPEN || this.breaker.getState() != CircuitBreaker.State.OPEN) {
			return asked;
		}
		Duration open = this.openWait.remaining();
		return (asked != null && asked.compareTo(open) > 0) ? asked : open;
	}

	/** An open breaker whose wait is over lets the next attempt through as its trial. */
	private BreakerState expectedState() {
		boolean due = this.breaker.getState() == CircuitBreaker.State.OPEN && this.openWait.isOver();
		return due ? BreakerState.HALF_OPEN : breakerState();
	}

	private BreakerState breakerState() {
		return switch (this.breaker.getState()) {
			case OPEN, FORCED_OPEN -> BreakerState.OPEN;
			case HALF_OPEN -> BreakerState.HALF_OPEN;
			default -> BreakerState.CLOSED;
		};
	}

	/**
	 * What is remembered of attempts that have ended.
	 *
	 * @param attempted whether there was one
	 * @param lastFailure of the newest, or {@code null}
	 * @param firstContent average latency, or {@code null}
	 */
	private record Memory(boolean attempted, @Nullable FailureReason lastFailure, @Nullable Duration firstContent) {

		static final Memory NOTHING = new Memory(false, null, null);

		Memory withSuccess() {
			return new Memory(true, null, this.firstContent);
		}

		Memory withFirstContent(Duration latency) {
			long average = (this.firstContent != null)
					? (long) (NEWEST * latency.toNanos() + (1 - NEWEST) * this.firstContent.toNanos())
					: latency.toNanos();
			return new Memory(true, null, Duration.ofNanos(average));
		}

		Memory withFailure(FailureReason failure) {
			return new Memory(true, failure, this.firstContent);
		}

	}

	private final class Running implements RunningAttempt {

		private final long begin;

		/** Whether the attempt began as the trial of a half-open breaker. */
		private final boolean trial;

		private final AtomicBoolean judged = new AtomicBoolean();

		private final AtomicBoolean ended = new AtomicBoolean();

		Running(long begin, boolean trial) {
			this.begin = begin;
			this.trial = trial;
		}

		@Override
		public void firstContent(Duration latency) {
			if (works(latency)) {
				DeploymentHealth.this.memory.updateAndGet((memory) -> memory.withFirstContent(latency));
			}
		}

		private boolean works(Duration latency) {
			if (!this.judged.compareAndSet(false, true)) {
				return false;
			}
			if (isHeard(this.trial)) {
				DeploymentHealth.this.breaker.onSuccess(latency.toNanos(), TimeUnit.NANOSECONDS);
			}
			DeploymentHealth.this.memory.updateAndGet(Memory::withSuccess);
			DeploymentHealth.this.cooldowns.succeeded(this.begin);
			return true;
		}

		/**
		 * Whether the breaker is to hear how the attempt went. A half-open one hears only
		 * its trial, so that late attempts do not decide; an open one hears nobody,
		 * because the window of a trial that failed, one entry without a lock, breaks
		 * when a second result is written to it.
		 */
		private boolean isHeard(boolean undecidedTrial) {
			BreakerState state = breakerState();
			return state == BreakerState.CLOSED || (undecidedTrial && state == BreakerState.HALF_OPEN);
		}

		@Override
		public void succeeded(Duration latency) {
			if (end()) {
				works(latency);
			}
		}

		@Override
		public void failed(ProviderFailure failure, Duration latency) {
			if (end()) {
				judge(failure, latency);
			}
		}

		private void judge(ProviderFailure failure, Duration latency) {
			boolean undecidedTrial = this.judged.compareAndSet(false, true) && this.trial;
			if (!failure.isUnhealthy()) {
				release(undecidedTrial);
			}
			else if (isHeard(undecidedTrial)) {
				DeploymentHealth.this.breaker.onError(latency.toNanos(), TimeUnit.NANOSECONDS,
						new ProviderException(failure));
			}
			DeploymentHealth.this.memory.updateAndGet((memory) -> memory.withFailure(failure.reason()));
			DeploymentHealth.this.cooldowns.failed(failure, this.begin);
		}

		@Override
		public void cancelled() {
			if (end()) {
				release(this.judged.compareAndSet(false, true) && this.trial);
			}
		}

		private void release(boolean undecidedTrial) {
			if (undecidedTrial) {
				DeploymentHealth.this.breaker.releasePermission();
			}
		}

		private boolean end() {
			if (!this.ended.compareAndSet(false, true)) {
				return false;
			}
			DeploymentHealth.this.inFlight.decrementAndGet();
			return true;
		}

	}

}
