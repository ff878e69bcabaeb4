package io.github.llmrouting.health;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import io.github.llmrouting.provider.QuotaDimension;
import io.github.llmrouting.provider.QuotaReading;
import io.github.llmrouting.provider.QuotaReading.Level;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the quota that a provider grants a deployment, by the newest headers.
 * Forgotten at the reset, or after a minute if none is told: most windows are no longer.
 * Thread-safe, without locks.
 */
final class QuotaLeft {

	private static final Duration UNTOLD = Duration.ofMinutes(1);

	private final LongSupplier nanoTime;

	private final AtomicReference<Map<QuotaDimension, Told>> told = new AtomicReference<>(Map.of());

	QuotaLeft(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/** Takes note of what a response tells; of what it does not tell nothing changes. */
	void read(QuotaReading reading) {
		long now = this.nanoTime.getAsLong();
		this.told.updateAndGet((before) -> merged(before, reading, now));
	}

	private static Map<QuotaDimension, Told> merged(Map<QuotaDimension, Told> before, QuotaReading reading, long now) {
		Map<QuotaDimension, Told> after = new EnumMap<>(QuotaDimension.class);
		after.putAll(before);
		reading.levels().forEach((dimension, level) -> after.put(dimension, Told.of(level, now)));
		return after;
	}

	/** Returns what is known now. */
	QuotaReading reading() {
		Map<QuotaDimension, Told> told = this.told.get();
		if (told.isEmpty()) {
			return QuotaReading.NOTHING;
		}
		long now = this.nanoTime.getAsLong();
		Map<QuotaDimension, Level> levels = new EnumMap<>(QuotaDimension.class);
		told.forEach((dimension, level) -> {
			if (level.endNanos() - now > 0) {
				levels.put(dimension, level.at(now));
			}
		});
		return levels.isEmpty() ? QuotaReading.NOTHING : new QuotaReading(levels);
	}

	/**
	 * A level as it was told.
	 *
	 * @param limit all that is granted, or {@code null}
	 * @param remaining what is left
	 * @param resets whether the end is the reset that was told
	 * @param endNanos until when it holds
	 */
	private record Told(@Nullable Long limit, long remaining, boolean resets, long endNanos) {

		static Told of(Level level, long now) {
			Duration resetsIn = level.resetsIn();
			long nanos = ((resetsIn != null) ? resetsIn : UNTOLD).toNanos();
			return new Told(level.limit(), level.remaining(), resetsIn != null, now + nanos);
		}

		Level at(long now) {
			return new Level(this.limit, this.remaining, this.resets ? Duration.ofNanos(this.endNanos - now) : null);
		}

	}

}
