package io.github.llmrouting.provider.ollama;

import java.util.List;
import java.util.Map;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;

/** Reads a whole answer. */
final class OllamaAnswerReader {

	private OllamaAnswerReader() {
	}

	/**
	 * Returns what the JSON of an answer says.
	 * @param answer the JSON
	 * @param dropped what was left out of the request
	 * @throws ProviderException with {@link Unreadable} if it is not what the API says,
	 * or with {@link Interrupted} if it does not say why it ended
	 */
	static ProviderAnswer read(JsonNode answer, List<String> dropped) {
		OllamaMessage message = OllamaMessage.of(answer);
		OllamaToolCalls toolCalls = new OllamaToolCalls(Integer.MAX_VALUE);
		toolCalls.add(message);
		FinishReason reason = OllamaEnd.reason(answer, !toolCalls.isEmpty());
		if (!OllamaEnd.isDone(answer)) {
			throw OllamaMessage.unreadable("an answer without an end");
		}
		if (reason == null) {
			throw OllamaEnd.withoutReason();
		}
		if (message.isEmpty() && toolCalls.isEmpty() && reason != FinishReason.LENGTH) {
			throw OllamaMessage.unreadable("an empty answer");
		}
		return answer(OllamaEnd.facts(answer, reason, dropped), message, toolCalls.all());
	}

	private static ProviderAnswer answer(AnswerFacts facts, OllamaMessage message, List<ToolCall> toolCalls) {
		String text = message.text().isEmpty() ? null : message.text();
		Map<String, Object> properties = message.reasoning().isEmpty() ? Map.of()
				: Map.of(ChatResponses.REASONING, message.reasoning());
		return new ProviderAnswer(ChatResponses.whole(facts, text, toolCalls, properties), facts);
	}

}
