package io.github.llmrouting.provider.gemini;

import java.util.List;
import java.util.Map;

import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import tools.jackson.databind.JsonNode;

/** Reads a whole answer. */
final class GeminiAnswerReader {

	private GeminiAnswerReader() {
	}

	/**
	 * Reads an answer.
	 * @param json the answer
	 * @param dropped what was left out of the request
	 * @throws ProviderException with {@link Unreadable} if it is no answer
	 */
	static ProviderAnswer read(JsonNode json, List<String> dropped) {
		if (!json.has("candidates") && !json.has("promptFeedback")) {
			throw new ProviderException(new Unreadable("an answer without candidates"));
		}
		GeminiAnswer answer = new GeminiAnswer(dropped, Integer.MAX_VALUE);
		GeminiContent content = answer.add(json);
		AnswerFacts facts = answer.facts();
		Map<String, Object> properties = answer.properties();
		if (!content.reasoning().isEmpty()) {
			properties.put(ChatResponses.REASONING, content.reasoning());
		}
		return new ProviderAnswer(ChatResponses.whole(facts, content.text(), answer.toolCalls().calls(), properties),
				facts);
	}

}
