package io.github.llmrouting.test.script;

import io.github.llmrouting.test.SimulatedReply;

/**
 * How OpenAI fails, with the bodies and headers that it sends then.
 */
public enum OpenAiScript implements SimulatedScript {

	/** The key is not known. */
	INVALID_KEY(Case.error(ScriptOutcome.UNAUTHORIZED, "The key is not known", 401, """
			{"error":{"message":"Incorrect API key provided: sk-test. You can find your API key at \
			https://platform.openai.com/account/api-keys.","type":"invalid_request_error",\
			"param":null,"code":"invalid_api_key"}}""")),

	/** The key may not do this. */
	PERMISSION_DENIED(Case.error(ScriptOutcome.UNAUTHORIZED, "The key may not do this", 403, """
			{"error":{"message":"You have insufficient permissions for this operation.",\
			"type":"invalid_request_error","param":null,"code":null}}""")),

	/** The country is not supported. */
	COUNTRY_NOT_SUPPORTED(Case.error(ScriptOutcome.UNAUTHORIZED, "The country is not supported", 403, """
			{"error":{"message":"Country, region, or territory not supported",\
			"type":"request_forbidden","param":null,"code":"unsupported_country_region_territory"}}""")),

	/** The model is not known. */
	MODEL_NOT_FOUND(Case.error(ScriptOutcome.MODEL_NOT_FOUND, "The model is not known", 404, """
			{"error":{"message":"The model `gpt-5.4` does not exist or you do not have access to \
			it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}""")),

	/** The server gave up waiting. */
	REQUEST_TIMEOUT(Case.error(ScriptOutcome.SERVER_ERROR, "The server gave up waiting", 408, """
			{"error":{"message":"Request timed out.","type":"timeout","param":null,"code":null}}""")),

	/** Another request was in the way. */
	CONFLICT(Case.error(ScriptOutcome.SERVER_ERROR, "Another request was in the way", 409, """
			{"error":{"message":"The request conflicted with another one.","type":"conflict_error",\
			"param":null,"code":null}}""")),

	/** A parameter is wrong. */
	INVALID_REQUEST(Case.error(ScriptOutcome.INVALID_REQUEST, "A parameter is wrong", 400, """
			{"error":{"message":"Invalid value: 'loud'. Supported values are: 'low', 'medium', and \
			'high'.","type":"invalid_request_error","param":"reasoning_effort",\
			"code":"invalid_value"}}""")),

	/** A parameter is wrong, as compatible servers say it. */
	UNPROCESSABLE(
			Case.error(ScriptOutcome.INVALID_REQUEST, "A parameter is wrong, as compatible servers say it", 422, """
					{"error":{"message":"Input should be a valid string","type":"invalid_request_error",\
					"param":"messages","code":null}}""")),

	/** The request has too many bytes. */
	REQUEST_TOO_LARGE(Case.error(ScriptOutcome.INVALID_REQUEST, "The request has too many bytes", 413, """
			{"error":{"message":"Request body too large","type":"invalid_request_error",\
			"param":null,"code":null}}""")),

	/** The conversation does not fit. */
	CONTEXT_LENGTH_EXCEEDED(Case.error(ScriptOutcome.CONTEXT_TOO_LONG, "The conversation does not fit", 400, """
			{"error":{"message":"This model's maximum context length is 8192 tokens. However, your \
			messages resulted in 8227 tokens. Please reduce the length of the messages.",\
			"type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""")),

	/** The conversation does not fit together with its answer. */
	CONTEXT_LENGTH_WITH_ANSWER_EXCEEDED(Case.error(ScriptOutcome.CONTEXT_TOO_LONG,
			"The conversation does not fit together with its answer", 400, """
					{"error":{"message":"This model's maximum context length is 8192 tokens. However, you \
					requested 9000 tokens (5000 in the messages, 4000 in the completion). Please reduce the \
					length of the messages or completion.","type":"invalid_request_error",\
					"param":"messages","code":"context_length_exceeded"}}""")),

	/** The prompt is refused. */
	CONTENT_POLICY_VIOLATION(Case.error(ScriptOutcome.CONTENT_REFUSED, "The prompt is refused", 400, """
			{"error":{"message":"Your request was rejected as a result of our safety system.",\
			"type":"invalid_request_error","param":null,"code":"content_policy_violation"}}""")),

