package io.github.llmrouting.test;

import java.util.ArrayList;
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

	private final Answer answer;

	AnthropicAnswers(Answer answer) {
		this.answer = answer;
	}

	static String event(ObjectNode data) {
		return "event: " + data.path("type").stringValue() + "\ndata: " + data + "\n\n";
	}

	String body() {
		ArrayNode content = JsonMapper.shared().createArrayNode();
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
		message.set("usage", usage(output));
		return message;
	}

	private static ObjectNode textBlock(String text) {
		return object().put("type", "text").put("text", text);
	}

	private static ObjectNode toolBlock(SimulatedToolCall call, JsonNode input) {
		ObjectNode block = object().put("type", "tool_use").put("id", call.id()).put("name", call.name());
		block.set("input", input);
		return block;
	}

	private String stopReason() {
		return this.answer.finishReasonOr(this.answer.toolCalls().isEmpty() ? "end_turn" : "tool_use");
	}

	private ObjectNode usage(long output) {
		ReplyUsage billed = this.answer.usage();
		ObjectNode usage = object().put("input_tokens", billed.uncachedInput())
			.put("cache_creation_input_tokens", billed.cacheWrite())
			.put("cache_read_input_tokens", billed.cachedInput());
		usage.putObject("cache_creation")
			.put("ephemeral_5m_input_tokens", billed.cacheWrite())
			.put("ephemeral_1h_input_tokens", 0);
		return putOutput(usage, output).put("service_tier", "standard");
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
		boolean hasText = !this.answer.text().isEmpty();
		List<String> opening = new ArrayList<>();
		opening.add(messageStart());
		if (hasText) {
			opening.add(blockStart(0, textBlock("")));
		}
		opening.add(event(typed("ping")));
		List<String> tokens = new ArrayList<>(textTokens());
		int blocks = hasText ? 1 : 0;
		for (SimulatedToolCall call : this.answer.toolCalls()) {
			addToolCall(tokens, blocks++, call);
		}
		return new AnswerStream("text/event-stream", opening, tokens, closing(blocks));
	}

	private String messageStart() {
		ObjectNode start = typed("message_start");
		start.set("message", message(JsonMapper.shared().createArrayNode(), null, 1));
		return event(start);
	}

	private static String blockStart(int index, ObjectNode block) {
		ObjectNode start = typed("content_block_start").put("index", index);
		start.set("content_block", block);
		return event(start);
	}

	private List<String> textTokens() {
		return SimulatedReply.tokens(this.answer.text())
			.stream()
			.map((token) -> blockDelta(0, typed("text_delta").put("text", token)))
			.toList();
	}

	private static String blockDelta(int index, ObjectNode delta) {
		ObjectNode event = typed("content_block_delta").put("index", index);
		event.set("delta", delta);
		return event(event);
	}

	private static void addToolCall(List<String> tokens, int index, SimulatedToolCall call) {
		String start = blockStart(index, toolBlock(call, object()));
		tokens.add((index > 0) ? blockStop(index - 1) + start : start);
		for (String part : call.parts()) {
			tokens.add(blockDelta(index, typed("input_json_delta").put("partial_json", part)));
		}
	}

	private static String blockStop(int index) {
		return event(typed("content_block_stop").put("index", index));
	}

	private List<String> closing(int blocks) {
		List<String> closing = new ArrayList<>();
		if (blocks > 0) {
			closing.add(blockStop(blocks - 1));
		}
		closing.add(messageDelta());
		closing.add(event(typed("message_stop")));
		return closing;
	}

	private String messageDelta() {
		ObjectNode event = typed("message_delta");
		event.putObject("delta").put("stop_reason", stopReason()).putNull("stop_sequence");
		putOutput(event.putObject("usage"), this.answer.usage().output());
		return event(event);
	}

	private static ObjectNode typed(String type) {
		return object().put("type", type);
	}

	private static ObjectNode object() {
		return JsonMapper.shared().createObjectNode();
	}

}
