package io.github.llmrouting.provider.gemini;

import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what an answer cost. Gemini counts cached tokens and sound among the prompt's,
 * the results of its own tools beside them, and thoughts beside the candidates'. What is
 * 0 it leaves out.
 */
final class GeminiUsage {

	/** No answer has more of anything; larger numbers are errors that must not spread. */
	private static final long MAX = Integer.MAX_VALUE;

	private GeminiUsage() {
	}

	/**
	 * Reads the usage of an answer or a chunk.
	 * @return {@code null} if it tells none
	 */
	static @Nullable TokenUsage read(JsonNode chunk) {
		JsonNode usage = chunk.path("usageMetadata");
		boolean counts = usage.path("promptTokenCount").isNumber() || usage.path("candidatesTokenCount").isNumber()
				|| usage.path("totalTokenCount").isNumber();
		return counts ? usage(usage) : null;
	}

	private static TokenUsage usage(JsonNode usage) {
		long input = number(usage, "promptTokenCount") + number(usage, "toolUsePromptTokenCount");
		long cached = Math.min(number(usage, "cachedContentTokenCount"), input);
		long sound = Math.min(sound(usage.path("promptTokensDetails")), input - cached);
		long output = number(usage, "candidatesTokenCount");
		long spoken = Math.min(sound(usage.path("candidatesTokensDetails")), output);
		return new TokenUsage(input - cached - sound, cached, 0, 0, sound, output - spoken,
				number(usage, "thoughtsTokenCount"), spoken, false);
	}

	private static long sound(JsonNode details) {
		long tokens = 0;
		for (JsonNode detail : details) {
			tokens += detail.path("modality").stringValue("").equals("AUDIO") ? number(detail, "tokenCount") : 0;
		}
		return tokens;
	}

	private static long number(JsonNode usage, String name) {
		JsonNode number = usage.path(name);
		return number.isNumber() ? Math.max(0, Math.min(MAX, number.asLong(0))) : 0;
	}

}
