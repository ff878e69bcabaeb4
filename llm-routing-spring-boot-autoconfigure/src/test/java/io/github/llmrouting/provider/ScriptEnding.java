package io.github.llmrouting.provider;

/**
 * How an attempt ended.
 *
 * @param told the reason of the failure, or the finish reason of the answer
 * @param detail of the failure, empty for an answer
 * @param status of the HTTP response, 0 if there was none
 */
record ScriptEnding(String told, String detail, int status) {

	static ScriptEnding of(AnswerFacts facts, int status) {
		return new ScriptEnding(facts.finishReason().name(), "", status);
	}

	static ScriptEnding of(Throwable error, int status) {
		return (error instanceof ProviderException typed)
				? new ScriptEnding(typed.failure().reason().name(), typed.failure().toString(), status)
				: new ScriptEnding("an error without a type", error.toString(), status);
	}

}
