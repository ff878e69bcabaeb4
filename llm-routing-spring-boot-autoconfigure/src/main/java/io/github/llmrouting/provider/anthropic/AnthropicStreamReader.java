package io.github.llmrouting.provider.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.TokenEstimate;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.ServerSentEvent;
import io.github.llmrouting.provider.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.http.HttpHeaders;

/**
 * Reads the events of one stream. Tool calls are held back until {@code message_stop}:
 * only the stop reason tells whether arguments that are no JSON were cut off, by the
 * token limit or a refusal, in which case the call is left out, or are an error. Events
 * and deltas of unknown types are ignored. Not thread-safe; one reader reads one stream.
 */
final class AnthropicStreamReader {

	private static final int NO_INDEX = -1;

	private final AnthropicFailureClassifier classifier;

	private final List<String> dropped;

	private final AnthropicThinking thinking;

	private final Map<Integer, AnthropicToolUse> toolUses = new LinkedHashMap<>();

	private final ObjectNode usage = WireJson.object();

	private String id = "";

	private String model = "";

	private FinishReason finishReason = FinishReason.OTHER;

	private boolean hasContent;

	private final int maxLength;

	private int toolUseLength;

	/**
	 * Creates a reader.
	 * @param classifier knows what errors within the stream mean
	 * @param dropped what was left out of the request
	 * @param maxLength most characters of all tool calls together, and of all thinking
	 */
	AnthropicStreamReader(AnthropicFailureClassifier classifier, List<String> dropped, int maxLength) {
		this.classifier = classifier;
		this.dropped = dropped;
		this.maxLength = maxLength;
		this.thinking = new AnthropicThinking(maxLength);
	}

	/**
	 * Returns what an event brings, often nothing.
	 * @throws ProviderException with {@link Unreadable} if it is not what the API says,
	 * or with whatever an error event says
	 */
	List<ProviderChunk> read(ServerSentEvent event) {
		if (event.data().isBlank()) {
			return List.of();
		}
		JsonNode json = WireJson.read(event.data());
		ProviderFailure failure = this.classifier.classifyAnswer(HttpHeaders.EMPTY, json);
		if (failure != null) {
			throw new ProviderException(failure);
		}
		return switch (AnthropicJson.text(json, "type")) {
			case "message_start" -> startMessage(AnthropicJson.object(json, "message"));
			case "content_block_start" -> startBlock(index(json), AnthropicJson.object(json, "content_block"));
			case "content_block_delta" -> continueBlock(index(json), AnthropicJson.object(json, "delta"));
			case "message_delta" -> continueMessage(json);
			case "message_stop" -> stopMessage();
			default -> List.of();
		};
	}

	private static int index(JsonNode json) {
		return json.path("index").intValue(NO_INDEX);
	}

	private List<ProviderChunk> startMessage(JsonNode message) {
		this.id = message.path("id").stringValue("");
		this.model = message.path("model").stringValue("");
		readUsage(message.path("usage"));
		return List.of();
	}

	/** Counts are cumulative: a later one takes the place of an earlier one. */
	private void readUsage(JsonNode usage) {
		for (Entry<String, JsonNode> count : usage.properties()) {
			if (!count.getValue().isNull() && AnthropicUsageReader.reads(count.getKey())) {
				this.usage.set(count.getKey(), count.getValue());
			}
		}
	}

	private List<ProviderChunk> startBlock(int index, JsonNode block) {
		this.thinking.start(index, block);
		return switch (AnthropicJson.text(block, "type")) {
			case "text" -> text(block.path("text").stringValue(""));
			case "thinking" -> reasoning(block.path("thinking").stringValue(""));
			case "tool_use" -> startToolUse(index, block);
			default -> List.of();
		};
	}

	private List<ProviderChunk> startToolUse(int index, JsonNode block) {
		AnthropicToolUse toolUse = AnthropicToolUse.of(block);
		reserve(toolUse.length());
		this.toolUses.put(index, toolUse);
		return List.of();
	}

	private void reserve(int added) {
		if (added > this.maxLength - this.toolUseLength) {
			throw AnthropicJson.unreadable("tool calls of more than " + this.maxLength + " characters");
		}
		this.toolUseLength += added;
	}

	private List<ProviderChunk> continueBlock(int index, JsonNode delta) {
		this.thinking.append(index, delta);
		return switch (AnthropicJson.text(delta, "type")) {
			case "text_delta" -> text(AnthropicJson.text(delta, "text"));
			case "thinking_delta" -> reasoning(AnthropicJson.text(delta, "thinking"));
			case "input_json_delta" -> input(index, AnthropicJson.text(delta, "partial_json"));
			default -> List.of();
		};
	}

	private List<ProviderChunk> text(String text) {
		return text.isEmpty() ? List.of() : content(ChatResponses.text(this.id, this.model, text));
	}

	private List<ProviderChunk> reasoning(String text) {
		return text.isEmpty() ? List.of() : content(ChatResponses.reasoning(this.id, this.model, text));
	}

	/** The first content tells what the input costs, which came before it. */
	private List<ProviderChunk> content(ProviderChunk.Content chunk) {
		TokenUsage told = this.hasContent ? null : AnthropicUsageReader.read(this.usage);
		this.hasContent = true;
		return List.of(chunk.telling(told));
	}

	private List<ProviderChunk> input(int index, String part) {
		AnthropicToolUse toolUse = this.toolUses.get(index);
		if (toolUse != null) {
			reserve(part.length());
			toolUse.append(part);
		}
		return part.isEmpty() ? List.of() : List.of(new ProviderChunk.Progress(TokenEstimate.text(part)));
	}

	private List<ProviderChunk> continueMessage(JsonNode json) {
		JsonNode stopReason = json.path("delta").path("stop_reason");
		if (stopReason.isString()) {
			this.finishReason = AnthropicStopReasons.of(stopReason.stringValue());
		}
		readUsage(json.path("usage"));
		return List.of();
	}

	private List<ProviderChunk> stopMessage() {
		List<ProviderChunk> chunks = new ArrayList<>(2);
		List<ToolCall> toolCalls = toolCalls();
		Map<String, Object> thoughts = this.thinking.properties(!toolCalls.isEmpty());
		if (!toolCalls.isEmpty() || (this.hasContent && !thoughts.isEmpty())) {
			chunks.addAll(content(ChatResponses.toolCalls(this.id, this.model, toolCalls, thoughts)));
		}
		if (!this.hasContent && !AnthropicStopReasons.cutsOff(this.finishReason)) {
			throw AnthropicJson.unreadable("an empty answer");
		}
		chunks.add(new ProviderChunk.End(new AnswerFacts(this.id, this.model, this.finishReason,
				AnthropicUsageReader.read(this.usage), AnthropicUsageReader.serviceTier(this.usage), this.dropped)));
		return chunks;
	}

	private List<ToolCall> toolCalls() {
		boolean cutOff = AnthropicStopReasons.cutsOff(this.finishReason);
		return this.toolUses.values()
			.stream()
			.filter((toolUse) -> !cutOff || toolUse.isWhole())
			.map(AnthropicToolUse::toolCall)
			.toList();
	}

}
