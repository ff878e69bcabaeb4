package io.github.llmrouting.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a simulated reply consists of before a protocol gives it a form.
 */
sealed interface ReplyContent {

	/**
	 * What the model says.
	 *
	 * @param thinking reasoning that is shown before the text, empty for none
	 * @param redactedThinking reasoning that may not be read, empty for none
	 * @param text text, empty for none
	 * @param toolCalls tool calls after the text
	 */
	record Answer(String thinking, String redactedThinking, String text,
			List<SimulatedToolCall> toolCalls) implements ReplyContent {

		static final Answer EMPTY = new Answer("", "", "", List.of());

		public Answer {
			toolCalls = List.copyOf(toolCalls);
		}

		Answer withThinking(String thinking) {
			return new Answer(thinking, this.redactedThinking, this.text, this.toolCalls);
		}

		Answer withRedactedThinking(String redactedThinking) {
			return new Answer(this.thinking, redactedThinking, this.text, this.toolCalls);
		}

		Answer withText(String text) {
			return new Answer(this.thinking, this.redactedThinking, text, this.toolCalls);
		}

		Answer withToolCalls(List<SimulatedToolCall> toolCalls) {
			return new Answer(this.thinking, this.redactedThinking, this.text, toolCalls);
		}

	}

	/**
	 * An answer in the vendor's JSON, without its framing.
	 *
	 * @param body answer to a call
	 * @param events answer to a stream
	 */
	record Json(String body, List<String> events) implements ReplyContent {

		public Json {
			events = List.copyOf(events);
		}

	}

	/**
	 * An HTTP status, with the vendor's error body from 400 on.
	 *
	 * @param status status from 200 to 599
	 */
	record Status(int status) implements ReplyContent {

		public Status {
			requireStatus(status);
		}

	}

	/**
	 * Bytes in no vendor's form.
	 *
	 * @param status status from 200 to 599
	 * @param contentType content type, {@code null} for none
	 * @param segments parts of the body that are written one by one
	 */
	record Raw(int status, @Nullable String contentType, List<byte[]> segments) implements ReplyContent {

		public Raw {
			requireStatus(status);
			segments = segments.stream().map(byte[]::clone).toList();
		}

	}

	private static void requireStatus(int status) {
		if (status < 200 || status > 599) {
			throw new IllegalArgumentException("status: " + status + " (expected: 200 to 599)");
		}
	}

}
