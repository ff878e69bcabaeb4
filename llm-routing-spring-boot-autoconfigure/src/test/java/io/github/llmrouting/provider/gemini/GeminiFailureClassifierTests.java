package io.github.llmrouting.provider.gemini;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.github.llmrouting.provider.Cooldown;
import io.github.llmrouting.provider.CooldownScope;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
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

class GeminiFailureClassifierTests {

	private static final String PER_MINUTE = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";

	private final GeminiFailureClassifier classifier = new GeminiFailureClassifier(
			InstantSource.fixed(Instant.parse("2026-08-01T00:00:00Z")));

	private final HttpHeaders headers = new HttpHeaders();

	@ParameterizedTest
	@CsvSource({ "400, INVALID_ARGUMENT, InvalidRequest", "400, FAILED_PRECONDITION, RegionRefused",
			"400, OUT_OF_RANGE, InvalidRequest", "401, UNAUTHENTICATED, Unauthorized",
			"403, PERMISSION_DENIED, Unauthorized", "404, NOT_FOUND, ModelNotFound", "409, ABORTED, NotTaken",
			"429, RESOURCE_EXHAUSTED, RateLimited", "499, CANCELLED, ServerError", "500, INTERNAL, ServerError",
			"500, UNKNOWN, ServerError", "501, UNIMPLEMENTED, ServerError", "503, UNAVAILABLE, Overloaded",
			"504, DEADLINE_EXCEEDED, ServerError", "418, MOON, InvalidRequest", "502, MOON, ServerError",
			"500, RESOURCE_EXHAUSTED, RateLimited" })
	void errorIsClassifiedByTheNameOfItsStatus(int status, String name, String expected) {
		ObjectNode error = error(status, name, "Something happened");

		assertThatFailureIs(classify(status, error), expected);
		assertThatFailureIs(classify(status, WireJson.object().arrayNode().add(error)), expected);
		assertThatFailureIs(this.classifier.classifyAnswer(this.headers, error), expected);
	}

