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
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.jspecify.annotations.Nullable;

/** The health of one deployment. Thread-safe, without locks. */
public final class DeploymentHealth {

	/** Weight of the newest first content in the average. */
	private static final double NEWEST = 0.2;

	private static final Duration LONGEST_COOLDOWN = Duration.ofNanos(Long.MAX_VALUE);

	private final DeploymentId deployment;

	private final CircuitBreaker breaker;

	private final OpenWait openWait;

	private final LongSupplier nanoTime;

	private final AtomicInteger inFlight = new AtomicInteger();

	private final AtomicReference<@Nullable Cooldown> cooldown = new AtomicReference<>();

	private final AtomicReference<Memory> memory = new AtomicReference<>(Memory.NOTHING);

	DeploymentHealth(DeploymentId deployment, CircuitBreaker breaker, LongSupplier nanoTime) {
		this.deployment = deployment;
		this.breaker = breaker;
		this.openWait = OpenWait.of(breaker, nanoTime);
		this.nanoTime = nanoTime;
	}

	/**
	 * Begins an attempt, unless the breaker refuses it or the deployment is to be left
	 * alone.
	 */
	public Optional<RunningAttempt> tryBegin() {
		if (remainingCooldown() != null || !this.breaker.tryAcquirePermission()) {
			return Optional.empty();
		}
		this.inFlight.incrementAndGet();
		return Optional.of(new Running(breakerState() == BreakerState.HALF_OPEN));
	}

	/** Returns how things stand now. */
	public HealthSnapshot snapshot() {
		Memory memory = this.memory.get();
		BreakerState state = expectedState();
		return new HealthSnapshot(this.deployment, state, cooldown(state), this.inFlight.get(), memory.attempted(),
				memory.lastFailure(), memory.firstContent());
	}

	/** An open breaker is a reason of its own to leave the deployment alone. */
	private @Nullable Duration cooldown(BreakerState state) {
		Duration asked = remainingCooldown();
		if (state != BreakerState.OPEN || this.breaker.getState() != CircuitBreaker.State.OPEN) {
			return asked;
		}
		Duration open = this.openWait.remaining();
		return (asked != null && asked.compareTo(open) > 0) ? asked : open;
	}

	private @Nullable Duration remainingCooldown() {
		Cooldown cooldown = this.cooldown.get();
		if (cooldown == null) {
			return null;
		}
		long remaining = cooldown.endNanos() - this.nanoTime.getAsLong();
		return (remaining > 0) ? Duration.ofNanos(remaining) : null;
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

	private void coolDown(Duration duration) {
		long nanos = (duration.compareTo(LONGEST_COOLDOWN) < 0) ? duration.toNanos() : Long.MAX_VALUE;
		long end = this.nanoTime.getAsLong() + nanos;
		this.cooldown
			.updateAndGet((current) -> (current != null && current.endNanos() - end > 0) ? current : new Cooldown(end));
	}

	private record Cooldown(long endNanos) {
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

		/** Whether the attempt began as the trial of a half-open breaker. */
		private final boolean trial;

		private final AtomicBoolean judged = new AtomicBoolean();

		private final AtomicBoolean ended = new AtomicBoolean();

		Running(boolean trial) {
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
			if (failure.cooldown() != null) {
				coolDown(failure.cooldown());
			}
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
