package io.github.llmrouting.provider;

import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatResponse;

/** What a provider's stream brings. */
public sealed interface ProviderChunk {

	/**
	 * What was written since the chunk before: text, reasoning or whole tool calls.
	 *
	 * @param response never without content
	 * @param told what the provider said up to here that the answer costs, or
	 * {@code null} if it said nothing new: what is known of a stream that breaks off
	 */
	record Content(ChatResponse response, @Nullable TokenUsage told) implements ProviderChunk {

		/** Creates a chunk with which the provider said nothing of costs. */
		public Content(ChatResponse response) {
			this(response, null);
		}

		/** Returns the same content with what the provider said that it costs. */
		public Content telling(@Nullable TokenUsage usage) {
			return (usage != null) ? new Content(this.response, usage) : this;
		}

		/** Returns no content: it does not belong in logs. */
		@Override
		public String toString() {
			return "Content";
		}

	}

	/**
	 * A sign that the model is writing something that is not whole yet, such as the
	 * arguments of a tool call. Pings and role announcements are not progress.
	 *
	 * @param tokens estimate of what was written since the chunk before, at least 0
	 */
	record Progress(long tokens) implements ProviderChunk {
	}

	/**
	 * The end of a complete answer, as the vendor marks it.
	 *
	 * @param facts what is known of the answer
	 */
	record End(AnswerFacts facts) implements ProviderChunk {
	}

}
