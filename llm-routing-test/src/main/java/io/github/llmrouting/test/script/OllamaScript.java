package io.github.llmrouting.test.script;

import io.github.llmrouting.test.SimulatedReply;

/**
 * How Ollama fails, which has texts but no codes, and what only its answers have.
 */
public enum OllamaScript implements SimulatedScript {

	/** A parameter is wrong. */
	INVALID_REQUEST(Case.error(ScriptOutcome.INVALID_REQUEST, "A parameter is wrong", 400, """
			{"error":"invalid think value: \\"loud\\" (must be \\"high\\", \\"medium\\", \\"low\\", \
			true, or false)"}""")),

	/** The model has no tools. */
	TOOLS_NOT_SUPPORTED(Case.error(ScriptOutcome.INVALID_REQUEST, "The model has no tools", 400, """
			{"error":"registry.ollama.ai/library/llama2:latest does not support tools"}""")),

	/** The conversation does not fit, and may not be truncated. */
	CONTEXT_LENGTH_EXCEEDED(Case.error(ScriptOutcome.CONTEXT_TOO_LONG,
			"The conversation does not fit, and may not be truncated", 400, """
					{"error":"the input length exceeds the context length"}""")),

	/** The cloud model wants a login. */
	UNAUTHORIZED(Case.error(ScriptOutcome.UNAUTHORIZED, "The cloud model wants a login", 401, """
			{"error":"unauthorized","signin_url":"https://ollama.com/connect?name=test&key=test"}""")),

	/** Cloud models are switched off. */
	CLOUD_DISABLED(Case.error(ScriptOutcome.UNAUTHORIZED, "Cloud models are switched off", 403, """
			{"error":"ollama cloud is disabled: remote model is unavailable"}""")),

	/** The model is not there. */
	MODEL_NOT_FOUND(Case.error(ScriptOutcome.MODEL_NOT_FOUND, "The model is not there", 404, """
			{"error":"model 'llama3.2' not found"}""")),

	/** The model was not pulled. */
	MODEL_NOT_PULLED(Case.error(ScriptOutcome.MODEL_NOT_FOUND, "The model was not pulled", 404, """
			{"error":"model \\"llama3.2\\" not found, try pulling it first"}""")),

	/** Too many requests to the cloud. */
	RATE_LIMITED(Case.error(ScriptOutcome.RATE_LIMITED, "Too many requests to the cloud", 429, """
			{"error":"too many concurrent requests"}""")),

	/** The model broke down. */
	RUNNER_FAILED(Case.error(ScriptOutcome.SERVER_ERROR, "The model broke down", 500, """
			{"error":"model runner has unexpectedly stopped, this may be due to resource \
			limitations or an internal error, check ollama server logs for details"}""")),

	/** The cloud is out of reach. */
	CLOUD_UNREACHABLE(Case.error(ScriptOutcome.SERVER_ERROR, "The cloud is out of reach", 502, """
			{"error":"Post \\"https://ollama.com:443/api/chat\\": dial tcp: i/o timeout"}""")),

	/** Too many requests wait already. */
	BUSY(Case.error(ScriptOutcome.OVERLOADED, "Too many requests wait already", 503, """
			{"error":"server busy, please try again.  maximum pending requests exceeded"}""")),

	/** The model has to be loaded first. */
	COLD_START(Case.of(ScriptOutcome.ANSWERED, "The model has to be loaded first",
			Case.answer().firstTokenAfter(Case.SLOW))),

	/** The last line does not say why it is the last. */
	END_WITHOUT_REASON(Case.of(ScriptOutcome.INTERRUPTED, "The last line does not say why it is the last",
			Case.answer().finishReason(""))),

	/** Counts of 0 are left out. */
	COUNTS_MISSING(
			Case.of(ScriptOutcome.ANSWERED, "Counts of 0 are left out", SimulatedReply.text(Case.TEXT).usage(0, 0))),

	/** Thinking precedes the answer. */
	THINKING(Case.of(ScriptOutcome.ANSWERED, "Thinking precedes the answer",
			Case.answer().thinking("Let me think about that.")));

	private final Case script;

	OllamaScript(Case script) {
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
