package io.github.llmrouting.health;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.provider.Cooldown;
import io.github.llmrouting.provider.CooldownScope;
import io.github.llmrouting.provider.ProviderFailure;
import org.jspecify.annotations.Nullable;

/**
 * The rest of everything in one scope: of a deployment, or of all that share a
 * credential, a model or a provider with it. Never shorter than what was asked for before
 * it is over. Thread-safe, without locks.
 */
final class ScopedCooldown {

	/** Far from where nanoseconds overflow. */
	private static final Duration LONGEST = Duration.ofDays(10_000);

	/** A growing rest does not grow after this many: it is 16 times as long then. */
	private static final int MOST_REFUSALS = 5;

	private final CooldownScope scope;

	private final LongSupplier nanoTime;

	private final AtomicReference<@Nullable Rest> rest = new AtomicReference<>();

	ScopedCooldown(CooldownScope scope, LongSupplier nanoTime) {
		this.scope = scope;
		this.nanoTime = nanoTime;
	}

	/**
	 * Begins a rest, or makes one longer.
	 * @param failure that asks for it
	 * @param cooldown what it asks for
	 * @param attempted when the attempt began that failed
	 */
	void begin(ProviderFailure failure, Cooldown cooldown, long attempted) {
		long now = this.nanoTime.getAsLong();
		this.rest.updateAndGet((current) -> next(current, failure, cooldown, attempted, now));
	}

	private static Rest next(@Nullable Rest current, ProviderFailure failure, Cooldown cooldown, long attempted,
			long now) {
		int refusals = refusals(current, cooldown, attempted);
		Duration time = cooldown.growing() ? cooldown.time().multipliedBy(1L << (refusals - 1)) : cooldown.time();
		long end = now + nanos(time);
		return (current != null && current.endNanos() - end >= 0) ? current : new Rest(end, failure.reason(), refusals);
	}

	/**
	 * Attempts that began before a rest was over say the same as the one that asked for
	 * it.
	 */
	private static int refusals(@Nullable Rest current, Cooldown cooldown, long attempted) {
		int before = (current != null) ? current.refusals() : 0;
		boolean again = before == 0 || (current != null && attempted - current.endNanos() >= 0);
		return (cooldown.growing() && again) ? Math.min(before + 1, MOST_REFUSALS) : before;
	}

	private static long nanos(Duration time) {
		return (time.compareTo(LONGEST) < 0) ? time.toNanos() : LONGEST.toNanos();
	}

	/**
	 * Takes note that an attempt succeeded, so that the next rest does not go on growing.
	 * @param attempted when the attempt began
	 */
	void succeeded(long attempted) {
		Rest current = this.rest.get();
		if (current != null && attempted - current.endNanos() >= 0) {
			this.rest.compareAndSet(current, null);
		}
	}

	/** Returns the rest that is left, or {@code null} if it is over. */
	@Nullable RemainingCooldown remaining() {
		Rest current = this.rest.get();
		if (current == null) {
			return null;
		}
		long remaining = current.endNanos() - this.nanoTime.getAsLong();
		return (remaining > 0) ? new RemainingCooldown(this.scope, Duration.ofNanos(remaining), current.reason())
				: null;
	}

	/**
	 * One rest.
	 *
	 * @param endNanos when it is over
	 * @param reason why
	 * @param refusals how many growing rests there were without a success in between,
	 * this one included
	 */
	private record Rest(long endNanos, FailureReason reason, int refusals) {
	}

}
