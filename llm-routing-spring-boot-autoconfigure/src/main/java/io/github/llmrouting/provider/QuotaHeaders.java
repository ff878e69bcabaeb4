package io.github.llmrouting.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.provider.QuotaReading.Level;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Reads the headers by which providers tell their quotas:
 * {@code x-ratelimit-{limit,remaining,reset}-{requests,tokens}} of OpenAI, Azure, Groq
 * and others, {@code anthropic-ratelimit-{what}-{limit,remaining,reset}}, and those of
 * Together, {@code x-ratelimit-remaining} for requests and {@code x-tokenlimit-remaining}
 * for tokens. A reset is a span such as {@code 6m0s}, a number of seconds, a date of RFC
 * 3339, or a time since the epoch. What cannot be read counts as not told, and so does a
 * number below zero, which Azure means by unknown.
 */
final class QuotaHeaders {

	private static final int LONGEST = 40;

	/** Seconds from here on are no wait but a time since the epoch. */
	private static final long EPOCH_SECONDS = 1_000_000_000L;

	private static final long EPOCH_MILLIS = 1000 * EPOCH_SECONDS;

	private static final List<Names> NAMES = List.of(Names.openAi(QuotaDimension.REQUESTS),
			Names.openAi(QuotaDimension.TOKENS), Names.anthropic(QuotaDimension.REQUESTS),
			Names.anthropic(QuotaDimension.TOKENS), Names.anthropic(QuotaDimension.INPUT_TOKENS),
			Names.anthropic(QuotaDimension.OUTPUT_TOKENS), Names.plain(QuotaDimension.REQUESTS, "x-ratelimit-"),
			Names.plain(QuotaDimension.TOKENS, "x-tokenlimit-"));

	private QuotaHeaders() {
	}

	/**
	 * Returns what the headers of a response tell.
	 * @param clock for dates
	 */
	static QuotaReading read(HttpHeaders headers, InstantSource clock) {
		Map<QuotaDimension, Level> levels = new EnumMap<>(QuotaDimension.class);
		for (Names names : NAMES) {
			Long remaining = count(headers.getFirst(names.remaining()));
			if (remaining != null) {
				Level level = new Level(count(headers.getFirst(names.limit())), remaining,
						reset(headers.getFirst(names.reset()), clock));
				levels.putIfAbsent(names.dimension(), level);
			}
		}
		return levels.isEmpty() ? QuotaReading.NOTHING : new QuotaReading(levels);
	}

	/** Some providers count with a fraction. */
	private static @Nullable Long count(@Nullable String value) {
		Double number = number(value);
		return (number != null && number >= 0) ? Long.valueOf(number.longValue()) : null;
	}

	private static @Nullable Double number(@Nullable String value) {
		if (value == null || value.length() > LONGEST || !RetryAfter.isNumber(value.trim())) {
			return null;
		}
		return Double.valueOf(value.trim());
	}

	private static @Nullable Duration reset(@Nullable String value, InstantSource clock) {
		if (value == null || value.length() > LONGEST) {
			return null;
		}
		Double number = number(value);
		if (number == null) {
			Duration span = RetryAfter.ofText(value.trim());
			return (span != null) ? span : until(value.trim(), clock.instant());
		}
		if (number >= EPOCH_SECONDS) {
			double millis = (number >= EPOCH_MILLIS) ? number : number * 1000;
			return RetryAfter.bounded(Duration.ofMillis((long) millis).minusMillis(clock.millis()));
		}
		return RetryAfter.seconds(value.trim());
	}

	private static @Nullable Duration until(String date, Instant now) {
		try {
			return RetryAfter.bounded(Duration.between(now, OffsetDateTime.parse(date).toInstant()));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * The headers of one quota.
	 *
	 * @param dimension what is counted
	 * @param limit name of the header that tells all that is granted
	 * @param remaining name of the one that tells what is left
	 * @param reset name of the one that tells when all is there again
	 */
	private record Names(QuotaDimension dimension, String limit, String remaining, String reset) {

		static Names openAi(QuotaDimension dimension) {
			String tag = "-" + dimension.tag();
			return new Names(dimension, "x-ratelimit-limit" + tag, "x-ratelimit-remaining" + tag,
					"x-ratelimit-reset" + tag);
		}

		static Names anthropic(QuotaDimension dimension) {
			return plain(dimension, "anthropic-ratelimit-" + dimension.tag() + "-");
		}

		static Names plain(QuotaDimension dimension, String prefix) {
			return new Names(dimension, prefix + "limit", prefix + "remaining", prefix + "reset");
		}

	}

}
