package io.github.llmrouting.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Reads how long a provider asks to wait: {@code retry-after-ms} (milliseconds), else
 * {@code Retry-After} as seconds, whole or with a fraction, or as an HTTP date (RFC 9110,
 * 10.2.3). Never below zero, never above a day; what cannot be read counts as not said.
 */
public final class RetryAfter {

	private static final Duration MAX = Duration.ofDays(1);

	/** Java reads more as a number: {@code 1d} as one, {@code 0x1p3}, {@code NaN}. */
	private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?");

	private RetryAfter() {
	}

	/**
	 * Returns the wait.
	 * @param headers of the response
	 * @param clock for dates, if the server does not tell its own time
	 * @return {@code null} if the provider does not say
	 */
	public static @Nullable Duration of(HttpHeaders headers, InstantSource clock) {
		Duration millis = number(headers.getFirst("retry-after-ms"), 1);
		if (millis != null) {
			return millis;
		}
		String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
		Duration seconds = number(value, 1000);
		return (seconds != null) ? seconds : until(instant(value), headers, clock);
	}

	/** A date means the server's clock, which it tells as a rule; ours may be off. */
	private static @Nullable Duration until(@Nullable Instant date, HttpHeaders headers, InstantSource clock) {
		if (date == null) {
			return null;
		}
		Instant now = instant(headers.getFirst(HttpHeaders.DATE));
		return bounded(Duration.between((now != null) ? now : clock.instant(), date));
	}

	private static @Nullable Duration number(@Nullable String value, int millis) {
		if (value == null || !NUMBER.matcher(value.trim()).matches()) {
			return null;
		}
		return bounded(Duration.ofMillis((long) Math.ceil(Double.parseDouble(value.trim()) * millis)));
	}

	private static @Nullable Instant instant(@Nullable String date) {
		if (date == null) {
			return null;
		}
		try {
			return ZonedDateTime.parse(date.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * Reads a wait as protobuf writes it in JSON, such as {@code 0.539477544s}, or as Go
	 * does in messages, such as {@code 120ms} or {@code 6m0s}; a full stop behind it does
	 * not matter. Both are ISO 8601 but for the milliseconds.
	 * @return {@code null} if the text is no such wait
	 */
	public static @Nullable Duration ofText(String text) {
		String wait = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
		try {
			return wait.endsWith("ms") ? bounded(Duration.parse("PT" + wait.replace("ms", "s")).dividedBy(1000))
					: bounded(Duration.parse("PT" + wait));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static Duration bounded(Duration wait) {
		if (wait.isNegative()) {
			return Duration.ZERO;
		}
		return (wait.compareTo(MAX) > 0) ? MAX : wait;
	}

}
