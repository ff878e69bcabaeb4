package io.github.llmrouting.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Reads how long a provider asks to wait: {@code retry-after-ms} (milliseconds), else
 * {@code Retry-After} as seconds, whole or with a fraction, or as an HTTP date (RFC 9110,
 * 10.2.3). Never below zero, never above a day; what cannot be read counts as not said.
 */
public final class RetryAfter {

	static final Duration MAX = Duration.ofDays(1);

	/**
	 * Java reads more as a number: {@code 1d} as one, {@code 0x1p3}, {@code NaN}. Takes
	 * no step back, which many digits would pay for with the square of their number.
	 */
	private static final Pattern NUMBER = Pattern
		.compile("[-+]?(?:[0-9]++(?:\\.[0-9]++)?|\\.[0-9]++)(?:[eE][-+]?[0-9]++)?");

	private static final int SAFE_DIGITS = 15;

	private RetryAfter() {
	}

	/**
	 * Returns the wait that a response's headers ask for.
	 * @param headers of the response
	 * @param clock for dates, if the server does not tell its own time
	 * @return {@code null} if the provider does not say
	 */
	public static @Nullable Duration of(HttpHeaders headers, InstantSource clock) {
		Duration millis = first(headers, "retry-after-ms", (value) -> number(value, 1));
		return (millis != null) ? millis
				: first(headers, HttpHeaders.RETRY_AFTER, (value) -> secondsOrDate(value, now(headers, clock)));
	}

	/** A date means the server's clock, which it tells as a rule; ours may be off. */
	private static Instant now(HttpHeaders headers, InstantSource clock) {
		Instant ours = clock.instant();
		String date = headers.getFirst(HttpHeaders.DATE);
		Instant theirs = (date != null) ? HttpDate.parse(date.trim(), ours) : null;
		return (theirs != null) ? theirs : ours;
	}

	/**
	 * Returns the wait of a rate limit: the one that the headers ask for, else the one
	 * that the body does, else that for the quota of which nothing is left.
	 * @param headers of the response
	 * @param inBody what the body tells, or {@code null}
	 * @param clock for dates
	 * @return {@code null} if the provider does not say
	 */
	public static @Nullable Duration ofRateLimit(HttpHeaders headers, @Nullable Duration inBody, InstantSource clock) {
		Duration asked = of(headers, clock);
		if (asked != null) {
			return asked;
		}
		return (inBody != null) ? inBody : QuotaHeaders.read(headers, clock).exhaustedFor();
	}

	/** Returns the first of several headers of the same name that can be read. */
	private static @Nullable Duration first(HttpHeaders headers, String name,
			Function<String, @Nullable Duration> reader) {
		for (String value : headers.getOrEmpty(name)) {
			Duration wait = reader.apply(value.trim());
			if (wait != null) {
				return wait;
			}
		}
		return null;
	}

	private static @Nullable Duration secondsOrDate(String value, Instant now) {
		Duration seconds = seconds(value);
		if (seconds != null) {
			return seconds;
		}
		Instant date = HttpDate.parse(value, now);
		return (date != null) ? bounded(Duration.between(now, date)) : null;
	}

	static @Nullable Duration seconds(String value) {
		return number(value, 1000);
	}

	private static @Nullable Duration number(String value, int millis) {
		return isNumber(value) ? bounded(Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * millis)))
				: null;
	}

	static boolean isNumber(String value) {
		return isWhole(value)
				|| (!value.isEmpty() && isDigit(value.charAt(value.length() - 1)) && NUMBER.matcher(value).matches());
	}

	/**
	 * Tells most values apart without a pattern, for each answer of a provider has some.
	 */
	private static boolean isWhole(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (!isDigit(value.charAt(i))) {
				return false;
			}
		}
		return !value.isEmpty();
	}

	private static boolean isDigit(char character) {
		return character >= '0' && character <= '9';
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
			return wait.endsWith("ms") ? ofMillis(wait) : bounded(Duration.parse("PT" + wait));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static Duration ofMillis(String wait) {
		String number = wait.substring(0, wait.length() - 2);
		return (number.length() <= SAFE_DIGITS && isWhole(number)) ? bounded(Duration.ofMillis(Long.parseLong(number)))
				: bounded(Duration.parse("PT" + wait.replace("ms", "s")).dividedBy(1000));
	}

	static Duration bounded(Duration wait) {
		if (wait.isNegative()) {
			return Duration.ZERO;
		}
		return (wait.compareTo(MAX) > 0) ? MAX : wait;
	}

}
