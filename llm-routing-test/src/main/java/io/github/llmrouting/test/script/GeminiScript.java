package io.github.llmrouting.test.script;

import io.github.llmrouting.test.SimulatedQuirk;
import io.github.llmrouting.test.SimulatedReply;

/**
 * How Gemini fails, with the bodies that it sends then; it has no headers for it. What
 * its answers alone have is here, too.
 */
public enum GeminiScript implements SimulatedScript {

	/** A parameter is wrong. */
	INVALID_REQUEST(Case.error(ScriptOutcome.INVALID_REQUEST, "A parameter is wrong", 400, """
			{"error":{"code":400,"message":"Request contains an invalid argument.",\
			"status":"INVALID_ARGUMENT"}}""")),

	/** The conversation does not fit. */
	CONTEXT_LENGTH_EXCEEDED(Case.error(ScriptOutcome.CONTEXT_TOO_LONG, "The conversation does not fit", 400, """
			{"error":{"code":400,"message":"The input token count (1200293) exceeds the maximum \
			number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}""")),

	/** The key is not known, which is no 401. */
	INVALID_KEY(Case.error(ScriptOutcome.UNAUTHORIZED, "The key is not known, which is no 401", 400, """
			{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.",\
			"status":"INVALID_ARGUMENT",\
			"details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",\
			"reason":"API_KEY_INVALID","domain":"googleapis.com",\
			"metadata":{"service":"generativelanguage.googleapis.com"}}]}}""")),

	/** The location is not supported, or billing is not set up. */
	LOCATION_NOT_SUPPORTED(
			Case.error(ScriptOutcome.UNAUTHORIZED, "The location is not supported, or billing is not set up", 400, """
					{"error":{"code":400,"message":"User location is not supported for the API use.",\
					"status":"FAILED_PRECONDITION"}}""")),

	/** The access token is not accepted. */
	UNAUTHENTICATED(Case.error(ScriptOutcome.UNAUTHORIZED, "The access token is not accepted", 401, """
			{"error":{"code":401,"message":"Request had invalid authentication credentials. \
			Expected OAuth 2 access token, login cookie or other valid authentication credential.",\
			"status":"UNAUTHENTICATED"}}""")),

	/** The credential may not do this. */
	PERMISSION_DENIED(Case.error(ScriptOutcome.UNAUTHORIZED, "The credential may not do this", 403, """
			{"error":{"code":403,"message":"The caller does not have permission",\
			"status":"PERMISSION_DENIED"}}""")),

	/** The model is not known. */
	MODEL_NOT_FOUND(Case.error(ScriptOutcome.MODEL_NOT_FOUND, "The model is not known", 404, """
			{"error":{"code":404,"message":"models/gemini-none is not found for API version v1beta, \
			or is not supported for generateContent.","status":"NOT_FOUND"}}""")),

	/** Too many requests in a minute. */
	RATE_LIMITED_BY_THE_MINUTE(Case.error(ScriptOutcome.RATE_LIMITED, "Too many requests in a minute", 429, """
			{"error":{"code":429,"message":"You exceeded your current quota, please check your plan \
			and billing details.\\n* Quota exceeded for metric: \
			generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: \
			2\\nPlease retry in 56.185908122s.","status":"RESOURCE_EXHAUSTED",\
			"details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure",\
			"violations":[{"quotaMetric":"generativelanguage.googleapis.com/generate_content_free_tier_requests",\
			"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier",\
			"quotaDimensions":{"location":"global","model":"gemini-2.5-pro"},"quotaValue":"2"}]},\
			{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"56s"}]}}""")),

	/** Too many requests, and less than a second to wait. */
	RATE_LIMITED_FOR_A_MOMENT(Case
		.error(ScriptOutcome.RATE_LIMITED, "Too many requests, and less than a second to wait", 429, """
				{"error":{"code":429,"message":"You exceeded your current quota, please check your plan \
				and billing details.\\n* Quota exceeded for metric: \
				generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: \
				2\\nPlease retry in 539.477544ms.","status":"RESOURCE_EXHAUSTED",\
				"details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure",\
				"violations":[{"quotaMetric":"generativelanguage.googleapis.com/generate_content_free_tier_requests",\
				"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier",\
				"quotaDimensions":{"location":"global","model":"gemini-2.5-pro"},"quotaValue":"2"}]},\
				{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"0.539477544s"}]}}""")),

