package io.github.llmrouting.test;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one answer as an Anthropic message or its events.
 */
final class AnthropicAnswers {

	static final String PING = event(typed("ping"));

	private static final String EVENTS = "text/event-stream";

	private final Answer answer;

	AnthropicAnswers(Answer answer) {
		this.answer = answer;
	}

	static String event(ObjectNode data) {
		return "event: " + data.path("type").stringValue() + "\ndata: " + data + "\n\n";
	}

	static AnswerStream events(List<String> documents) {
		return new AnswerStream(EVENTS, List.of(), documents.stream().map(AnthropicAnswers::event).toList(), List.of());
	}

	private static String event(String json) {
		String type = JsonMapper.shared().readTree(json).path("type").stringValue("message");
		return "event: " + type + "\ndata: " + json + "\n\n";
	}

	String body() {
		ArrayNode content = JsonMapper.shared().createArrayNode();
		if (!this.answer.thinking().isEmpty()) {
			String thinking = this.answer.thinking();
			content.add(thinkingBlock(thinking, AnthropicSignature.of(thinking)));
		}
		if (!this.answer.content().redactedThinking().isEmpty()) {
			content.add(redactedBlock(this.answer.content().redactedThinking()));
		}
		if (!this.answer.text().isEmpty()) {
			content.add(textBlock(this.answer.text()));
		}
		for (SimulatedToolCall call : this.answer.toolCalls()) {
			content.add(toolBlock(call, JsonMapper.shared().readTree(call.arguments())));
		}
		return message(content, stopReason(), this.answer.usage().output()).toString();
	}

	private ObjectNode message(ArrayNode content, @Nullable String stopReason, long output) {
		ObjectNode message = object().put("id", "msg_" + this.answer.number())
			.put("type", "message")
			.put("role", "assistant")
			.put("model", this.answer.model());
		message.set("content", content);
		message.put("stop_reason", stopReason).putNull("stop_sequence");
		if (!this.answer.has(SimulatedQuirk.NO_USAGE)) {
			message.set("usage", usage(output));
		}
		return message;
	}

	static ObjectNode thinkingBlock(String thinking, String signature) {
		return typed("thinking").put("thinking", thinking).put("signature", signature);
	}

	static ObjectNode redactedBlock(String data) {
		return typed("redacted_thinking").put("data", data);
	}

	static ObjectNode textBlock(String text) {
		return object().put("type", "text").put("text", text);
	}

	static ObjectNode toolBlock(SimulatedToolCall call, JsonNode input) {
		ObjectNode block = object().put("type", "tool_use").put("id", call.id()).put("name", call.name());
		block.set("input", input);
		return block;
	}

	private String stopReason() {
		return this.answer.finishReasonOr(this.answer.toolCalls().isEmpty() ? "end_turn" : "tool_use");
	}

	private ObjectNode usage(long output) {
		ReplyUsage billed = this.answer.usage();
		ObjectNode usage = putInput(object());
		usage.putObject("cache_creation")
			.put("ephemeral_5m_input_tokens", billed.cacheWrite())
			.put("ephemeral_1h_input_tokens", billed.hourCacheWrite());
		String tier = this.answer.serviceTier();
		return putOutput(usage, output).put("service_tier", (tier != null) ? tier : "standard");
	}

	private ObjectNode putInput(ObjectNode usage) {
		ReplyUsage billed = this.answer.usage();
		return usage.put("input_tokens", billed.uncachedInput())
			.put("cache_creation_input_tokens", billed.written())
			.put("cache_read_input_tokens", billed.cachedInput());
	}

	private ObjectNode putOutput(ObjectNode usage, long output) {
		usage.put("output_tokens", output);
		long reasoning = Math.min(output, this.answer.usage().reasoning());
		if (reasoning > 0) {
			usage.putObject("output_tokens_details").put("thinking_tokens", reasoning);
		}
		return usage;
	}

	AnswerStream stream() {
		AnthropicBlockEvents blocks = new AnthropicBlockEvents();
		blocks.addThinking(this.answer.thinking());
		blocks.addRedactedThinking(this.answer.content().redactedThinking());
		blocks.addText(this.answer.text());
		this.answer.toolCalls().forEach(blocks::addToolCall);
		List<String> opening = List.of(messageStart(), blocks.opening() + PING);
		List<String> closing = List.of(blocks.closing() + messageDelta(), event(typed("message_stop")));
		return new AnswerStream(EVENTS, opening, blocks.tokens(), closing);
	}

	private String messageStart() {
		ObjectNode start = typed("message_start");
		start.set("message", message(JsonMapper.shared().createArrayNode(), null, 1));
		return event(start);
	}

	private String messageDelta() {
		ObjectNode event = typed("message_delta");
		event.putObject("delta").put("stop_reason", stopReason()).putNull("stop_sequence");
		if (!this.answer.has(SimulatedQuirk.NO_USAGE)) {
			ObjectNode usage = event.putObject("usage");
			putOutput(this.answer.has(SimulatedQuirk.USAGE_TWICE) ? putInput(usage) : usage,
					this.answer.usage().output());
		}
		return event(event);
	}

	static ObjectNode typed(String type) {
		return object().put("type", type);
	}

	private static ObjectNode object() {
		return JsonMapper.shared().createObjectNode();
	}

}
