package io.github.llmrouting.provider;

import java.util.List;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * What a provider tells of an answer beside its content.
 *
 * @param id the provider's id of the answer, empty if it gives none
 * @param model the model that the provider says it used, empty if it does not say
 * @param finishReason why the answer ended
 * @param usage tokens as billed, or {@code null} if the provider gave none
 * @param serviceTier the tier in which the provider says it worked, such as {@code flex},
 * empty if it does not say; it decides the price
 * @param dropped options of the request that the provider cannot express and that were
 * left out
 */
public record AnswerFacts(String id, String model, FinishReason finishReason, @Nullable TokenUsage usage,
		String serviceTier, List<String> dropped) {

	public AnswerFacts {
		dropped = List.copyOf(dropped);
	}

	/** Creates the facts of an answer of a provider that does not speak of tiers. */
	public AnswerFacts(String id, String model, FinishReason finishReason, @Nullable TokenUsage usage,
			List<String> dropped) {
		this(id, model, finishReason, usage, "", dropped);
	}

}
