package io.github.llmrouting.provider;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Reads a date in a header in any of the three forms of RFC 9110, 5.6.7:
 * {@code Sun, 06 Nov 1994 08:49:37 GMT}, that of RFC 850,
 * {@code Sunday, 06-Nov-94 08:49:37 GMT}, and that of C's asctime,
 * {@code Sun Nov  6 08:49:37 1994}.
 */
final class HttpDate {

	private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

	private static final DateTimeFormatter ASCTIME = new DateTimeFormatterBuilder().appendPattern("EEE MMM ")
		.padNext(2)
		.appendValue(ChronoField.DAY_OF_MONTH)
		.appendPattern(" HH:mm:ss uuuu")
		.toFormatter(Locale.US)
		.withZone(ZoneOffset.UTC);

	/** A year of two digits that seems to be further ahead is of the last century. */
	private static final int MOST_YEARS_AHEAD = 50;

	private static final int LONGEST = 40;

	private HttpDate() {
	}

	/**
	 * Reads a date.
	 * @param now decides the century of a year of two digits
	 * @return {@code null} if the text is none
	 */
	static @Nullable Instant parse(String text, Instant now) {
		if (text.length() > LONGEST) {
			return null;
		}
		Instant date = parse(text, IMF_FIXDATE);
		if (date == null) {
			date = parse(text, ASCTIME);
		}
		return (date != null) ? date : parse(text, rfc850(now));
	}

	private static @Nullable Instant parse(String text, DateTimeFormatter form) {
		try {
			return Instant.from(form.parse(text));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static DateTimeFormatter rfc850(Instant now) {
		int firstYear = now.atOffset(ZoneOffset.UTC).getYear() + MOST_YEARS_AHEAD - 99;
		return new DateTimeFormatterBuilder().appendPattern("EEEE, dd-MMM-")
			.appendValueReduced(ChronoField.YEAR, 2, 2, firstYear)
			.appendPattern(" HH:mm:ss 'GMT'")
			.toFormatter(Locale.US)
			.withZone(ZoneOffset.UTC);
	}

}
