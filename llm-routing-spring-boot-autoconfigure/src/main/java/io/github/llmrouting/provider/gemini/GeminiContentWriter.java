package io.github.llmrouting.provider.gemini;

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
 * Writes a conversation into the body of a request: system messages beside the contents,
 * the others as parts of user and model contents. Messages of one kind that follow each
 * other share a content, because the API wants the responses to all calls of a turn
 * together. Blank texts, which it refuses, are left out.
 */
final class GeminiContentWriter {

	private final ObjectNode body;

	private final ArrayNode contents;

	private final ToolCallIds ids = new ToolCallIds();

	private @Nullable Kind lastKind;

	GeminiContentWriter(ObjectNode body) {
		this.body = body;
		this.contents = body.arrayNode();
	}

	/**
	 * Writes all messages.
	 * @param signed whether the model refuses tool calls without thought signatures
	 */
	void write(List<Message> conversation, boolean signed) {
		writeSystem(conversation);
		conversation.forEach(this::writeMessage);
		if (this.contents.isEmpty()) {
			throw GeminiRequest.invalid("messages: none with content (expected: at least one)");
		}
		if (signed) {
			GeminiSignatures.complete(this.contents);
		}
		this.body.set("contents", this.contents);
	}

	private void writeSystem(List<Message> conversation) {
		List<String> texts = conversation.stream()
			.filter(SystemMessage.class::isInstance)
			.map(Message::getText)
			.filter(StringUtils::hasText)
			.toList();
		if (!texts.isEmpty()) {
			ArrayNode parts = this.body.putObject("systemInstruction").putArray("parts");
			texts.forEach((text) -> parts.add(textPart(text)));
		}
	}

	private void writeMessage(Message message) {
		if (message instanceof ToolResponseMessage tools) {
			tools.getResponses().forEach((response) -> add(Kind.TOOL, responsePart(response)));
		}
		else if (message instanceof AssistantMessage assistant) {
			writeAssistant(assistant);
		}
		else if (!(message instanceof SystemMessage)) {
			writeUser(message);
		}
	}

	private void writeAssistant(AssistantMessage message) {
		if (StringUtils.hasText(message.getText())) {
			ObjectNode part = textPart(message.getText());
			GeminiSignatures.writeOfText(message, part);
			add(Kind.MODEL, part);
		}
		message.getMedia().forEach((media) -> add(Kind.MODEL, GeminiMedia.part(media)));
		List<ToolCall> calls = message.getToolCalls();
		for (int i = 0; i < calls.size(); i++) {
			ObjectNode part = callPart(calls.get(i));
			GeminiSignatures.write(message, i, part);
			add(Kind.MODEL, part);
		}
	}

	private ObjectNode callPart(ToolCall call) {
		ObjectNode part = WireJson.object();
		ObjectNode written = part.putObject("functionCall");
		if (StringUtils.hasText(call.id())) {
			written.put("id", this.ids.ofCall(call.id()));
		}
		written.put("name", call.name());
		written.set("args", GeminiRequest.object("arguments of a tool call", call.arguments()));
		return part;
	}

	private ObjectNode responsePart(ToolResponse response) {
		ObjectNode part = WireJson.object();
		ObjectNode written = part.putObject("functionResponse");
		if (StringUtils.hasText(response.id())) {
			written.put("id", this.ids.ofResult(response.id()));
		}
		written.put("name", response.name()).set("response", responseObject(response.responseData()));
		return part;
	}

	private static ObjectNode responseObject(String data) {
		JsonNode json = WireJson.readLeniently(data);
		if (json instanceof ObjectNode object) {
			return object;
		}
		ObjectNode wrapped = WireJson.object();
		return json.isMissingNode() ? wrapped.put("result", data) : wrapped.set("result", json);
	}

	private void writeUser(Message message) {
		if (message instanceof MediaContent content) {
			content.getMedia().forEach((media) -> add(Kind.USER, GeminiMedia.part(media)));
		}
		addText(Kind.USER, message.getText());
	}

	private void addText(Kind kind, @Nullable String text) {
		if (StringUtils.hasText(text)) {
			add(kind, textPart(text));
		}
	}

	private static ObjectNode textPart(String text) {
		return WireJson.object().put("text", text);
	}

	private void add(Kind kind, ObjectNode part) {
		if (kind != this.lastKind) {
			this.contents.addObject().put("role", (kind == Kind.MODEL) ? "model" : "user").putArray("parts");
			this.lastKind = kind;
		}
		this.contents.get(this.contents.size() - 1).withArray("parts").add(part);
	}

	/** Whose words a content holds; what tools say is told by the user. */
	private enum Kind {

		USER, MODEL, TOOL

	}

}
