package io.github.llmrouting.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one answer as an OpenAI chat completion or its chunks.
 */
final class OpenAiAnswers {

	private static final String EVENTS = "text/event-stream";

	private static final long CREATED = 1741569952;

	private final Answer answer;

	private final boolean usageInStream;

	OpenAiAnswers(Answer answer) {
		this.answer = answer;
		this.usageInStream = answer.request().json().path("stream_options").path("include_usage").booleanValue(false);
	}

	static String event(String data) {
		return "data: " + data + "\n\n";
	}

	static AnswerStream events(List<String> documents) {
		return new AnswerStream(EVENTS, List.of(), documents.stream().map(OpenAiAnswers::event).toList(), List.of());
	}

	String body() {
		ObjectNode body = head("chat.completion");
		ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
		choice.set("message", message());
		choice.putNull("logprobs").put("finish_reason", finishReason());
		if (!this.answer.has(SimulatedQuirk.NO_USAGE)) {
			body.set("usage", usage());
		}
		String tier = this.answer.serviceTier();
		return body.put("service_tier", (tier != null) ? tier : "default").toString();
	}

	private ObjectNode head(String object) {
		return object().put("id", "chatcmpl-" + this.answer.number())
			.put("object", object)
			.put("created", CREATED)
			.put("model", this.answer.model());
	}

	private ObjectNode message() {
		boolean silent = this.answer.text().isEmpty() && !this.answer.toolCalls().isEmpty();
		ObjectNode message = object().put("role", "assistant")
			.put("content", silent ? null : this.answer.text())
			.putNull("refusal");
		if (!this.answer.thinking().isEmpty()) {
			message.put("reasoning_content", this.answer.thinking());
		}
		message.putArray("annotations");
		if (!this.answer.toolCalls().isEmpty()) {
			ArrayNode calls = message.putArray("tool_calls");
			this.answer.toolCalls().forEach((call) -> calls.add(describe(object(), call, call.arguments())));
		}
		return message;
	}

	private static ObjectNode describe(ObjectNode node, SimulatedToolCall call, String arguments) {
		node.put("id", call.id()).put("type", "function");
		node.putObject("function").put("name", call.name()).put("arguments", arguments);
		return node;
	}

	private String finishReason() {
		return this.answer.finishReasonOr(this.answer.toolCalls().isEmpty() ? "stop" : "tool_calls");
	}

	private ObjectNode usage() {
		ReplyUsage billed = this.answer.usage();
		ObjectNode usage = object().put("prompt_tokens", billed.input())
			.put("completion_tokens", billed.output())
			.put("total_tokens", billed.total());
		ObjectNode prompt = usage.putObject("prompt_tokens_details").put("cached_tokens", billed.cachedInput());
		if (billed.written() > 0) {
			prompt.put("cache_write_tokens", billed.written());
		}
		prompt.put("audio_tokens", 0);
		usage.putObject("completion_tokens_details")
			.put("reasoning_tokens", billed.reasoning())
			.put("audio_tokens", 0)
			.put("accepted_prediction_tokens", 0)
			.put("rejected_prediction_tokens", 0);
		return usage;
	}

	AnswerStream stream() {
		ObjectNode first = object().put("role", "assistant").put("content", "");
		List<String> closing = new ArrayList<>();
		closing.add(chunk(object(), finishReason()));
		if (this.usageInStream && !this.answer.has(SimulatedQuirk.NO_USAGE)) {
			closing.addAll(Collections.nCopies(this.answer.has(SimulatedQuirk.USAGE_TWICE) ? 2 : 1, usageChunk()));
		}
		closing.add(event("[DONE]"));
		return new AnswerStream(EVENTS, List.of(chunk(first, null)), tokens(), closing);
	}

	private List<String> tokens() {
		List<String> tokens = new ArrayList<>();
		for (String token : SimulatedReply.tokens(this.answer.thinking())) {
			tokens.add(chunk(object().put("reasoning_content", token), null));
		}
		for (String token : SimulatedReply.tokens(this.answer.text())) {
			tokens.add(chunk(object().put("content", token), null));
		}
		for (int index = 0; index < this.answer.toolCalls().size(); index++) {
			addToolCall(tokens, index, this.answer.toolCalls().get(index));
		}
		return tokens;
	}

	private void addToolCall(List<String> tokens, int index, SimulatedToolCall call) {
		tokens.add(toolChunk(describe(object().put("index", index), call, "")));
		for (String part : call.parts()) {
			ObjectNode delta = object().put("index", index);
			delta.putObject("function").put("arguments", part);
			tokens.add(toolChunk(delta));
		}
	}

	private String toolChunk(JsonNode call) {
		ObjectNode delta = object();
		delta.putArray("tool_calls").add(call);
		return chunk(delta, null);
	}

	private String chunk(ObjectNode delta, @Nullable String finishReason) {
		ObjectNode chunk = head("chat.completion.chunk");
		ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
		choice.set("delta", delta);
		choice.put("finish_reason", finishReason);
		if (this.usageInStream) {
			chunk.putNull("usage");
		}
		return event(tiered(chunk).put("obfuscation", "x8").toString());
	}

	/** A stream names its tier only when one was chosen. */
	private ObjectNode tiered(ObjectNode chunk) {
		String tier = this.answer.serviceTier();
		return (tier != null) ? chunk.put("service_tier", tier) : chunk;
	}

	private String usageChunk() {
		ObjectNode chunk = head("chat.completion.chunk");
		chunk.putArray("choices");
		chunk.set("usage", usage());
		return event(tiered(chunk).toString());
	}

	private static ObjectNode object() {
		return JsonMapper.shared().createObjectNode();
	}

}
