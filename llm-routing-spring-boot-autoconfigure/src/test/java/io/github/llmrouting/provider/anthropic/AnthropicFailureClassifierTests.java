package io.github.llmrouting.provider.anthropic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.github.llmrouting.provider.Cooldown;
import io.github.llmrouting.provider.CooldownScope;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicFailureClassifierTests {

	private final AnthropicFailureClassifier classifier = new AnthropicFailureClassifier(
			InstantSource.fixed(Instant.parse("2026-08-01T00:00:00Z")));

	private final HttpHeaders headers = new HttpHeaders();

	@ParameterizedTest
	@CsvSource({ "400, invalid_request_error, InvalidRequest", "401, authentication_error, Unauthorized",
			"402, billing_error, QuotaExhausted", "403, permission_error, Unauthorized",
			"404, not_found_error, ModelNotFound", "408, request_timeout, NotTaken",
			"408, invalid_request_error, NotTaken", "409, invalid_request_error, NotTaken",
			"409, conflict_error, NotTaken", "413, request_too_large, InvalidRequest",
			"418, moon_error, InvalidRequest", "422, invalid_request_error, InvalidRequest",
			"429, rate_limit_error, RateLimited", "500, api_error, ServerError", "502, moon_error, ServerError",
			"503, overloaded_error, Overloaded", "504, timeout_error, ServerError",
			"529, overloaded_error, Overloaded" })
	void errorIsClassifiedByTypeOrElseByStatus(int status, String type, String expected) {
		assertThatFailureIs(classify(status, error(type, "Something happened")), expected);
	}

	@ParameterizedTest
	@CsvSource({ "invalid_request_error, InvalidRequest", "authentication_error, Unauthorized",
			"billing_error, QuotaExhausted", "permission_error, Unauthorized", "not_found_error, ModelNotFound",
			"conflict_error, NotTaken", "request_too_large, InvalidRequest", "rate_limit_error, RateLimited",
			"api_error, ServerError", "timeout_error, ServerError", "overloaded_error, Overloaded",
			"moon_error, ServerError" })
	void errorWithinAnAnswerIsClassifiedByType(String type, String expected) {
		assertThatFailureIs(this.classifier.classifyAnswer(this.headers, error(type, "Something happened")), expected);
	}

	@ParameterizedTest
	@CsvSource({ "400, InvalidRequest", "401, Unauthorized", "402, QuotaExhausted", "403, Unauthorized",
			"404, ModelNotFound", "408, NotTaken", "409, NotTaken", "425, NotTaken", "413, InvalidRequest",
			"418, InvalidRequest", "429, RateLimited", "500, ServerError", "502, ServerError", "503, Overloaded",
			"504, ServerError", "529, Overloaded", "599, ServerError" })
	void errorWithoutJsonIsClassifiedByStatus(int status, String expected) {
		ProviderFailure failure = this.classifier.classify(status, this.headers, MissingNode.getInstance());

		assertThatFailureIs(failure, expected);
		assertThat(failure.detail()).isEqualTo("HTTP " + status);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			prompt is too long: 209303 tokens > 200000 maximum | ContextTooLong
			input length and `max_tokens` exceed context limit: 179413 + 32768 > 200000, decrease it | ContextTooLong
			Your credit balance is too low to access the Anthropic API. Please go to Plans | QuotaExhausted
			You have reached your specified API usage limits. You will regain access on | QuotaExhausted
			Output blocked by content filtering policy | ContentRefused
			messages.0: all messages must have non-empty content | InvalidRequest
			""")
	void invalidRequestIsToldApartByItsMessage(String message, String expected) {
		assertThatFailureIs(classify(400, error("invalid_request_error", message)), expected);
		assertThatFailureIs(classify(400, error(null, message)), expected);
		assertThatFailureIs(classify(200, error("invalid_request_error", message)), expected);
	}

	@Test
	void spendLimitIsNoRateLimit() {
		ObjectNode error = error("rate_limit_error", "You have reached the spend limit of your tier.");
		error.withObject("error").putObject("details").put("error_code", "enforced_spend_limit_reached");

		assertThat(classify(429, error)).isEqualTo(new QuotaExhausted("HTTP 429, type rate_limit_error, request req_1",
				CooldownScope.CREDENTIAL, Duration.ofDays(31)));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "unsaid", delimiter = '|', textBlock = """
			You will regain access on 2026-08-03 at 12:30 UTC. | PT60H30M
			You will regain access on 2026-08-03. | PT48H
			You will regain access on 2026-08-01 at 00:00 UTC. | unsaid
			You will regain access on 2026-07-31. | unsaid
			You will regain access on 2026-13-01 at 00:00 UTC. | unsaid
			You will regain access on 2026-08-03 at 25:00 UTC. | unsaid
			You will regain access on 9999-01-01. | unsaid
			You will regain access on Monday. | unsaid
			Ask your administrator. | unsaid
			""")
	void limitOfOnesOwnTellsWhenItEnds(String message, Duration resetsIn) {
		ProviderFailure failure = classify(400,
				error("invalid_request_error", "You have reached your specified API usage limits. " + message));

		assertThat(((QuotaExhausted) failure).resetsIn()).isEqualTo(resetsIn);
		assertThat(failure.cooldown()).isEqualTo(
				new Cooldown(CooldownScope.CREDENTIAL, (resetsIn != null) ? resetsIn : Duration.ofMinutes(15), false));
	}

	@Test
	void rateLimitIsOverWhenTheExhaustedQuotaResets() {
		this.headers.set("anthropic-ratelimit-input-tokens-remaining", "0");
		this.headers.set("anthropic-ratelimit-input-tokens-reset", "2026-08-01T00:00:42Z");
		this.headers.set("anthropic-ratelimit-requests-remaining", "49");
		this.headers.set("anthropic-ratelimit-requests-reset", "2026-08-01T00:01:00Z");

		assertThat(classify(429, error("rate_limit_error", "Slow down")))
			.isEqualTo(new RateLimited("HTTP 429, type rate_limit_error, request req_1", Duration.ofSeconds(42)));
	}

	@ParameterizedTest
	@CsvSource({ "30, 30", "300, 300", "301, 300", "86400, 300" })
	void overloadIsThatOfTheProviderAndLastsFiveMinutesAtMost(String told, int seconds) {
		this.headers.set(HttpHeaders.RETRY_AFTER, told);

		assertThat(classify(529, error("overloaded_error", "Overloaded")).cooldown())
			.isEqualTo(new Cooldown(CooldownScope.PROVIDER, Duration.ofSeconds(seconds), false));
	}

	@Test
	void overloadWithoutAWaitIsForTheBreakerToJudge() {
		ProviderFailure failure = classify(529, error("overloaded_error", "Overloaded"));

		assertThat(failure.cooldown()).isNull();
		assertThat(failure.isUnhealthy()).isTrue();
	}

	@Test
	void rateLimitTellsHowLongToWait() {
		this.headers.set(HttpHeaders.RETRY_AFTER, "17");

		assertThat(classify(429, error("rate_limit_error", "Slow down")))
			.isEqualTo(new RateLimited("HTTP 429, type rate_limit_error, request req_1", Duration.ofSeconds(17)));
	}

	@Test
	void rateLimitTellsNoWaitWhenTheProviderDoesNot() {
		ObjectNode error = error("rate_limit_error", "Slow down");
		error.withObject("error").putNull("details");

		assertThat(classify(429, error))
			.isEqualTo(new RateLimited("HTTP 429, type rate_limit_error, request req_1", null));
	}

	@Test
	void overloadTellsHowLongToWaitUntilADate() {
		this.headers.set(HttpHeaders.RETRY_AFTER, "Sat, 01 Aug 2026 00:00:30 GMT");

		assertThat(classify(529, error("overloaded_error", "Overloaded"))).isEqualTo(new Overloaded(
				"HTTP 529, type overloaded_error, request req_1", CooldownScope.PROVIDER, Duration.ofSeconds(30)));
	}

	@Test
	void requestIdIsTakenFromTheHeaderWhenTheBodyHasNone() {
		this.headers.set("request-id", "req_7");

		assertThat(classify(500, WireJson.object()).detail()).isEqualTo("HTTP 500, request req_7");
	}

	@ParameterizedTest
	@ValueSource(strings = { "my prompt", "sk-ant/1", "näh", "", "a\nb",
			"aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbc" })
	void detailTellsNothingThatIsNoName(String text) {
		ObjectNode error = error(text, text).put("request_id", text);

		assertThat(classify(400, error).detail()).isEqualTo("HTTP 400");
	}

	@Test
	void messageIsNeverTold() {
		assertThat(classify(400, error("invalid_request_error", "secret")).detail()).doesNotContain("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "7", "{\"type\":\"message\"}", "{\"error\":null}", "{\"type\":[]}" })
	void answerWithoutAnErrorIsNone(String body) {
		assertThat(this.classifier.classifyAnswer(this.headers, WireJson.read(body))).isNull();
	}

	private ProviderFailure classify(int status, JsonNode body) {
		return this.classifier.classify(status, this.headers, body);
	}

	private static ObjectNode error(String type, String message) {
		ObjectNode body = WireJson.object().put("type", "error").put("request_id", "req_1");
		body.putObject("error").put("type", type).put("message", message);
		return body;
	}

	private static void assertThatFailureIs(ProviderFailure failure, String expected) {
		assertThat(failure.getClass().getSimpleName()).isEqualTo(expected);
	}

}