	@ParameterizedTest
	@CsvSource({ "400, InvalidRequest", "401, Unauthorized", "402, QuotaExhausted", "403, Unauthorized",
			"404, ModelNotFound", "408, NotTaken", "409, NotTaken", "425, NotTaken", "413, InvalidRequest",
			"422, InvalidRequest", "429, RateLimited", "499, ServerError", "500, ServerError", "502, ServerError",
			"503, Overloaded", "504, ServerError", "599, ServerError" })
	void errorWithoutJsonIsClassifiedByStatus(int status, String expected) {
		ProviderFailure failure = this.classifier.classify(status, this.headers, MissingNode.getInstance());

		assertThatFailureIs(failure, expected);
		assertThat(failure.detail()).isEqualTo("HTTP " + status);
		assertThatFailureIs(classify(200, error(status, null, "Something happened")), expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"error\":{}}", "{\"error\":\"x\"}", "{\"error\":{\"code\":7}}",
			"{\"error\":{\"code\":\"x\",\"status\":7,\"details\":7}}" })
	void errorWithinAnAnswerThatTellsNothingIsTheServers(String body) {
		assertThatFailureIs(this.classifier.classifyAnswer(this.headers, WireJson.read(body)), "ServerError");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			The input token count (1200293) exceeds the maximum number of tokens allowed (1048576). | ContextTooLong
			Unable to submit request because the input token count is 2 but the model supports 1. | ContextTooLong
			API key not valid. Please pass a valid API key. | Unauthorized
			API key expired. Please renew the API key. | Unauthorized
			* GenerateContentRequest.contents: contents is not specified | InvalidRequest
			Request payload size exceeds the limit: 20971520 bytes. | InvalidRequest
			""")
	void invalidArgumentIsToldApartByItsMessage(String message, String expected) {
		assertThatFailureIs(classify(400, error(400, "INVALID_ARGUMENT", message)), expected);
		assertThatFailureIs(classify(400, error(400, null, message)), expected);
		assertThatFailureIs(classify(200, error(400, "INVALID_ARGUMENT", message)), expected);
	}

	@Test
	void invalidKeyIsToldByTheReason() {
		ObjectNode error = withReason(error(400, "INVALID_ARGUMENT", "Something happened"), "API_KEY_INVALID");

		assertThat(classify(400, error))
			.isEqualTo(new Unauthorized("HTTP 400, status INVALID_ARGUMENT, reason API_KEY_INVALID"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			User location is not supported for the API use. | RegionRefused
			Gemini API free tier is not available in your country. Please enable billing. | QuotaExhausted
			""")
	void failedPreconditionIsOfTheAccount(String message, String expected) {
		assertThatFailureIs(classify(400, error(400, "FAILED_PRECONDITION", message)), expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GenerateRequestsPerDayPerProjectPerModel-FreeTier", "DailyTokens" })
	void quotaOfADayIsExhausted(String quotaId) {
		ObjectNode error = withRetryDelay(withQuota(exhausted("Quota exceeded"), quotaId), "36s");

		assertThat(classify(429, error)).isEqualTo(new QuotaExhausted(
				"HTTP 429, status RESOURCE_EXHAUSTED, quota " + quotaId, CooldownScope.DEPLOYMENT, null));
	}

	@Test
	void quotaOfADayBesideOneOfAMinuteIsExhausted() {
		ObjectNode error = withQuota(withQuota(exhausted("Quota exceeded"), PER_MINUTE), "RequestsPerDay");

		assertThat(classify(429, error)).isInstanceOf(QuotaExhausted.class);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Quota exceeded for metric: requests, limit: 0, model: gemini-2.5-pro | QuotaExhausted
			Quota exceeded for metric: requests, limit: 0 | QuotaExhausted
			Quota exceeded for metric: requests, limit: 05 | RateLimited
			Quota exceeded for metric: requests, limit: 0.5 | RateLimited
			Quota exceeded for metric: requests, limit: 10 | RateLimited
			Your prepayment credits are depleted. Please go to AI Studio. | QuotaExhausted
			Your project has exceeded its monthly spending cap. | QuotaExhausted
			Resource has been exhausted (e.g. check quota). | RateLimited
			You exceeded your current quota, please check your plan and billing details. | RateLimited
			Please retry in 5m1s. | QuotaExhausted
			Please retry in 5m. | RateLimited
			""")
	void exhaustionIsToldApartByItsMessage(String message, String expected) {
		assertThatFailureIs(classify(429, exhausted(message)), expected);
	}

	@ParameterizedTest
	@CsvSource({ "56s, PT56S", "0.539477544s, PT0.539477544S", "0s, PT0S", "-1s, PT0S", "300s, PT5M",
			"1.000000001s, PT1.000000001S", "1.5s, PT1.5S" })
	void retryInfoTellsHowLongToWait(String told, Duration expected) {
		assertThat(classify(429, withRetryDelay(withQuota(exhausted("Quota exceeded"), PER_MINUTE), told)))
			.isEqualTo(new RateLimited("HTTP 429, status RESOURCE_EXHAUSTED, quota " + PER_MINUTE, expected));
	}

	@ParameterizedTest
	@ValueSource(strings = { "300.000000001s", "301s", "86400s", "999999999999s", "5h3m1s" })
	void waitOfMoreThanFiveMinutesIsAnExhaustedQuota(String told) {
		assertThat(classify(429, withRetryDelay(exhausted("Quota exceeded"), told))).isInstanceOf(QuotaExhausted.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "s", "56", "soon", "1.2.3s", "99999999999999999999s", "PT5S", "1e3s" })
	void retryInfoThatCannotBeReadTellsNothing(String told) {
		assertThat(classify(429, withRetryDelay(exhausted("Quota exceeded"), told)))
			.isEqualTo(new RateLimited("HTTP 429, status RESOURCE_EXHAUSTED", null));
	}

	@ParameterizedTest
	@CsvSource({ "Please retry in 56.185908122s., PT56.185908122S", "please retry in 250ms, PT0.25S",
			"Please retry in 1m2s., PT1M2S", "Please retry in a while, " })
	void messageTellsHowLongToWaitWhenNoRetryInfoDoes(String message, Duration expected) {
		assertThat(classify(429, exhausted(message)))
			.isEqualTo(new RateLimited("HTTP 429, status RESOURCE_EXHAUSTED", expected));
	}

	@Test
	void headerComesBeforeRetryInfo() {
		this.headers.set(HttpHeaders.RETRY_AFTER, "7");

		assertThat(classify(429, withRetryDelay(exhausted("Quota exceeded"), "56s")))
			.isEqualTo(new RateLimited("HTTP 429, status RESOURCE_EXHAUSTED", Duration.ofSeconds(7)));
	}

	@Test
	void quotaOfAMinuteIsWaitedForWhenNothingElseTells() {
		assertThat(classify(429, withQuota(exhausted("Quota exceeded"), PER_MINUTE))).isEqualTo(
				new RateLimited("HTTP 429, status RESOURCE_EXHAUSTED, quota " + PER_MINUTE, Duration.ofSeconds(60)));
	}

	@Test
	void modelWithoutCapacityIsOverloaded() {
		ObjectNode error = withRetryDelay(withReason(exhausted("High demand"), "MODEL_CAPACITY_EXHAUSTED"), "9s");

		assertThat(classify(429, error))
			.isEqualTo(new Overloaded("HTTP 429, status RESOURCE_EXHAUSTED, reason MODEL_CAPACITY_EXHAUSTED",
					CooldownScope.MODEL, Duration.ofSeconds(9)));
	}

	@Test
	void modelWithoutCapacityRestsForAMomentWhenNobodyTells() {
		ObjectNode error = withReason(exhausted("High demand"), "MODEL_CAPACITY_EXHAUSTED");

		assertThat(classify(429, error).cooldown())
			.isEqualTo(new Cooldown(CooldownScope.MODEL, Duration.ofSeconds(10), false));
	}

	@Test
	void longWaitForAQuotaIsThatOfTheModel() {
		assertThat(classify(429, withRetryDelay(exhausted("Quota exceeded"), "3600s")).cooldown())
			.isEqualTo(new Cooldown(CooldownScope.DEPLOYMENT, Duration.ofHours(1), false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Your prepayment credits are depleted.", "You exceeded your monthly spending cap." })
	void spentMoneyIsThatOfTheProject(String message) {
		assertThat(classify(429, exhausted(message)).cooldown())
			.isEqualTo(new Cooldown(CooldownScope.CREDENTIAL, Duration.ofMinutes(15), false));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			403 | PERMISSION_DENIED | CachedContent not found (or permission denied) | InvalidRequest
			404 | NOT_FOUND         | CachedContent is expired                       | InvalidRequest
			404 | NOT_FOUND         | models/gemini-1 is not found for API v1beta    | ModelNotFound
			403 | PERMISSION_DENIED | User location is not supported                 | RegionRefused
			403 | PERMISSION_DENIED | Generative Language API has not been used      | Unauthorized
			""")
	void denialIsToldApartByItsMessage(int status, String name, String message, String expected) {
		assertThatFailureIs(classify(status, error(status, name, message)), expected);
		assertThatFailureIs(classify(status, error(status, null, message)), expected);
	}

	@Test
	void overloadTellsHowLongToWait() {
		assertThat(classify(503, withRetryDelay(error(503, "UNAVAILABLE", "Busy"), "2s")))
			.isEqualTo(new Overloaded("HTTP 503, status UNAVAILABLE", CooldownScope.MODEL, Duration.ofSeconds(2)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "my prompt", "AIza/1", "näh", "", "a\nb",
			"aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbc" })
	void detailTellsNothingThatIsNoName(String text) {
		ObjectNode error = withQuota(withReason(error(400, text, text), text), text);

		assertThat(classify(400, error).detail()).isEqualTo("HTTP 400");
		assertThat(GeminiError.of(400, error)).hasToString("GeminiError[HTTP 400]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "7", "[{}]", "{\"candidates\":[]}", "{\"error\":null}" })
	void answerWithoutAnErrorIsNone(String body) {
		assertThat(this.classifier.classifyAnswer(this.headers, WireJson.read(body))).isNull();
	}

	private ProviderFailure classify(int status, JsonNode body) {
		return this.classifier.classify(status, this.headers, body);
	}

	private static ObjectNode exhausted(String message) {
		return error(429, "RESOURCE_EXHAUSTED", message);
	}

	private static ObjectNode error(int code, String status, String message) {
		ObjectNode body = WireJson.object();
		body.putObject("error").put("code", code).put("message", message).put("status", status);
		return body;
	}

	private static ObjectNode withReason(ObjectNode error, String reason) {
		detail(error, "ErrorInfo").put("reason", reason);
		return error;
	}

	private static ObjectNode withQuota(ObjectNode error, String quotaId) {
		detail(error, "QuotaFailure").putArray("violations").addObject().put("quotaId", quotaId);
		return error;
	}

	private static ObjectNode withRetryDelay(ObjectNode error, String delay) {
		detail(error, "RetryInfo").put("retryDelay", delay);
		return error;
	}

	private static ObjectNode detail(ObjectNode error, String type) {
		return error.withObject("error")
			.withArray("details")
			.addObject()
			.put("@type", "type.googleapis.com/google.rpc." + type);
	}

	private static void assertThatFailureIs(ProviderFailure failure, String expected) {
		assertThat(failure.getClass().getSimpleName()).isEqualTo(expected);
	}

}
