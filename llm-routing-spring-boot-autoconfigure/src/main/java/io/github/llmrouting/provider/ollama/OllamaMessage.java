package io.github.llmrouting.provider.ollama;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import tools.jackson.databind.JsonNode;

/**
 * What the model says in one answer or one line of a stream.
 *
 * @param text of the answer, empty if there is none
 * @param reasoning what was thought before, empty if nothing
 * @param time when it was written, as the server tells, empty if it does not
 * @param toolCalls the JSON of whole tool calls, a missing node if there are none
 */
record OllamaMessage(String text, String reasoning, String time, JsonNode toolCalls) {

	/**
	 * Reads the message of an answer or a line. The last line may come without one.
	 * @throws ProviderException with {@link Unreadable} if it is not what the API says
	 */
	static OllamaMessage of(JsonNode answer) {
		JsonNode message = answer.path("message");
		if (!answer.isObject() || !(message.isObject() || message.isMissingNode() || message.isNull())) {
			throw unreadable("an answer without a message");
		}
		return new OllamaMessage(message.path("content").stringValue(""), message.path("thinking").stringValue(""),
				answer.path("created_at").stringValue(""), message.path("tool_calls"));
	}

	/** Returns whether there is neither text nor reasoning. */
	boolean isEmpty() {
		return this.text.isEmpty() && this.reasoning.isEmpty();
	}

	static ProviderException unreadable(String detail) {
		return new ProviderException(new Unreadable(detail));
	}

	/** Returns no content: it does not belong in logs. */
	@Override
	public String toString() {
		return "OllamaMessage";
	}

}