	/** The prompt is refused under another code. */
	INVALID_PROMPT(Case.error(ScriptOutcome.CONTENT_REFUSED, "The prompt is refused under another code", 400, """
			{"error":{"message":"Invalid prompt: your prompt was flagged as potentially violating \
			our usage policy. Please try again with a different prompt.",\
			"type":"invalid_request_error","param":null,"code":"invalid_prompt"}}""")),

	/** Too many tokens in a minute. */
	RATE_LIMITED_BY_TOKENS(Case.error(ScriptOutcome.RATE_LIMITED, "Too many tokens in a minute", 429, """
			{"error":{"message":"Rate limit reached for gpt-5.4 in organization org-test on tokens \
			per min (TPM): Limit 10000, Used 8554, Requested 3082. Please try again in 9.816s. \
			Visit https://platform.openai.com/account/rate-limits to learn more.","type":"tokens",\
			"param":null,"code":"rate_limit_exceeded"}}""")
		.header("x-ratelimit-remaining-tokens", "0")
		.header("x-ratelimit-reset-tokens", "9.816s")),

	/** Too many requests in a minute. */
	RATE_LIMITED_BY_REQUESTS(Case.error(ScriptOutcome.RATE_LIMITED, "Too many requests in a minute", 429, """
			{"error":{"message":"Rate limit reached for gpt-5.4 in organization org-test on \
			requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s. Visit \
			https://platform.openai.com/account/rate-limits to learn more.","type":"requests",\
			"param":null,"code":"rate_limit_exceeded"}}""")
		.header("retry-after", "20")
		.header("x-ratelimit-remaining-requests", "0")
		.header("x-ratelimit-reset-requests", "20s")),

	/** The request alone exceeds the limit, which no waiting helps. */
	NEVER_FITS(Case.error(ScriptOutcome.RATE_LIMITED, "The request alone exceeds the limit, which no waiting helps",
			429, """
					{"error":{"message":"Request too large for gpt-5.4 in organization org-test on tokens \
					per min (TPM): Limit 30000, Requested 30601. The input or output tokens must be reduced \
					in order to run successfully. Visit https://platform.openai.com/account/rate-limits to \
					learn more.","type":"tokens","param":null,"code":"rate_limit_exceeded"}}""")),

	/** Traffic grew too fast. */
	SLOW_DOWN(Case.error(ScriptOutcome.OVERLOADED, "Traffic grew too fast", 429, """
			{"error":{"message":"Slow down: the rate of requests is growing too fast. Please reduce \
			your request rate and increase it gradually.","type":"rate_limit_error","param":null,\
			"code":"slow_down"}}""")),

	/** Traffic grew too fast, under the older status. */
	SLOW_DOWN_UNDER_503(Case.error(ScriptOutcome.OVERLOADED, "Traffic grew too fast, under the older status", 503, """
			{"error":{"message":"Slow down: the rate of requests is growing too fast. Please reduce \
			your request rate and increase it gradually.","type":"rate_limit_error","param":null,\
			"code":"slow_down"}}""")),

	/** No quota is left: insufficient quota. */
	INSUFFICIENT_QUOTA(Case.error(ScriptOutcome.QUOTA_EXHAUSTED, "No quota is left: insufficient quota", 429, """
			{"error":{"message":"You exceeded your current quota, please check your plan and \
			billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""")),

	/** No quota is left: credit balance exhausted. */
	CREDIT_BALANCE_EXHAUSTED(
			Case.error(ScriptOutcome.QUOTA_EXHAUSTED, "No quota is left: credit balance exhausted", 429, """
					{"error":{"message":"You exceeded your current quota, please check your plan and \
					billing details.","type":"insufficient_quota","param":null,\
					"code":"credit_balance_exhausted"}}""")),

	/** No quota is left: organization spend limit exceeded. */
	ORGANIZATION_SPEND_LIMIT_EXCEEDED(
			Case.error(ScriptOutcome.QUOTA_EXHAUSTED, "No quota is left: organization spend limit exceeded", 429, """
					{"error":{"message":"You exceeded your current quota, please check your plan and \
					billing details.","type":"insufficient_quota","param":null,\
					"code":"organization_spend_limit_exceeded"}}""")),

