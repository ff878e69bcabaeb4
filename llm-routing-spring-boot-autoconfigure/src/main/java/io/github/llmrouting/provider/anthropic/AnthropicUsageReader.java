package io.github.llmrouting.provider.anthropic;

import java.util.Set;

import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads tokens as Anthropic bills them: {@code input_tokens} leaves out what was read
 * from or written to the prompt cache, {@code output_tokens} includes thinking. A number
 * that cannot be true is brought into range, one that is no number counts as 0.
 */
final class AnthropicUsageReader {

	private static final double MAX = 1_000_000_000;

	private static final Set<String> FIELDS = Set.of("input_tokens", "cache_read_input_tokens",
			"cache_creation_input_tokens", "cache_creation", "output_tokens", "output_tokens_details", "service_tier");

	private AnthropicUsageReader() {
	}

	/** Returns whether a field of the usage counts: only those are worth keeping. */
	static boolean reads(String field) {
		return FIELDS.contains(field);
	}

	/** Returns the usage, or {@code null} if there is none. */
	static @Nullable TokenUsage read(JsonNode usage) {
		if (!usage.isObject() || usage.isEmpty()) {
			return null;
		}
		long written = cacheWrite(usage);
		long writtenForAnHour = Math.min(written, tokens(usage.path("cache_creation"), "ephemeral_1h_input_tokens"));
		long output = tokens(usage, "output_tokens");
		long reasoning = Math.min(output, tokens(usage.path("output_tokens_details"), "thinking_tokens"));
		return new TokenUsage(tokens(usage, "input_tokens"), tokens(usage, "cache_read_input_tokens"),
				written - writtenForAnHour, writtenForAnHour, output - reasoning, reasoning, false);
	}

	/** Returns the tier in which the answer was written, empty if it is not told. */
	static String serviceTier(JsonNode usage) {
		return usage.path("service_tier").stringValue("");
	}

	/**
	 * The sum is newer than its parts where an event of a stream repeats only the sum.
	 */
	private static long cacheWrite(JsonNode usage) {
		JsonNode parts = usage.path("cache_creation");
		return usage.path("cache_creation_input_tokens").isNumber() ? tokens(usage, "cache_creation_input_tokens")
				: tokens(parts, "ephemeral_5m_input_tokens") + tokens(parts, "ephemeral_1h_input_tokens");
	}

	private static long tokens(JsonNode counts, String field) {
		double count = counts.path(field).doubleValue(0);
		return (long) Math.max(0, Math.min(count, MAX));
	}

}
