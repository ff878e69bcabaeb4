package io.github.llmrouting.provider.ollama;

import java.util.List;
import java.util.Objects;

import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ToolCallIds;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.content.Media;
import org.springframework.ai.content.MediaContent;

/**
 * Writes a conversation. What the model thought goes back to it: within a tool loop some
 * models need it, and the others' templates leave it out.
 */
final class OllamaMessages {

	private final ArrayNode array;

	private final List<String> dropped;

	private final ToolCallIds ids = new ToolCallIds();

	/**
	 * Creates a writer.
	 * @param array where to write
	 * @param dropped where to name what is left out
	 */
	OllamaMessages(ArrayNode array, List<String> dropped) {
		this.array = array;
		this.dropped = dropped;
	}

	/**
	 * Writes all messages. There must be one: a request without messages loads the model
	 * and asks nothing.
	 */
	void write(List<Message> messages) {
		messages.forEach(this::write);
		if (this.array.isEmpty()) {
			throw OllamaRequest.invalid("messages: none (expected: at least one)");
		}
	}

	private void write(Message message) {
		if (message instanceof ToolResponseMessage tools) {
			tools.getResponses().forEach(this::writeToolResponse);
		}
		else if (message instanceof AssistantMessage assistant) {
			writeAssistant(assistant);
		}
		else {
			writeSaid(message);
		}
	}

	private void writeToolResponse(ToolResponse response) {
		this.array.addObject()
			.put("role", "tool")
			.put("content", response.responseData())
			.put("tool_name", response.name())
			.put("tool_call_id", this.ids.ofResult(response.id()));
	}

	private void writeAssistant(AssistantMessage message) {
		ObjectNode written = add(message);
		String reasoning = ChatResponses.reasoningOfToolCalls(message);
		if (!reasoning.isEmpty()) {
			written.put("thinking", reasoning);
		}
		if (message.hasToolCalls()) {
			ArrayNode calls = written.putArray("tool_calls");
			message.getToolCalls().forEach((call) -> writeToolCall(call, calls.addObject()));
		}
		if (!message.getMedia().isEmpty()) {
			this.dropped.add("assistant-media");
		}
	}

	private void writeToolCall(ToolCall call, ObjectNode written) {
		written.put("id", this.ids.ofCall(call.id()))
			.putObject("function")
			.put("name", call.name())
			.set("arguments", OllamaRequest.object("arguments of a tool call", call.arguments()));
	}

	private void writeSaid(Message message) {
		ObjectNode written = add(message);
		if (message instanceof MediaContent content && !content.getMedia().isEmpty()) {
			ArrayNode images = written.putArray("images");
			for (Media media : content.getMedia()) {
				images.add(OllamaImages.base64(media));
			}
		}
	}

	private ObjectNode add(Message message) {
		return this.array.addObject()
			.put("role", message.getMessageType().getValue())
			.put("content", Objects.requireNonNullElse(message.getText(), ""));
	}

}