	/** Too many requests in a day. */
	DAILY_QUOTA_EXHAUSTED(Case.error(ScriptOutcome.QUOTA_EXHAUSTED, "Too many requests in a day", 429, """
			{"error":{"code":429,"message":"You exceeded your current quota, please check your plan \
			and billing details.\\n* Quota exceeded for metric: \
			generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: \
			50\\nPlease retry in 42s.","status":"RESOURCE_EXHAUSTED",\
			"details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure",\
			"violations":[{"quotaMetric":"generativelanguage.googleapis.com/generate_content_free_tier_requests",\
			"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier",\
			"quotaDimensions":{"location":"global","model":"gemini-2.5-pro"},"quotaValue":"50"}]},\
			{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"42s"}]}}""")),

	/** The limit is 0. */
	NO_QUOTA(Case.error(ScriptOutcome.QUOTA_EXHAUSTED, "The limit is 0", 429, """
			{"error":{"code":429,"message":"You exceeded your current quota, please check your plan \
			and billing details.\\n* Quota exceeded for metric: \
			generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: \
			0\\nPlease retry in 12s.","status":"RESOURCE_EXHAUSTED",\
			"details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure",\
			"violations":[{"quotaMetric":"generativelanguage.googleapis.com/generate_content_free_tier_requests",\
			"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier",\
			"quotaDimensions":{"location":"global","model":"gemini-2.5-pro"},"quotaValue":"0"}]},\
			{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12s"}]}}""")),

	/** More than five minutes to wait. */
	LONG_RETRY_DELAY(Case.error(ScriptOutcome.QUOTA_EXHAUSTED, "More than five minutes to wait", 429, """
			{"error":{"code":429,"message":"You exceeded your current quota, please check your plan \
			and billing details.\\n* Quota exceeded for metric: \
			generativelanguage.googleapis.com/generate_requests_per_model, limit: 1000\\nPlease \
			retry in 3600s.","status":"RESOURCE_EXHAUSTED",\
			"details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure",\
			"violations":[{"quotaMetric":"generativelanguage.googleapis.com/generate_requests_per_model",\
			"quotaId":"GenerateRequestsPerProjectPerModel","quotaDimensions":{"location":"global",\
			"model":"gemini-2.5-pro"},"quotaValue":"1000"}]},\
			{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"3600s"}]}}""")),

	/** The model has no capacity. */
	MODEL_CAPACITY_EXHAUSTED(Case.error(ScriptOutcome.OVERLOADED, "The model has no capacity", 429, """
			{"error":{"code":429,"message":"No capacity available for model gemini-2.5-pro on the \
			server","status":"RESOURCE_EXHAUSTED",\
			"details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",\
			"reason":"MODEL_CAPACITY_EXHAUSTED","domain":"cloudcode-pa.googleapis.com",\
			"metadata":{"model":"gemini-2.5-pro"}}]}}""")),

	/** The error is the only element of an array. */
	ERROR_IN_ARRAY(Case.error(ScriptOutcome.RATE_LIMITED, "The error is the only element of an array", 429, """
			[{"error":{"code":429,"message":"You exceeded your current quota, please check your \
			plan and billing details.\\n* Quota exceeded for metric: \
			generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: \
			2\\nPlease retry in 7s.","status":"RESOURCE_EXHAUSTED",\
			"details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure",\
			"violations":[{"quotaMetric":"generativelanguage.googleapis.com/generate_content_free_tier_requests",\
			"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier",\
			"quotaDimensions":{"location":"global","model":"gemini-2.5-pro"},"quotaValue":"2"}]},\
			{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7s"}]}}]""")),

	/** The server failed. */
	SERVER_ERROR(Case.error(ScriptOutcome.SERVER_ERROR, "The server failed", 500, """
			{"error":{"code":500,"message":"An internal error has occurred. Please retry or report \
			in https://developers.generativeai.google/guide/troubleshooting","status":"INTERNAL"}}""")),

	/** The model is overloaded. */
	OVERLOADED(Case.error(ScriptOutcome.OVERLOADED, "The model is overloaded", 503, """
			{"error":{"code":503,"message":"The model is overloaded. Please try again later.",\
			"status":"UNAVAILABLE"}}""")),

	/** The server gave up. */
	DEADLINE_EXCEEDED(Case.error(ScriptOutcome.SERVER_ERROR, "The server gave up", 504, """
			{"error":{"code":504,"message":"The request timed out. Please try again.",\
			"status":"DEADLINE_EXCEEDED"}}""")),

