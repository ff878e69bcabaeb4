package io.github.llmrouting;

import org.springframework.ai.chat.model.ChatResponse;

/** A piece of a streamed answer: content chunks first, one {@link End} last. */
public sealed interface RoutedChunk {

	/**
	 * What was written since the chunk before.
	 *
	 * @param response text, reasoning or whole tool calls, never nothing
	 */
	record Content(ChatResponse response) implements RoutedChunk {

		/** Returns the text of this piece, empty if it holds none. */
		public String text() {
			return RoutedResponse.text(this.response);
		}

		/** Returns no content: it does not belong in logs. */
		@Override
		public String toString() {
			return "Content[" + text().length() + " characters]";
		}

	}

	/**
	 * The end of a complete answer.
	 *
	 * @param report who answered, what was tried, what it cost
	 */
	record End(RoutingReport report) implements RoutedChunk {
	}

}
