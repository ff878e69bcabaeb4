package io.github.llmrouting.provider.faults;

import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ProviderFailure;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param text what was delivered
 * @param facts of the answer, or {@code null} if there is none
 * @param failure why there is no answer, or {@code null} if there is one
 */
record Outcome(String text, @Nullable AnswerFacts facts, @Nullable ProviderFailure failure) {

	/** Returns the failure's name, or that there is an answer. */
	String name() {
		return (this.failure != null) ? this.failure.getClass().getSimpleName() : "answer";
	}

}
