package io.github.llmrouting.provider.openai;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.provider.Cooldown;
import io.github.llmrouting.provider.CooldownScope;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.DoesNotFit;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiFailureClassifierTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private static final String RATE_LIMIT = """
			{"error": {"message": "Rate limit reached for gpt-4 on tokens per min (TPM): Limit 10000, Used 8554, \
			Requested 3082. %s Visit our site.", "type": "tokens", "param": null, "code": "rate_limit_exceeded"}}""";

	private final OpenAiFailureClassifier classifier = new OpenAiFailureClassifier(InstantSource.fixed(NOW));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			401 | invalid_request_error     | invalid_api_key                     | Unauthorized
			401 | invalid_request_error     | null                                | Unauthorized
			402 | null                      | null                                | QuotaExhausted
			403 | invalid_request_error     | null                                | Unauthorized
			403 | request_forbidden         | unsupported_country_region_territory | RegionRefused
			403 | invalid_request_error     | model_not_found                     | ModelNotFound
			404 | invalid_request_error     | model_not_found                     | ModelNotFound
			404 | null                      | DeploymentNotFound                  | ModelNotFound
			404 | invalid_request_error     | null                                | ModelNotFound
			400 | invalid_model             | 1500                                | ModelNotFound
			400 | invalid_request_error     | context_length_exceeded             | ContextTooLong
			400 | exceed_context_size_error | 400                                 | ContextTooLong
			400 | invalid_request_error     | content_policy_violation            | ContentRefused
			400 | invalid_request_error     | invalid_prompt                      | ContentRefused
			400 | invalid_request_error     | bio_policy                          | ContentRefused
			400 | image_generation_user_error | image_content_policy_violation    | ContentRefused
			400 | null                      | content_filter                      | ContentRefused
			400 | invalid_request_error     | unsupported_parameter               | InvalidRequest
			413 | null                      | null                                | InvalidRequest
			422 | null                      | null                                | InvalidRequest
			418 | null                      | null                                | InvalidRequest
			499 | null                      | null                                | InvalidRequest
			408 | null                      | null                                | NotTaken
			409 | null                      | null                                | NotTaken
			425 | null                      | null                                | NotTaken
			429 | tokens                    | rate_limit_exceeded                 | RateLimited
			429 | requests                  | rate_limit_exceeded                 | RateLimited
			429 | requests                  | null                                | RateLimited
			429 | rate_limit_error          | slow_down                           | Overloaded
			429 | null                      | null                                | RateLimited
			429 | null                      | 429                                 | RateLimited
			429 | null                      | no_capacity                         | Overloaded
			429 | null                      | resource_unavailable                | Overloaded
			429 | engine_overloaded_error   | null                                | Overloaded
			429 | service_tier_capacity_exceeded | 3505                           | Overloaded
			429 | insufficient_quota        | insufficient_quota                  | QuotaExhausted
			429 | insufficient_quota        | credit_balance_exhausted            | QuotaExhausted
			429 | insufficient_quota        | organization_spend_limit_exceeded   | QuotaExhausted
			429 | insufficient_quota        | project_spend_limit_exceeded        | QuotaExhausted
			429 | insufficient_quota        | organization_usage_limit_exceeded   | QuotaExhausted
			429 | insufficient_quota        | a_new_one                           | QuotaExhausted
			429 | null                      | billing_not_active                  | QuotaExhausted
			400 | invalid_request_error     | billing_hard_limit_reached          | QuotaExhausted
			498 | null                      | null                                | Overloaded
			503 | service_unavailable_error | server_is_overloaded                | Overloaded
			503 | server_error              | slow_down                           | Overloaded
			503 | server_error              | null                                | Overloaded
			500 | server_error              | null                                | ServerError
			500 | null                      | null                                | ServerError
			502 | null                      | null                                | ServerError
			504 | null                      | null                                | ServerError
			520 | null                      | null                                | ServerError
			529 | null                      | null                                | ServerError
			599 | null                      | null                                | ServerError
			200 | server_error              | null                                | ServerError
			200 | null                      | null                                | ServerError
			200 | a_new_one                 | another                             | ServerError
			200 | invalid_request_error     | null                                | InvalidRequest
			200 | insufficient_quota        | credit_balance_exhausted            | QuotaExhausted
			200 | tokens                    | rate_limit_exceeded                 | RateLimited
			200 | service_unavailable_error | server_is_overloaded                | Overloaded
			200 | invalid_request_error     | context_length_exceeded             | ContextTooLong
			200 | null                      | content_filter                      | ContentRefused
			200 | null                      | 401                                 | Unauthorized
			200 | null                      | 402                                 | QuotaExhausted
			200 | null                      | 429                                 | RateLimited
			200 | null                      | 502                                 | ServerError
			200 | null                      | 503                                 | Overloaded
			200 | null                      | 200                                 | ServerError
			""", nullValues = "null")
	void errorMeansWhatItsStatusTypeAndCodeSay(int status, String type, String code, String meaning) {
		assertThat(meaning(classify(status, error("Something went wrong.", type, code)))).isEqualTo(meaning);
		assertThat(meaning(classify(status, error(null, type, code)))).isEqualTo(meaning);
	}

	private static JsonNode error(String message, String type, String code) {
		var body = WireJson.object();
		body.putObject("error").put("message", message).put("type", type).putNull("param").put("code", code);
		return body;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					400 | This model's maximum context length is 8192 tokens. However, your messages resulted in 8227. | ContextTooLong
					400 | This endpoint's maximum context length is 8192 tokens. | ContextTooLong
					400 | Input tokens exceed the configured limit of 272000 tokens. | ContextTooLong
					400 | Your input exceeds the context window of this model. | ContextTooLong
					400 | the request exceeds the available context size | ContextTooLong
					413 | MAXIMUM CONTEXT LENGTH | ContextTooLong
					500 | This model's maximum context length is not known. | ServerError
					400 | Invalid prompt: your prompt was flagged as potentially violating our usage policy. | ContentRefused
					400 | The prompt triggered Azure OpenAI's content management policy. | ContentRefused
					403 | Moderation is required. Your input was flagged for "violence". | ContentRefused
					400 | max_tokens is too large: 100000. | InvalidRequest
					403 | Country, region, or territory not supported | RegionRefused
					404 | No endpoints found that support image input | DoesNotFit
					404 | No endpoints found matching your data policy | ModelNotFound
					404 | The model does not exist or you do not have access to it. | ModelNotFound
					429 | The system is currently experiencing high demand and cannot process your request. | Overloaded
					429 | Requests to the ChatCompletions_Create Operation have exceeded token rate limit. | RateLimited
					""")
	void messageTellsWhereTheVendorGivesNoCode(int status, String message, String meaning) {
		assertThat(meaning(classify(status, error(message, "invalid_request_error", null)))).isEqualTo(meaning);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					400 | {"object": "error", "message": "maximum context length is 7", "type": "BadRequestError", "code": 400} | ContextTooLong
					404 | {"object": "error", "message": "no such model", "type": "NotFoundError", "code": 404} | ModelNotFound
					200 | {"object": "error", "message": "no such model", "type": "NotFoundError", "code": 404} | ModelNotFound
					402 | {"error": {"code": 402, "message": "Insufficient credits"}} | QuotaExhausted
					200 | {"error": {"code": 402, "message": "Insufficient credits"}} | QuotaExhausted
					401 | {"detail": "Unauthorized"} | Unauthorized
					400 | {"detail": "maximum context length is 7"} | ContextTooLong
					400 | {"error": "maximum context length is 7"} | ContextTooLong
					422 | {"object": "error", "message": {"detail": [{"loc": ["body"]}]}, "type": "invalid_request_error"} | InvalidRequest
					429 | [{"error": {"code": 429, "message": "Quota", "status": "RESOURCE_EXHAUSTED"}}] | RateLimited
					400 | {"error": {"code": [], "type": {}, "message": 7, "param": 1.5}} | InvalidRequest
					400 | {"error": null} | InvalidRequest
					400 | [] | InvalidRequest
					503 | "busy" | Overloaded
					500 | null | ServerError
					""")
	void errorOfACompatibleServerIsUnderstood(int status, String body, String meaning) {
		assertThat(meaning(classify(status, WireJson.read(body)))).isEqualTo(meaning);
	}

	@Test
	void errorWithoutABodyMeansWhatItsStatusSays() {
		assertThat(classify(503, MissingNode.getInstance())).isEqualTo(new Overloaded("HTTP 503", null));
	}

	@ParameterizedTest
	@CsvSource({ "Please try again in 9.816s., 9816", "Please try again in 120ms., 120",
			"Please try again in 120ms, 120", "Please try again in 6m0s., 360000",
			"Please try again in 1m30.5s., 90500", "Please try again in 1h2m3s., 3723000",
			"Please try again in 20s, 20000", "Please try again in 0s., 0", "Please try again in -3s., 0",
			"Please try again in 99999h., 86400000", "Please retry after 37 seconds., 37000",
			"Please retry after 1 second, 1000", "Please retry after 86400 seconds., 86400000" })
	void messageTellsHowLongToWait(String text, long millis) {
		assertThat(classify(429, WireJson.read(RATE_LIMIT.formatted(text))))
			.isEqualTo(new RateLimited("HTTP 429, type tokens, code rate_limit_exceeded", Duration.ofMillis(millis)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Please try again later.", "Please try again in", "Please try again in ",
			"Please try again in a while.", "Please try again in ms", "Please try again in s", "Please try again in .",
			"Please try again in 99999999999999999999s", "Please try again in 1234567890123456789012345s",
			"try again in NaNs", "Please retry after a while.", "retry after 99999999999 seconds" })
	void messageThatTellsNoTimeIsNoReasonToFail(String text) {
		RateLimited failure = (RateLimited) classify(429, WireJson.read(RATE_LIMIT.formatted(text)));

		assertThat(failure.retryAfter()).isNull();
	}

	@Test
	void headersTellBetterThanTheMessageHowLongToWait() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("Retry-After", "7");

		ProviderFailure failure = this.classifier.classify(429, headers,
				WireJson.read(RATE_LIMIT.formatted("Please try again in 9s.")));

		assertThat(failure.cooldown()).isEqualTo(new Cooldown(CooldownScope.DEPLOYMENT, Duration.ofSeconds(7), false));
	}

	@Test
	void dateInHeadersCountsFromNow() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("Retry-After", "Thu, 01 Jan 2026 00:00:30 GMT");

		assertThat(this.classifier.classify(503, headers, MissingNode.getInstance()))
			.isEqualTo(new Overloaded("HTTP 503", Duration.ofSeconds(30)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			413 | Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 30601. | true
			429 | Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 30601. | true
			429 | Request too large. | true
			429 | Rate limit reached on tokens per min: Limit 30000, Used 0, Requested 30001. | true
			429 | Rate limit reached on tokens per min: Limit: 30000, Used: 1, Requested: 30001. | true
			429 | Rate limit reached on tokens per min: Limit 30000, Used 1, Requested 30000. | false
			429 | Rate limit reached on tokens per min: Limit 30000, Used 29999, Requested 2. | false
			429 | Limit 999999999999999, Requested 9999999999999999. | false
			""")
	void requestThatNeverFitsIsAskedElsewhereAndKeepsNobodyElseAway(int status, String message, boolean neverFits) {
		ProviderFailure failure = classify(status, error(message, "tokens", "rate_limit_exceeded"));

		if (neverFits) {
			assertThat(failure).isEqualTo(new DoesNotFit(failure.detail(), FailureReason.RATE_LIMITED));
			assertThat(failure.reason()).isEqualTo(FailureReason.RATE_LIMITED);
			assertThat(failure.failsOver()).isTrue();
			assertThat(failure.isTransient()).isFalse();
			assertThat(failure.cooldown()).isNull();
		}
		else {
			assertThat(failure).isInstanceOf(RateLimited.class);
		}
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", value = { "null, 30", "7, 30", "0, 30", "45, 45", "60, 60", "3600, 60" })
	void accountThatIsToSlowDownRestsAsAWholeForHalfAMinuteToAMinute(String told, int seconds) {
		HttpHeaders headers = new HttpHeaders();
		if (told != null) {
			headers.set("Retry-After", told);
		}

		for (int status : new int[] { 429, 503 }) {
			ProviderFailure failure = this.classifier.classify(status, headers, error("m", "x", "slow_down"));
			assertThat(failure.cooldown())
				.isEqualTo(new Cooldown(CooldownScope.CREDENTIAL, Duration.ofSeconds(seconds), false));
			assertThat(failure.isUnhealthy()).isFalse();
		}
	}

	@ParameterizedTest
	@CsvSource({ "0, 6m0s, 360", "0, 1s, 1", "0, garbage, ", "1, 6m0s, " })
	void resetOfAnExhaustedQuotaIsTheWaitWhenNothingElseTells(String remaining, String reset, Long seconds) {
		HttpHeaders headers = new HttpHeaders();
		headers.set("x-ratelimit-remaining-tokens", remaining);
		headers.set("x-ratelimit-reset-tokens", reset);

		RateLimited failure = (RateLimited) this.classifier.classify(429, headers,
				WireJson.read(RATE_LIMIT.formatted("")));

		assertThat(failure.retryAfter()).isEqualTo((seconds != null) ? Duration.ofSeconds(seconds) : null);
	}

	@Test
	void messageTellsBetterThanAResetHowLongToWait() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("x-ratelimit-remaining-tokens", "0");
		headers.set("x-ratelimit-reset-tokens", "6m0s");

		RateLimited failure = (RateLimited) this.classifier.classify(429, headers,
				WireJson.read(RATE_LIMIT.formatted("Please try again in 9s.")));

		assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(9));
	}

	@Test
	void detailNamesWhatHelpsToFindTheErrorButNeverTheMessage() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("x-request-id", "req_1");
		JsonNode body = WireJson.read("""
				{"error": {"message": "Incorrect API key provided: sk-secret", "type": "tokens",
				"param": "messages[0].content", "code": "rate_limit_exceeded"}}""");

		assertThat(this.classifier.classify(429, headers, body).detail())
			.isEqualTo("HTTP 429, type tokens, code rate_limit_exceeded, param messages[0].content, request req_1");
	}

	@Test
	void detailHoldsNothingButShortNames() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("x-request-id", "r".repeat(1000));
		JsonNode body = error("m", "a\nforged log line", "<script>");

		assertThat(this.classifier.classify(400, headers, body).detail()).isEqualTo("HTTP 400");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"choices\": []}", "{\"error\": null, \"choices\": []}",
			"{\"object\": \"chat.completion\"}", "[]", "null", "7" })
	void answerWithoutAnErrorIsNone(String body) {
		assertThat(this.classifier.classifyAnswer(HttpHeaders.EMPTY, WireJson.read(body))).isNull();
	}

	private ProviderFailure classify(int status, JsonNode body) {
		return this.classifier.classify(status, HttpHeaders.EMPTY, body);
	}

	private static String meaning(ProviderFailure failure) {
		return failure.getClass().getSimpleName();
	}

}
