package io.github.llmrouting.provider.anthropic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.WireJson;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;

/**
 * Reads one whole answer. Blocks of unknown types are ignored.
 */
final class AnthropicAnswerReader {

	private final StringBuilder text = new StringBuilder();

	private final StringBuilder reasoning = new StringBuilder();

	private final List<ToolCall> toolCalls = new ArrayList<>();

	private final AnthropicThinking thinking = new AnthropicThinking(Integer.MAX_VALUE);

	private int blocks;

	private AnthropicAnswerReader() {
	}

	/**
	 * Returns what the JSON of an answer says.
	 * @param message the JSON
	 * @param dropped what was left out of the request
	 * @throws ProviderException with {@link Unreadable} if it is not what the API says
	 */
	static ProviderAnswer read(JsonNode message, List<String> dropped) {
		AnthropicAnswerReader reader = new AnthropicAnswerReader();
		JsonNode content = message.path("content");
		if (!content.isArray()) {
			throw AnthropicJson.unreadable("an answer without the array 'content'");
		}
		content.forEach(reader::readBlock);
		return reader.answer(facts(message, dropped));
	}

	private void readBlock(JsonNode block) {
		this.thinking.start(this.blocks++, block);
		switch (AnthropicJson.text(block, "type")) {
			case "text" -> this.text.append(AnthropicJson.text(block, "text"));
			case "thinking" -> this.reasoning.append(AnthropicJson.text(block, "thinking"));
			case "tool_use" -> this.toolCalls.add(toolCall(block));
			default -> {
				// Blocks of server tools have no place in an answer
			}
		}
	}

	private static ToolCall toolCall(JsonNode block) {
		return new ToolCall(AnthropicJson.text(block, "id"), "function", AnthropicJson.text(block, "name"),
				WireJson.writeText(AnthropicJson.object(block, "input")));
	}

	private static AnswerFacts facts(JsonNode message, List<String> dropped) {
		return new AnswerFacts(message.path("id").stringValue(""), message.path("model").stringValue(""),
				AnthropicStopReasons.of(message.path("stop_reason").stringValue("")),
				AnthropicUsageReader.read(message.path("usage")),
				AnthropicUsageReader.serviceTier(message.path("usage")), dropped);
	}

	private ProviderAnswer answer(AnswerFacts facts) {
		if (isEmpty() && !AnthropicStopReasons.cutsOff(facts.finishReason())) {
			throw AnthropicJson.unreadable("an empty answer");
		}
		String text = this.text.isEmpty() ? null : this.text.toString();
		return new ProviderAnswer(ChatResponses.whole(facts, text, this.toolCalls, properties()), facts);
	}

	private Map<String, Object> properties() {
		Map<String, Object> properties = new HashMap<>();
		if (!this.reasoning.isEmpty()) {
			properties.put(ChatResponses.REASONING, this.reasoning.toString());
		}
		properties.putAll(this.thinking.properties(!this.toolCalls.isEmpty()));
		return properties;
	}

	private boolean isEmpty() {
		return this.text.isEmpty() && this.reasoning.isEmpty() && this.toolCalls.isEmpty();
	}

}
