package io.github.llmrouting.test.script;

import io.github.llmrouting.test.SimulatedReply;

/**
 * How Azure OpenAI fails, with the bodies and headers that it sends then.
 */
public enum AzureOpenAiScript implements SimulatedScript {

	/** The key is not known. */
	INVALID_KEY(Case.error(ScriptOutcome.UNAUTHORIZED, "The key is not known", 401, """
			{"error":{"code":"401","message":"Access denied due to invalid subscription key or \
			wrong API endpoint. Make sure to provide a valid key for an active subscription and use \
			a correct regional API endpoint for your resource."}}""")),

	/** The deployment does not exist. */
	DEPLOYMENT_NOT_FOUND(Case.error(ScriptOutcome.MODEL_NOT_FOUND, "The deployment does not exist", 404, """
			{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource \
			does not exist. If you created the deployment within the last 5 minutes, please wait a \
			moment and try again."}}""")),

	/** Too many tokens for the deployment. */
	RATE_LIMITED_BY_TOKENS(Case.error(ScriptOutcome.RATE_LIMITED, "Too many tokens for the deployment", 429, """
			{"error":{"code":"429","message":"Requests to the ChatCompletions_Create Operation \
			under Azure OpenAI API version 2024-10-21 have exceeded token rate limit of your \
			current OpenAI S0 pricing tier. Please retry after 37 seconds."}}""")
		.header("retry-after", "37")
		.header("retry-after-ms", "36514")),

	/** Too many requests, and a day to wait. */
	RATE_LIMITED_FOR_A_DAY(Case.error(ScriptOutcome.RATE_LIMITED, "Too many requests, and a day to wait", 429, """
			{"error":{"code":"429","message":"Requests to the ChatCompletions_Create Operation \
			under Azure OpenAI API version 2024-10-21 have exceeded call rate limit of your current \
			OpenAI S0 pricing tier. Please retry after 86400 seconds."}}""")
		.header("retry-after", "86400")
		.header("retry-after-ms", "86400000")),

	/** The region has no capacity, which is not the quota. */
	NO_CAPACITY(Case.error(ScriptOutcome.OVERLOADED, "The region has no capacity, which is not the quota", 429, """
			{"error":{"code":"no_capacity","message":"The system is currently experiencing high \
			demand and cannot process your request. Please try again later."}}""")),

	/** The filter refuses the prompt. */
	PROMPT_FILTERED(Case.error(ScriptOutcome.CONTENT_REFUSED, "The filter refuses the prompt", 400, """
			{"error":{"message":"The response was filtered due to the prompt triggering Azure \
			OpenAI's content management policy. Please modify your prompt and retry.","type":null,\
			"param":"prompt","code":"content_filter","status":400,\
			"innererror":{"code":"ResponsibleAIPolicyViolation",\
			"content_filter_result":{"hate":{"filtered":true,"severity":"high"},\
			"self_harm":{"filtered":false,"severity":"safe"},"sexual":{"filtered":false,\
			"severity":"safe"},"violence":{"filtered":false,"severity":"safe"}}}}}""")),

	/** The conversation does not fit. */
	CONTEXT_LENGTH_EXCEEDED(Case.error(ScriptOutcome.CONTEXT_TOO_LONG, "The conversation does not fit", 400, """
			{"error":{"message":"Input tokens exceed the configured limit of 272000 tokens. Your \
			messages resulted in 272011 tokens. Please reduce the length of the messages.",\
			"type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""")),

	/** A parameter is wrong. */
	INVALID_REQUEST(Case.error(ScriptOutcome.INVALID_REQUEST, "A parameter is wrong", 400, """
			{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this \
			model. Use 'max_completion_tokens' instead.","type":"invalid_request_error",\
			"param":"max_tokens","code":"unsupported_parameter"}}""")),

	/** The server failed. */
	SERVER_ERROR(Case.error(ScriptOutcome.SERVER_ERROR, "The server failed", 500, """
			{"error":{"code":"InternalServerError","message":"The server had an error while \
			processing your request. Sorry about that!"}}""")),

	/** The service is not available. */
	UNAVAILABLE(Case.error(ScriptOutcome.OVERLOADED, "The service is not available", 503, """
			{"error":{"code":"ServiceUnavailable","message":"The service is temporarily unable to \
			process your request. Please try again later."}}""")),

	/** The filter withholds the answer. */
	ANSWER_FILTERED(Case.of(ScriptOutcome.CONTENT_REFUSED, "The filter withholds the answer",
			SimulatedReply.text("").usage(120, 0).finishReason("content_filter")));

	private final Case script;

	AzureOpenAiScript(Case script) {
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
