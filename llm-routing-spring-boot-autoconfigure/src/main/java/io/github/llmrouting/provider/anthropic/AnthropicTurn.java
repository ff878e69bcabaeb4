package io.github.llmrouting.provider.anthropic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Consumer;

import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;

/**
 * Brings what an assistant's message says back into the order in which the model thought
 * and wrote it. Nothing is lost if the message was changed since. Not thread-safe.
 */
final class AnthropicTurn {

	private final Consumer<ObjectNode> thoughts;

	private final Consumer<String> texts;

	private final Consumer<ToolCall> calls;

	private String text;

	private final Deque<ToolCall> toolCalls;

	/**
	 * Creates a turn of which nothing is written yet.
	 * @param message what it says
	 * @param thoughts writes a thinking block
	 * @param texts writes a piece of text, blank or not
	 * @param calls writes a tool call
	 */
	AnthropicTurn(AssistantMessage message, Consumer<ObjectNode> thoughts, Consumer<String> texts,
			Consumer<ToolCall> calls) {
		this.text = Objects.requireNonNullElse(message.getText(), "");
		this.toolCalls = new ArrayDeque<>(message.getToolCalls());
		this.thoughts = thoughts;
		this.texts = texts;
		this.calls = calls;
	}

	/** Writes a thinking block, or what belongs at a mark. */
	void write(ObjectNode block) {
		switch (block.path("type").stringValue("")) {
			case AnthropicThinking.TEXT -> writeText(block.path(AnthropicThinking.CHARACTERS).asInt(0));
			case AnthropicThinking.TOOL_USE -> writeCall();
			default -> this.thoughts.accept(block);
		}
	}

	private void writeText(int characters) {
		int end = Math.min(Math.max(characters, 0), this.text.length());
		this.texts.accept(this.text.substring(0, end));
		this.text = this.text.substring(end);
	}

	private void writeCall() {
		ToolCall call = this.toolCalls.poll();
		if (call != null) {
			this.calls.accept(call);
		}
	}

	/** Writes whatever has not been written. */
	void writeRest() {
		writeText(this.text.length());
		this.toolCalls.forEach(this.calls);
		this.toolCalls.clear();
	}

}
