package io.github.llmrouting.provider;

import org.springframework.ai.chat.model.ChatResponse;

/** What a provider's stream brings. */
public sealed interface ProviderChunk {

	/**
	 * What was written since the chunk before: text, reasoning or whole tool calls.
	 *
	 * @param response never without content
	 */
	record Content(ChatResponse response) implements ProviderChunk {

		/** Returns no content: it does not belong in logs. */
		@Override
		public String toString() {
			return "Content";
		}

	}

	/**
	 * A sign that the model is writing something that is not whole yet, such as the
	 * arguments of a tool call. Pings and role announcements are not progress.
	 */
	record Progress() implements ProviderChunk {

		/** The only one that is needed. */
		public static final Progress INSTANCE = new Progress();

	}

	/**
	 * The end of a complete answer, as the vendor marks it.
	 *
	 * @param facts what is known of the answer
	 */
	record End(AnswerFacts facts) implements ProviderChunk {
	}

}
