package io.github.llmrouting.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTests {

	private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-07-01T12:00:00Z"));

	private final HttpHeaders headers = new HttpHeaders();

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "soon", "NaN", "-NaN", "Infinity", "-Infinity", "1d", "30f", "0x1p3", "1,5",
			"1 2", "12:00", "--1", "1e", ".", "\u0661\u0662", "Wed, 32 Jul 2026 12:00:00 GMT",
			"Mon, 01 Jul 2026 12:00:00 GMT", "2026-07-01T12:00:30Z" })
	void whatCannotBeReadCountsAsNotSaid(String value) {
		this.headers.set("retry-after", value);
		this.headers.set("retry-after-ms", value);

		assertThat(wait(this.headers)).isNull();
	}

	@Test
	@Timeout(5)
	void manyDigitsAreNoWork() {
		this.headers.set("retry-after", "1".repeat(1_000_000) + "x");

		assertThat(wait(this.headers)).isNull();
	}

	@Test
	void nothingIsSaidWithoutHeaders() {
		assertThat(wait(this.headers)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "0, PT0S", "-0, PT0S", "-5, PT0S", "-1e99, PT0S", "1, PT1S", " 37 , PT37S", "0.539, PT0.539S",
			"1.5, PT1.5S", "0.0001, PT0.001S", ".5, PT0.5S", "+2, PT2S", "1e2, PT1M40S", "86399, PT23H59M59S",
			"86400, PT24H", "86401, PT24H", "1e99, PT24H", "1e999, PT24H", "99999999999999999999, PT24H" })
	void secondsAreReadWholeOrWithAFractionAndBounded(String value, Duration expected) {
		this.headers.set("Retry-After", value);

		assertThat(wait(this.headers)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "0, PT0S", "-5, PT0S", "1, PT0.001S", "0.2, PT0.001S", "1500, PT1.5S", "86400000, PT24H",
			"1e99, PT24H" })
	void millisecondsAreReadAndBounded(String value, Duration expected) {
		this.headers.set("retry-after-ms", value);

		assertThat(wait(this.headers)).isEqualTo(expected);
	}

	@Test
	void millisecondsGoBeforeSeconds() {
		this.headers.set("retry-after", "2");
		this.headers.set("retry-after-ms", "1200");

		assertThat(wait(this.headers)).isEqualTo(Duration.ofMillis(1200));
	}

	@Test
	void secondsAreReadWhenTheMillisecondsAreGarbage() {
		this.headers.set("retry-after", "2");
		this.headers.set("retry-after-ms", "soon");

		assertThat(wait(this.headers)).isEqualTo(Duration.ofSeconds(2));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "Wed, 01 Jul 2026 12:00:30 GMT|PT30S", "Wed, 1 Jul 2026 12:00:30 GMT|PT30S",
					"Wed, 01 Jul 2026 12:00:00 GMT|PT0S", "Wed, 01 Jul 2026 11:59:59 GMT|PT0S",
					"Sun, 06 Nov 1994 08:49:37 GMT|PT0S", "Thu, 02 Jul 2026 12:00:01 GMT|PT24H",
					"Fri, 31 Dec 9999 23:59:59 GMT|PT24H" })
	void dateIsMeasuredFromTheClockAndBounded(String value, Duration expected) {
		this.headers.set("retry-after", value);

		assertThat(wait(this.headers)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "Wednesday, 01-Jul-26 12:00:30 GMT|PT30S", "Sunday, 06-Nov-94 08:49:37 GMT|PT0S",
					"Friday, 01-Jul-77 12:00:00 GMT|PT0S", "Wednesday, 01-Jul-76 12:00:30 GMT|PT24H",
					"Wed Jul  1 12:00:30 2026|PT30S", "Thu Jul  2 11:00:00 2026|PT23H",
					"Wed Jul 15 12:00:00 2026|PT24H", "Sun Nov  6 08:49:37 1994|PT0S",
					"Wed, 01 Jul 2026 14:00:30 +0200|PT30S" })
	void dateMayHaveTheFormsOfOldToo(String value, Duration expected) {
		this.headers.set("retry-after", value);

		assertThat(wait(this.headers)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Wednesday, 32-Jul-26 12:00:30 GMT", "Monday, 01-Jul-26 12:00:30 GMT",
			"Wed Jul  1 12:00:30", "Wed Jul 1st 12:00:30 2026", "Wed Foo  1 12:00:30 2026",
			"Wednesday, 01-Jul-26 12:00:30 GMT and a lot of words behind it" })
	void dateThatIsNoneCountsAsNotSaid(String value) {
		this.headers.set("retry-after", value);

		assertThat(wait(this.headers)).isNull();
	}

	@Test
	void firstOfTwoHeadersThatCanBeReadCounts() {
		this.headers.add("retry-after", "soon");
		this.headers.add("retry-after", "7");
		this.headers.add("retry-after", "60");

		assertThat(wait(this.headers)).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void bodyTellsBetterThanAQuotaAndWorseThanAHeader() {
		Duration inBody = Duration.ofSeconds(9);
		this.headers.set("x-ratelimit-remaining-requests", "0");
		this.headers.set("x-ratelimit-reset-requests", "1m0s");

		assertThat(RetryAfter.ofRateLimit(this.headers, null, CLOCK)).isEqualTo(Duration.ofMinutes(1));
		assertThat(RetryAfter.ofRateLimit(this.headers, inBody, CLOCK)).isEqualTo(inBody);
		this.headers.set("retry-after", "2");
		assertThat(RetryAfter.ofRateLimit(this.headers, inBody, CLOCK)).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void dateIsMeasuredFromTheTimeThatTheServerTells() {
		this.headers.set("retry-after", "Wed, 01 Jul 2026 13:00:30 GMT");
		this.headers.set("date", "Wed, 01 Jul 2026 13:00:00 GMT");
		assertThat(wait(this.headers)).isEqualTo(Duration.ofSeconds(30));

		this.headers.set("date", "today");
		assertThat(wait(this.headers)).isEqualTo(Duration.ofSeconds(3630));
	}

	@Test
	void firstOfTwoHeadersCounts() {
		this.headers.add("retry-after", "2");
		this.headers.add("retry-after", "60");

		assertThat(wait(this.headers)).isEqualTo(Duration.ofSeconds(2));
	}

	private static Duration wait(HttpHeaders headers) {
		return RetryAfter.of(headers, CLOCK);
	}

}
