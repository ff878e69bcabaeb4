package io.github.llmrouting.provider.anthropic;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Knows the errors that say that money is spent [1], and until when. There are three: the
 * credit is used up, the limit that the organization set itself is reached, and the limit
 * of its tier is, which pauses the organization until the next month begins in UTC.
 * <p>
 * [1] https://platform.claude.com/docs/en/api/rate-limits, as of August 2026.
 */
final class AnthropicSpending {

	private static final String TIER_LIMIT = "enforced_spend_limit_reached";

	private static final List<String> TEXTS = List.of("credit balance is too low",
			"reached your specified api usage limits");

	private static final Pattern REGAINED = Pattern
		.compile("regain access on ([0-9]{4}-[0-9]{2}-[0-9]{2})(?: at ([0-9]{2}:[0-9]{2}))?");

	/** A date that is further ahead is not what it seems. */
	private static final Duration LONGEST = Duration.ofDays(366);

	private AnthropicSpending() {
	}

	/** Returns whether an error says that money is spent. */
	static boolean isOver(JsonNode error) {
		return isOfTier(error) || TEXTS.stream().anyMatch(message(error)::contains);
	}

	private static boolean isOfTier(JsonNode error) {
		return error.path("details").path("error_code").stringValue("").equals(TIER_LIMIT);
	}

	private static String message(JsonNode error) {
		return error.path("message").stringValue("").toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns when money may be spent again.
	 * @return {@code null} if the error does not say
	 */
	static @Nullable Duration resetsIn(JsonNode error, Instant now) {
		Instant regained = isOfTier(error) ? nextMonth(now) : regained(message(error));
		Duration time = (regained != null) ? Duration.between(now, regained) : null;
		return (time != null && time.compareTo(Duration.ZERO) > 0 && time.compareTo(LONGEST) <= 0) ? time : null;
	}

	private static Instant nextMonth(Instant now) {
		return LocalDate.ofInstant(now, ZoneOffset.UTC)
			.with(TemporalAdjusters.firstDayOfNextMonth())
			.atStartOfDay()
			.toInstant(ZoneOffset.UTC);
	}

	private static @Nullable Instant regained(String message) {
		Matcher matcher = REGAINED.matcher(message);
		if (!matcher.find()) {
			return null;
		}
		try {
			LocalTime time = (matcher.group(2) != null) ? LocalTime.parse(matcher.group(2)) : LocalTime.MIDNIGHT;
			return LocalDate.parse(matcher.group(1)).atTime(time).toInstant(ZoneOffset.UTC);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
