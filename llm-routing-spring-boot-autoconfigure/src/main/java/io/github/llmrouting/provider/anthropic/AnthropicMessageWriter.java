package io.github.llmrouting.provider.anthropic;

import java.util.List;

import io.github.llmrouting.provider.ToolCallIds;
import io.github.llmrouting.provider.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.content.MediaContent;
import org.springframework.util.StringUtils;

/**
 * Writes a conversation into the body of a request: system messages beside the messages,
 * the others as blocks of user and assistant messages in turn. Blank texts, which the API
 * refuses, are left out.
 */
final class AnthropicMessageWriter {

	private static final String USER = "user";

	private static final String ASSISTANT = "assistant";

	private final ObjectNode body;

	private final List<String> dropped;

	private final ArrayNode messages;

	private final boolean thinking;

	private final ToolCallIds ids = new ToolCallIds();

	/**
	 * Creates a writer.
	 * @param body of the request, in which the options stand already
	 * @param dropped where to name what is left out
	 */
	AnthropicMessageWriter(ObjectNode body, List<String> dropped) {
		this.body = body;
		this.dropped = dropped;
		this.messages = body.arrayNode();
		this.thinking = AnthropicThinking.isOn(body);
	}

	void write(List<Message> conversation) {
		writeSystem(conversation);
		conversation.forEach(this::writeMessage);
		if (this.messages.valueStream().noneMatch((message) -> isOf(USER, message))) {
			throw AnthropicRequest.invalid("messages: no user message (expected: one with content)");
		}
		this.body.set("messages", this.messages);
	}

	private void writeSystem(List<Message> conversation) {
		List<String> texts = conversation.stream()
			.filter(SystemMessage.class::isInstance)
			.map(Message::getText)
			.filter(StringUtils::hasText)
			.toList();
		if (!texts.isEmpty()) {
			this.body.put("system", String.join("\n\n", texts));
		}
	}

	private void writeMessage(Message message) {
		if (message instanceof ToolResponseMessage tools) {
			tools.getResponses().forEach((response) -> add(USER, toolResult(response)));
		}
		else if (message instanceof AssistantMessage assistant) {
			writeAssistant(assistant);
		}
		else if (!(message instanceof SystemMessage)) {
			writeUser(message);
		}
	}

	private ObjectNode toolResult(ToolResponse response) {
		ObjectNode result = WireJson.object()
			.put("type", "tool_result")
			.put("tool_use_id", this.ids.ofResult(response.id()));
		return StringUtils.hasText(response.responseData()) ? result.put("content", response.responseData()) : result;
	}

	private void writeAssistant(AssistantMessage message) {
		AnthropicTurn turn = new AnthropicTurn(message, (thought) -> add(ASSISTANT, thought),
				(text) -> addText(ASSISTANT, text), (call) -> add(ASSISTANT, toolUse(call)));
		if (this.thinking) {
			AnthropicThinking.of(message).forEach(turn::write);
		}
		turn.writeRest();
		if (!message.getMedia().isEmpty()) {
			this.dropped.add("assistant-media");
		}
	}

	private ObjectNode toolUse(ToolCall call) {
		ObjectNode use = WireJson.object()
			.put("type", "tool_use")
			.put("id", this.ids.ofCall(call.id()))
			.put("name", call.name());
		use.set("input", AnthropicRequest.object("arguments of a tool call", call.arguments()));
		return use;
	}

	private void writeUser(Message message) {
		if (message instanceof MediaContent content) {
			content.getMedia().forEach((media) -> add(USER, AnthropicMedia.block(media)));
		}
		addText(USER, message.getText());
	}

	private void addText(String role, @Nullable String text) {
		if (StringUtils.hasText(text)) {
			add(role, WireJson.object().put("type", "text").put("text", text));
		}
	}

	private void add(String role, ObjectNode block) {
		JsonNode last = this.messages.path(this.messages.size() - 1);
		ArrayNode content = isOf(role, last) ? last.withArray("content")
				: this.messages.addObject().put("role", role).putArray("content");
		content.add(block);
	}

	private static boolean isOf(String role, JsonNode message) {
		return role.equals(message.path("role").stringValue(""));
	}

}
