package io.github.llmrouting.test.script;

import io.github.llmrouting.test.SimulatedReply;

/**
 * How Anthropic fails, with the bodies and headers that it sends then, and what only its
 * answers have.
 */
public enum AnthropicScript implements SimulatedScript {

	/** A parameter is wrong. */
	INVALID_REQUEST(Case.error(ScriptOutcome.INVALID_REQUEST, "A parameter is wrong", 400, """
			{"type":"error","error":{"type":"invalid_request_error","message":"temperature: range: \
			0..1"},"request_id":"req_1"}""")),

	/** The conversation does not fit. */
	CONTEXT_LENGTH_EXCEEDED(Case.error(ScriptOutcome.CONTEXT_TOO_LONG, "The conversation does not fit", 400, """
			{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: \
			209303 tokens > 200000 maximum"},"request_id":"req_1"}""")),

	/** The conversation does not fit together with its answer. */
	CONTEXT_LENGTH_WITH_ANSWER_EXCEEDED(Case.error(ScriptOutcome.CONTEXT_TOO_LONG,
			"The conversation does not fit together with its answer", 400, """
					{"type":"error","error":{"type":"invalid_request_error","message":"input length and \
					`max_tokens` exceed context limit: 179413 + 32768 > 200000, decrease input length or \
					`max_tokens` and try again"},"request_id":"req_1"}""")),

	/** No money is left. */
	CREDIT_BALANCE_TOO_LOW(Case.error(ScriptOutcome.QUOTA_EXHAUSTED, "No money is left", 400, """
			{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance \
			is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or \
			purchase credits."},"request_id":"req_1"}""")),

	/** The spend limit that the customer set is reached. */
	USAGE_LIMIT_REACHED(
			Case.error(ScriptOutcome.QUOTA_EXHAUSTED, "The spend limit that the customer set is reached", 400, """
					{"type":"error","error":{"type":"invalid_request_error","message":"You have reached \
					your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC."},\
					"request_id":"req_1"}""")),

	/** The answer is blocked. */
	OUTPUT_BLOCKED(Case.error(ScriptOutcome.CONTENT_REFUSED, "The answer is blocked", 400, """
			{"type":"error","error":{"type":"invalid_request_error","message":"Output blocked by \
			content filtering policy"},"request_id":"req_1"}""")),

	/** The key is not known. */
	INVALID_KEY(Case.error(ScriptOutcome.UNAUTHORIZED, "The key is not known", 401, """
			{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"},\
			"request_id":"req_1"}""")),

	/** Something is wrong with the billing. */
	BILLING_ERROR(Case.error(ScriptOutcome.QUOTA_EXHAUSTED, "Something is wrong with the billing", 402, """
			{"type":"error","error":{"type":"billing_error","message":"There is an issue with your \
			organization's billing or payment information."},"request_id":"req_1"}""")),

	/** The key may not do this. */
	PERMISSION_DENIED(Case.error(ScriptOutcome.UNAUTHORIZED, "The key may not do this", 403, """
			{"type":"error","error":{"type":"permission_error","message":"Your API key does not \
			have permission to use the specified resource."},"request_id":"req_1"}""")),

	/** The model is not known. */
	MODEL_NOT_FOUND(Case.error(ScriptOutcome.MODEL_NOT_FOUND, "The model is not known", 404, """
			{"type":"error","error":{"type":"not_found_error","message":"model: claude-none"},\
			"request_id":"req_1"}""")),

	/** Another request was in the way. */
	CONFLICT(Case.error(ScriptOutcome.SERVER_ERROR, "Another request was in the way", 409, """
			{"type":"error","error":{"type":"conflict_error","message":"The request conflicts with \
			the current state of the resource."},"request_id":"req_1"}""")),

	/** The request has too many bytes. */
	REQUEST_TOO_LARGE(Case.error(ScriptOutcome.INVALID_REQUEST, "The request has too many bytes", 413, """
			{"type":"error","error":{"type":"request_too_large","message":"Request exceeds the \
			maximum size"},"request_id":"req_1"}""")),

	/** Too many tokens in a minute. */
	RATE_LIMITED(Case.error(ScriptOutcome.RATE_LIMITED, "Too many tokens in a minute", 429, """
			{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed \
			your organization's rate limit of 400,000 input tokens per minute."},\
			"request_id":"req_1"}""")
		.header("retry-after", "21")
		.header("anthropic-ratelimit-input-tokens-remaining", "0")
		.header("x-should-retry", "true")),

