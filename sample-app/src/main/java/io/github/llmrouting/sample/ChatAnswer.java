package io.github.llmrouting.sample;

import io.github.llmrouting.RoutedResponse;

/**
 * A whole answer.
 *
 * @param text what the model wrote
 * @param report who answered, what was tried, what it cost
 */
record ChatAnswer(String text, ChatReport report) {

	static ChatAnswer of(RoutedResponse response) {
		return new ChatAnswer(response.text(), ChatReport.of(response.report()));
	}

	/** Returns the answer without its text: content does not belong in logs. */
	@Override
	public String toString() {
		return "ChatAnswer[" + this.text.length() + " characters, report=" + this.report + "]";
	}

}
