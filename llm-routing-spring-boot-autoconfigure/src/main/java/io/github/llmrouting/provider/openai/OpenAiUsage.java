package io.github.llmrouting.provider.openai;

import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what an answer cost. OpenAI counts cached and cache-writing tokens among the
 * prompt's, reasoning among the completion's, and sound among both. At xAI reasoning
 * comes on top of the completion, which shows in the total [1].
 * <p>
 * [1] https://docs.x.ai/docs/key-information/consumption-and-rate-limits, as
 * github.com/vercel/ai/pull/12425 quotes it, read in November 2026.
 */
final class OpenAiUsage {

	/** No answer has more of anything; larger numbers are errors that must not spread. */
	private static final long MAX = Integer.MAX_VALUE;

	private OpenAiUsage() {
	}

	/**
	 * Reads the usage of an answer or a chunk.
	 * @param answer the JSON that holds the field {@code usage}, or {@code x_groq.usage}
	 * in streams of Groq
	 * @return {@code null} if it tells none
	 */
	static @Nullable TokenUsage read(JsonNode answer) {
		JsonNode usage = answer.path("usage");
		JsonNode told = usage.isObject() ? usage : answer.path("x_groq").path("usage");
		boolean counts = told.path("prompt_tokens").isNumber() || told.path("completion_tokens").isNumber();
		return counts ? usage(told) : null;
	}

	private static TokenUsage usage(JsonNode usage) {
		JsonNode details = usage.path("prompt_tokens_details");
		long prompt = number(usage, "prompt_tokens");
		long cached = Math.min(cached(usage, details), prompt);
		long cacheWrite = Math.min(number(details, "cache_write_tokens"), prompt - cached);
		long completion = number(usage, "completion_tokens");
		long thought = number(usage.path("completion_tokens_details"), "reasoning_tokens");
		boolean onTop = number(usage, "total_tokens") == prompt + completion + thought;
		long reasoning = onTop ? thought : Math.min(thought, completion);
		long heard = Math.min(number(details, "audio_tokens"), prompt - cached - cacheWrite);
		long output = onTop ? completion : completion - reasoning;
		long spoken = Math.min(number(usage.path("completion_tokens_details"), "audio_tokens"), output);
		return new TokenUsage(prompt - cached - cacheWrite - heard, cached, cacheWrite, 0, heard, output - spoken,
				reasoning, spoken, false);
	}

	/** The latter two names are DeepSeek's and Moonshot's. */
	private static long cached(JsonNode usage, JsonNode details) {
		return Math.max(number(details, "cached_tokens"),
				Math.max(number(usage, "prompt_cache_hit_tokens"), number(usage, "cached_tokens")));
	}

	private static long number(JsonNode node, String name) {
		JsonNode number = node.path(name);
		return number.isNumber() ? Math.max(0, Math.min(MAX, number.asLong(0))) : 0;
	}

}