	/** The prompt is blocked: no candidate, reason PROHIBITED_CONTENT. */
	PROMPT_BLOCKED(Case.of(ScriptOutcome.CONTENT_REFUSED,
			"The prompt is blocked: no candidate, reason PROHIBITED_CONTENT", SimulatedReply.json("""
					{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},\
					"usageMetadata":{"promptTokenCount":12,"totalTokenCount":12},\
					"modelVersion":"gemini-2.5-pro"}""", """
					{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},\
					"usageMetadata":{"promptTokenCount":12,"totalTokenCount":12},\
					"modelVersion":"gemini-2.5-pro"}"""))),

	/** The prompt is blocked: no candidate, reason SAFETY. */
	PROMPT_BLOCKED_FOR_SAFETY(Case.of(ScriptOutcome.CONTENT_REFUSED,
			"The prompt is blocked: no candidate, reason SAFETY", SimulatedReply.json("""
					{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":12,\
					"totalTokenCount":12},"modelVersion":"gemini-2.5-pro"}""", """
					{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":12,\
					"totalTokenCount":12},"modelVersion":"gemini-2.5-pro"}"""))),

	/** The answer is withheld, reason SAFETY. */
	ANSWER_BLOCKED_SAFETY(Case.of(ScriptOutcome.CONTENT_REFUSED, "The answer is withheld, reason SAFETY",
			SimulatedReply.text("").usage(12, 0).finishReason("SAFETY"))),

	/** The answer is withheld, reason RECITATION. */
	ANSWER_BLOCKED_RECITATION(Case.of(ScriptOutcome.CONTENT_REFUSED, "The answer is withheld, reason RECITATION",
			SimulatedReply.text("").usage(12, 0).finishReason("RECITATION"))),

	/** The answer is withheld, reason BLOCKLIST. */
	ANSWER_BLOCKED_BLOCKLIST(Case.of(ScriptOutcome.CONTENT_REFUSED, "The answer is withheld, reason BLOCKLIST",
			SimulatedReply.text("").usage(12, 0).finishReason("BLOCKLIST"))),

	/** The answer is withheld, reason PROHIBITED_CONTENT. */
	ANSWER_BLOCKED_PROHIBITED_CONTENT(
			Case.of(ScriptOutcome.CONTENT_REFUSED, "The answer is withheld, reason PROHIBITED_CONTENT",
					SimulatedReply.text("").usage(12, 0).finishReason("PROHIBITED_CONTENT"))),

	/** The answer is withheld, reason SPII. */
	ANSWER_BLOCKED_SPII(Case.of(ScriptOutcome.CONTENT_REFUSED, "The answer is withheld, reason SPII",
			SimulatedReply.text("").usage(12, 0).finishReason("SPII"))),

	/** The model failed at writing a function call. */
	MALFORMED_FUNCTION_CALL(Case.of(ScriptOutcome.UNREADABLE, "The model failed at writing a function call",
			SimulatedReply.text("").usage(12, 0).finishReason("MALFORMED_FUNCTION_CALL"))),

	/** The stream ends with an error without framing. */
	BARE_ERROR(Case.ofStream(ScriptOutcome.SERVER_ERROR, "The stream ends with an error without framing",
			Case.answer().errorAfter(1, "INTERNAL", null, "Error").with(SimulatedQuirk.BARE_ERROR))),

	/** Thoughts precede the answer. */
	THOUGHTS(Case.of(ScriptOutcome.ANSWERED, "Thoughts precede the answer",
			Case.answer().thinking("Let me think about that."))),

	/** Thoughts precede a signed function call. */
	THOUGHTS_BEFORE_FUNCTION_CALL(Case.of(ScriptOutcome.ANSWERED, "Thoughts precede a signed function call",
			SimulatedReply.toolCall("get_weather", "{\"city\": \"Paris\"}")
				.thinking("I need the weather.")
				.usage(120, 40)));

	private final Case script;

	GeminiScript(Case script) {
		this.script = script;
	}

	/** Returns whether it is about API keys, which Vertex AI does not have. */
	boolean isOfKeys() {
		return this == INVALID_KEY;
	}

	@Override
	public String description() {
		return this.script.description();
	}

	@Override
	public ScriptOutcome outcome() {
		return this.script.outcome();
	}

	@Override
	public boolean streamOnly() {
		return this.script.streamOnly();
	}

	@Override
	public SimulatedReply reply() {
		return this.script.reply().get();
	}

}
