package io.github.llmrouting.provider;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * A whole answer of a provider.
 *
 * @param response the answer in Spring AI's form, metadata included
 * @param facts what is known of it
 */
public record ProviderAnswer(ChatResponse response, AnswerFacts facts) {

	/** Returns the facts without the answer: content does not belong in logs. */
	@Override
	public String toString() {
		return "ProviderAnswer[" + this.facts + "]";
	}

}
