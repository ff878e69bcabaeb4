package io.github.llmrouting.provider.ollama;

import java.util.List;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads how an answer ended, from the answer itself or from the last line of a stream.
 */
final class OllamaEnd {

	/** No answer has more tokens; larger numbers are errors that must not spread. */
	private static final double MAX_TOKENS = Integer.MAX_VALUE;

	private OllamaEnd() {
	}

	/** Returns whether the answer is at its end. */
	static boolean isDone(JsonNode answer) {
		return answer.path("done").booleanValue(false);
	}

	/**
	 * Returns why the answer ended. An answer of tool calls ends with {@code stop}, too.
	 * @return {@code null} if there is no reason, which is how Ollama says that it lost
	 * the model within the answer
	 */
	static @Nullable FinishReason reason(JsonNode answer, boolean hasToolCalls) {
		return switch (answer.path("done_reason").stringValue("")) {
			case "" -> null;
			case "stop" -> hasToolCalls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
			case "length" -> FinishReason.LENGTH;
			default -> FinishReason.OTHER;
		};
	}

	/** Returns the failure of an answer that does not say why it ended. */
	static ProviderException withoutReason() {
		return new ProviderException(new Interrupted("the answer ended without a reason"));
	}

	static AnswerFacts facts(JsonNode answer, FinishReason reason, List<String> dropped) {
		return new AnswerFacts("", answer.path("model").stringValue(""), reason, usage(answer), dropped);
	}

	/** A count that is 0 is left out. Neither caching nor reasoning is told apart. */
	private static TokenUsage usage(JsonNode answer) {
		return TokenUsage.of(tokens(answer, "prompt_eval_count"), tokens(answer, "eval_count"));
	}

	private static long tokens(JsonNode answer, String name) {
		double count = answer.path(name).doubleValue(0);
		return (long) Math.max(0, Math.min(count, MAX_TOKENS));
	}

}
