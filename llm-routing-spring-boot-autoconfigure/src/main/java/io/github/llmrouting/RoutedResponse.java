package io.github.llmrouting;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * A whole answer, and how it came about.
 *
 * @param response the answer in Spring AI's form
 * @param report who answered, what was tried, what it cost
 */
public record RoutedResponse(ChatResponse response, RoutingReport report) {

	/**
	 * Returns the text of the answer, empty if there is none, such as beside tool calls.
	 */
	public String text() {
		return text(this.response);
	}

	static String text(ChatResponse response) {
		Generation generation = response.getResult();
		String text = (generation != null) ? generation.getOutput().getText() : null;
		return (text != null) ? text : "";
	}

	/** Returns the report without the answer: content does not belong in logs. */
	@Override
	public String toString() {
		return "RoutedResponse[" + this.report + "]";
	}

}