	/** The spend limit of the tier is reached, until next month. */
	SPEND_LIMIT_ENFORCED(Case.error(ScriptOutcome.QUOTA_EXHAUSTED,
			"The spend limit of the tier is reached, until next month", 429, """
					{"type":"error","error":{"type":"rate_limit_error","message":"Your organization has \
					reached its monthly spend limit.","details":{"error_visibility":"user_facing",\
					"error_code":"enforced_spend_limit_reached"}},"request_id":"req_1"}""")),

	/** The server failed. */
	SERVER_ERROR(Case.error(ScriptOutcome.SERVER_ERROR, "The server failed", 500, """
			{"type":"error","error":{"type":"api_error","message":"Internal server error"},\
			"request_id":"req_1"}""")),

	/** The server failed, and says that another try is no use. */
	SERVER_ERROR_WITHOUT_RETRY(
			Case.error(ScriptOutcome.SERVER_ERROR, "The server failed, and says that another try is no use", 500, """
					{"type":"error","error":{"type":"api_error","message":"Internal server error"},\
					"request_id":"req_1"}""").header("x-should-retry", "false")),

	/** The service is not available. */
	UNAVAILABLE(Case.error(ScriptOutcome.OVERLOADED, "The service is not available", 503, """
			{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},\
			"request_id":"req_1"}""")),

	/** The server gave up. */
	TIMEOUT(Case.error(ScriptOutcome.SERVER_ERROR, "The server gave up", 504, """
			{"type":"error","error":{"type":"timeout_error","message":"Request timed out"},\
			"request_id":"req_1"}""")),

	/** The provider as a whole is overloaded. */
	OVERLOADED(Case.error(ScriptOutcome.OVERLOADED, "The provider as a whole is overloaded", 529, """
			{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},\
			"request_id":"req_1"}""")),

	/** The stream begins with an error of the server. */
	SERVER_ERROR_IN_STREAM(Case.ofStream(ScriptOutcome.SERVER_ERROR, "The stream begins with an error of the server",
			Case.answer().errorAfter(0, "api_error", null, "Internal server error"))),

	/** The model refuses to answer. */
	REFUSAL(Case.of(ScriptOutcome.CONTENT_REFUSED, "The model refuses to answer",
			SimulatedReply.text("").usage(120, 1).finishReason("refusal"))),

	/** The context window is full in the middle of the answer. */
	CONTEXT_WINDOW_EXCEEDED(
			Case.of(ScriptOutcome.CONTEXT_TOO_LONG, "The context window is full in the middle of the answer",
					Case.answer().finishReason("model_context_window_exceeded"))),

	/** The model pauses a long turn. */
	PAUSED(Case.of(ScriptOutcome.ANSWERED, "The model pauses a long turn", Case.answer().finishReason("pause_turn"))),

	/** Signed thinking precedes the answer. */
	THINKING(Case.of(ScriptOutcome.ANSWERED, "Signed thinking precedes the answer",
			Case.answer().thinking("Let me think about that."))),

	/** Thinking that may not be read precedes the answer. */
	REDACTED_THINKING(Case.of(ScriptOutcome.ANSWERED, "Thinking that may not be read precedes the answer",
			Case.answer().redactedThinking("ZW5jcnlwdGVk"))),

	/** Signed thinking precedes a tool call. */
	THINKING_BEFORE_TOOL_CALL(Case.of(ScriptOutcome.ANSWERED, "Signed thinking precedes a tool call",
			SimulatedReply.toolCall("get_weather", "{\"city\": \"Paris\"}")
				.thinking("I need the weather.")
				.usage(120, 40))),

	/** A part of the prompt was cached for an hour. */
	HOUR_CACHE_WRITE(Case.of(ScriptOutcome.ANSWERED, "A part of the prompt was cached for an hour",
			SimulatedReply.text(Case.TEXT).usage(2000, 12).cachedInput(1100).cacheWrite(300).hourCacheWrite(500))),

	/** The answer was served at another tier. */
	SERVICE_TIER(Case.of(ScriptOutcome.ANSWERED, "The answer was served at another tier",
			Case.answer().serviceTier("priority"))),

	/** The headers say that the limits are used up. */
	LIMITS_USED_UP(Case.of(ScriptOutcome.ANSWERED, "The headers say that the limits are used up",
			Case.answer()
				.header("anthropic-ratelimit-requests-remaining", "0")
				.header("anthropic-ratelimit-requests-reset", "2099-01-01T00:00:00Z")
				.header("anthropic-ratelimit-tokens-remaining", "0")));

	private final Case script;

	AnthropicScript(Case script) {
		this.script = script;
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
