package io.github.llmrouting.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.llmrouting.provider.QuotaReading.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class QuotaHeadersTests {

	private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-25T20:02:00Z"));

	private final HttpHeaders headers = new HttpHeaders();

	@Test
	void responseWithoutSuchHeadersTellsNothing() {
		this.headers.set("x-request-id", "req_1");

		assertThat(read()).isEqualTo(QuotaReading.NOTHING);
		assertThat(read().isNothing()).isTrue();
	}

	@Test
	void openAiTellsRequestsAndTokens() {
		set("x-ratelimit-limit-requests", "10000", "x-ratelimit-remaining-requests", "9999",
				"x-ratelimit-reset-requests", "6ms", "X-RateLimit-Limit-Tokens", "30000",
				"X-RateLimit-Remaining-Tokens", "0", "X-RateLimit-Reset-Tokens", "6m0s");

		assertThat(read())
			.isEqualTo(new QuotaReading(Map.of(QuotaDimension.REQUESTS, new Level(10_000L, 9999, Duration.ofMillis(6)),
					QuotaDimension.TOKENS, new Level(30_000L, 0, Duration.ofMinutes(6)))));
		assertThat(read().exhaustedFor()).isEqualTo(Duration.ofMinutes(6));
	}

	@Test
	void anthropicTellsInputAndOutputTokensToo() {
		for (String what : List.of("requests", "tokens", "input-tokens", "output-tokens")) {
			set("anthropic-ratelimit-" + what + "-limit", "50", "anthropic-ratelimit-" + what + "-remaining", "49",
					"anthropic-ratelimit-" + what + "-reset", "2026-02-25T20:02:37Z");
		}

		assertThat(read().levels()).hasSize(4)
			.containsEntry(QuotaDimension.INPUT_TOKENS, new Level(50L, 49, Duration.ofSeconds(37)))
			.containsEntry(QuotaDimension.OUTPUT_TOKENS, new Level(50L, 49, Duration.ofSeconds(37)));
	}

	@Test
	void azureTellsWhatIsLeftOnlyAndMinusOneForUnknown() {
		set("x-ratelimit-remaining-requests", "-1", "x-ratelimit-remaining-tokens", "119000");

		assertThat(read().levels()).isEqualTo(Map.of(QuotaDimension.TOKENS, new Level(null, 119_000, null)));
		assertThat(read().exhaustedFor()).isNull();
	}

	@Test
	void groqTellsSpansWithFractions() {
		set("x-ratelimit-remaining-requests", "14370", "x-ratelimit-reset-requests", "2m59.56s");

		assertThat(read().levels()).isEqualTo(
				Map.of(QuotaDimension.REQUESTS, new Level(null, 14_370, Duration.ofSeconds(179).plusMillis(560))));
	}

	@Test
	void togetherTellsRequestsAndTokensByOtherNames() {
		set("x-ratelimit-limit", "60", "x-ratelimit-remaining", "0.5", "x-ratelimit-reset", "1", "x-tokenlimit-limit",
				"180000", "x-tokenlimit-remaining", "179000");

		assertThat(read().levels()).isEqualTo(Map.of(QuotaDimension.REQUESTS, new Level(60L, 0, Duration.ofSeconds(1)),
				QuotaDimension.TOKENS, new Level(180_000L, 179_000, null)));
	}

	@ParameterizedTest
	@CsvSource({ "6ms, PT0.006S", "1s, PT1S", "6m0s, PT6M", "1h2m3.5s, PT1H2M3.5S", "7.66s, PT7.66S", "0s, PT0S",
			"-5s, PT0S", "12, PT12S", "0.5, PT0.5S", "-12, PT0S", "1e99, PT24H", "99999h, PT24H",
			"2026-02-25T20:02:30Z, PT30S", "2026-02-25T21:02:30+01:00, PT30S", "2026-02-25T20:01:30Z, PT0S",
			"2027-02-25T20:01:30Z, PT24H", "1772049750, PT30S", "1772049750000, PT30S", "1772049000, PT0S" })
	void resetIsReadInEveryForm(String reset, Duration expected) {
		set("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", reset);

		assertThat(read().exhaustedFor()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "soon", "NaN", "--1", "1 2", "1,000", "0x10", "\u0661",
			"11111111111111111111111111111111111111111111111111111111111111" })
	void whatCannotBeReadCountsAsNotTold(String garbage) {
		set("x-ratelimit-remaining-requests", garbage, "x-ratelimit-remaining-tokens", "0", "x-ratelimit-limit-tokens",
				garbage, "x-ratelimit-reset-tokens", garbage);

		assertThat(read().levels()).isEqualTo(Map.of(QuotaDimension.TOKENS, new Level(null, 0, null)));
	}

	@Test
	void longestOfTwoResetsCounts() {
		set("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "1s", "x-ratelimit-remaining-tokens",
				"0", "x-ratelimit-reset-tokens", "9s");

		assertThat(read().exhaustedFor()).isEqualTo(Duration.ofSeconds(9));
	}

	@Test
	void nothingThatAServerSendsBreaksTheReading() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		List<String> names = List.of("x-ratelimit-limit-requests", "x-ratelimit-remaining-requests",
				"x-ratelimit-reset-requests", "anthropic-ratelimit-tokens-limit", "x-ratelimit-remaining",
				"anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset", "retry-after",
				"retry-after-ms");

		for (int i = 0; i < 20_000; i++) {
			HttpHeaders garbage = new HttpHeaders();
			names.forEach((name) -> garbage.set(name, garbage(random)));
			QuotaReading reading = QuotaHeaders.read(garbage, CLOCK);
			Duration wait = RetryAfter.ofRateLimit(garbage, null, CLOCK);

			assertThat(reading.levels().values()).as("seed %d, step %d", seed, i).allSatisfy((level) -> {
				assertThat(level.remaining()).isNotNegative();
				assertThat(level.limit() == null || level.limit() >= 0).isTrue();
				assertThat(level.resetsIn() == null || isWait(level.resetsIn())).isTrue();
			});
			assertThat(wait == null || isWait(wait)).as("seed %d, step %d", seed, i).isTrue();
		}
	}

	private static boolean isWait(Duration wait) {
		return !wait.isNegative() && wait.compareTo(Duration.ofDays(1)) <= 0;
	}

	private static String garbage(Random random) {
		String alphabet = "0123456789.-+eEhmsTZ:, GMTWedJul\u00e9";
		StringBuilder text = new StringBuilder();
		int length = random.nextInt(30);
		for (int i = 0; i < length; i++) {
			text.append(alphabet.charAt(random.nextInt(random.nextBoolean() ? 10 : alphabet.length())));
		}
		return text.toString();
	}

	private void set(String... namesAndValues) {
		for (int i = 0; i < namesAndValues.length; i += 2) {
			this.headers.set(namesAndValues[i], namesAndValues[i + 1]);
		}
	}

	private QuotaReading read() {
		return QuotaHeaders.read(this.headers, CLOCK);
	}

}
