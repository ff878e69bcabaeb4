package io.github.llmrouting.health;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock that only moves forward: nanoseconds of a monotonic time, counted from the
 * epoch. It measures waits for those who can only do that with a {@link Clock}, and tells
 * no date.
 */
final class MonotonicClock extends Clock {

	private final LongSupplier nanoTime;

	private final long begin;

	MonotonicClock(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.begin = nanoTime.getAsLong();
	}

	@Override
	public Instant instant() {
		return Instant.EPOCH.plusNanos(this.nanoTime.getAsLong() - this.begin);
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
