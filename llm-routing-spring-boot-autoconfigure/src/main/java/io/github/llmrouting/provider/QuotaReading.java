package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a provider told of the quota that it grants a deployment.
 *
 * @param levels by what is counted; empty if it told nothing
 */
public record QuotaReading(Map<QuotaDimension, Level> levels) {

	/** Nothing is told. */
	public static final QuotaReading NOTHING = new QuotaReading(Map.of());

	public QuotaReading {
		levels = Map.copyOf(levels);
	}

	/** Returns whether nothing is told. */
	public boolean isNothing() {
		return this.levels.isEmpty();
	}

	/**
	 * Returns how long a request has to wait because nothing is left of a quota, at least
	 * as far as is told.
	 * @return {@code null} if something is left of each, or nobody knows for how long
	 */
	@Nullable Duration exhaustedFor() {
		return this.levels.values()
			.stream()
			.filter((level) -> level.remaining() == 0)
			.map(Level::resetsIn)
			.filter(Objects::nonNull)
			.max(Duration::compareTo)
			.orElse(null);
	}

	/**
	 * How much is left of one quota.
	 *
	 * @param limit all that is granted for a window, at least 0, or {@code null} if that
	 * is not told
	 * @param remaining what is left of it, at least 0
	 * @param resetsIn when all of it is there again, from now, zero to a day, or
	 * {@code null} if that is not told
	 */
	public record Level(@Nullable Long limit, long remaining, @Nullable Duration resetsIn) {
	}

}
