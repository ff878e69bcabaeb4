package io.github.llmrouting.provider.openai;

import java.util.List;

import io.github.llmrouting.provider.ToolCallIds;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.content.MediaContent;

/** Writes a conversation. */
final class OpenAiMessages {

	private final ArrayNode array;

	private final OpenAiServer server;

	private final boolean withReasoning;

	private final List<String> dropped;

	private final ToolCallIds ids = new ToolCallIds();

	private OpenAiMessages(ArrayNode array, OpenAiServer server, boolean withReasoning, List<String> dropped) {
		this.array = array;
		this.server = server;
		this.withReasoning = withReasoning;
		this.dropped = dropped;
	}

	static void write(List<Message> messages, ArrayNode array, OpenAiServer server, List<String> dropped) {
		if (messages.isEmpty()) {
			throw OpenAiRequest.invalid("messages: none (expected: at least one)");
		}
		boolean withReasoning = OpenAiReasoning.isWanted(server, messages);
		messages.forEach(new OpenAiMessages(array, server, withReasoning, dropped)::write);
	}

	private void write(Message message) {
		if (message instanceof ToolResponseMessage toolMessage) {
			toolMessage.getResponses().forEach(this::writeToolResponse);
		}
		else if (message instanceof AssistantMessage assistantMessage) {
			writeAssistant(assistantMessage);
		}
		else {
			writeSaid(message);
		}
	}

	private void writeToolResponse(ToolResponse response) {
		addMessage("tool").put("tool_call_id", this.server.toolCallId(this.ids.ofResult(response.id())))
			.put("content", response.responseData());
	}

	private void writeAssistant(AssistantMessage message) {
		if (!message.getMedia().isEmpty()) {
			this.dropped.add("assistant-media");
		}
		ObjectNode written = addMessage("assistant");
		String text = text(message);
		written.put("content", (text.isEmpty() && message.hasToolCalls()) ? null : text);
		if (this.withReasoning) {
			OpenAiReasoning.write(message, written);
		}
		if (message.hasToolCalls()) {
			ArrayNode toolCalls = written.putArray("tool_calls");
			message.getToolCalls().forEach((toolCall) -> writeToolCall(toolCall, toolCalls.addObject()));
		}
	}

	private void writeToolCall(ToolCall toolCall, ObjectNode written) {
		written.put("id", this.server.toolCallId(this.ids.ofCall(toolCall.id())))
			.put("type", "function")
			.putObject("function")
			.put("name", toolCall.name())
			.put("arguments", toolCall.arguments());
	}

	private void writeSaid(Message message) {
		ObjectNode written = addMessage(message.getMessageType().getValue());
		if (message instanceof MediaContent content && !content.getMedia().isEmpty()) {
			writeParts(text(message), content, written.putArray("content"));
		}
		else {
			written.put("content", text(message));
		}
	}

	private static void writeParts(String text, MediaContent content, ArrayNode parts) {
		if (!text.isEmpty()) {
			parts.addObject().put("type", "text").put("text", text);
		}
		content.getMedia().forEach((media) -> OpenAiMedia.write(media, parts.addObject()));
	}

	private ObjectNode addMessage(String role) {
		return this.array.addObject().put("role", role);
	}

	private static String text(Message message) {
		String text = message.getText();
		return (text != null) ? text : "";
	}

}