	/** No quota is left: organization usage limit exceeded. */
	ORGANIZATION_USAGE_LIMIT_EXCEEDED(
			Case.error(ScriptOutcome.QUOTA_EXHAUSTED, "No quota is left: organization usage limit exceeded", 429, """
					{"error":{"message":"You exceeded your current quota, please check your plan and \
					billing details.","type":"insufficient_quota","param":null,\
					"code":"organization_usage_limit_exceeded"}}""")),

	/** No quota is left: project spend limit exceeded. */
	PROJECT_SPEND_LIMIT_EXCEEDED(
			Case.error(ScriptOutcome.QUOTA_EXHAUSTED, "No quota is left: project spend limit exceeded", 429, """
					{"error":{"message":"You exceeded your current quota, please check your plan and \
					billing details.","type":"insufficient_quota","param":null,\
					"code":"project_spend_limit_exceeded"}}""")),

	/** The flex tier has no capacity. */
	FLEX_CAPACITY(Case.error(ScriptOutcome.OVERLOADED, "The flex tier has no capacity", 429, """
			{"error":{"message":"Flex processing is currently unavailable. Please try again later.",\
			"type":"resource_unavailable","param":null,"code":"resource_unavailable"}}""")),

	/** The servers are overloaded. */
	OVERLOADED(Case.error(ScriptOutcome.OVERLOADED, "The servers are overloaded", 503, """
			{"error":{"message":"Our servers are currently overloaded. Please try again later.",\
			"type":"service_unavailable_error","param":null,"code":"server_is_overloaded"}}""")),

	/** The server failed. */
	SERVER_ERROR(Case.error(ScriptOutcome.SERVER_ERROR, "The server failed", 500, """
			{"error":{"message":"The server had an error while processing your request. Sorry about \
			that!","type":"server_error","param":null,"code":null}}""")),

	/** A gateway lost its server. */
	BAD_GATEWAY(Case.error(ScriptOutcome.SERVER_ERROR, "A gateway lost its server", 502, """
			{"error":{"message":"Bad gateway.","type":"server_error","param":null,"code":null}}""")),

	/** A gateway waited in vain. */
	GATEWAY_TIMEOUT(Case.error(ScriptOutcome.SERVER_ERROR, "A gateway waited in vain", 504, """
			{"error":{"message":"Gateway timeout.","type":"server_error","param":null,"code":null}}""")),

	/** The stream begins with the news that no quota is left. */
	QUOTA_IN_STREAM(
			Case.ofStream(ScriptOutcome.QUOTA_EXHAUSTED, "The stream begins with the news that no quota is left",
					Case.answer()
						.errorAfter(0, "insufficient_quota", "insufficient_quota",
								"You exceeded your current quota, please check your plan and billing details."))),

	/** The answer is withheld. */
	CONTENT_FILTERED(Case.of(ScriptOutcome.CONTENT_REFUSED, "The answer is withheld",
			SimulatedReply.text("").usage(120, 0).finishReason("content_filter"))),

	/** The answer was served at another tier. */
	SERVICE_TIER(Case.of(ScriptOutcome.ANSWERED, "The answer was served at another tier",
			Case.answer().serviceTier("priority"))),

	/** The headers say that the limits are used up. */
	LIMITS_USED_UP(Case.of(ScriptOutcome.ANSWERED, "The headers say that the limits are used up",
			Case.answer()
				.header("x-ratelimit-remaining-requests", "0")
				.header("x-ratelimit-reset-requests", "6m0s")
				.header("x-ratelimit-remaining-tokens", "0")
				.header("x-ratelimit-reset-tokens", "28ms"))),

	/** The stream has its finish reason, but not [DONE]. */
	END_MARKER_MISSING(Case.ofStream(ScriptOutcome.ANSWERED, "The stream has its finish reason, but not [DONE]",
			Case.answer().endAfterEvents(5)));

	private final Case script;

	OpenAiScript(Case script) {
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
