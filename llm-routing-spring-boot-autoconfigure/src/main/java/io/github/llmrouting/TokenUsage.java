package io.github.llmrouting;

import org.springframework.ai.chat.metadata.Usage;
import org.springframework.util.Assert;

/**
 * Tokens that one answer cost, as the provider billed them, in classes that do not
 * overlap. What a vendor does not tell apart is counted in the plainer class: audio and
 * reasoning in {@code input} and {@code output}. Is its own Spring AI {@link Usage},
 * which knows totals.
 *
 * @param input tokens read at full price, at least 0
 * @param cachedInput tokens read from the provider's prompt cache, at least 0
 * @param cacheWrite5m tokens written to a prompt cache for five minutes, or for a time
 * that the vendor does not tell, at least 0
 * @param cacheWrite1h tokens written to a prompt cache for an hour, at least 0
 * @param output tokens written, reasoning left out, at least 0
 * @param reasoning tokens thought before writing, billed like output, at least 0
 * @param estimated whether the numbers are ours because the provider gave none
 */
public record TokenUsage(long input, long cachedInput, long cacheWrite5m, long cacheWrite1h, long output,
		long reasoning, boolean estimated) implements Usage {

	public TokenUsage {
		requireNotNegative("input", input);
		requireNotNegative("cachedInput", cachedInput);
		requireNotNegative("cacheWrite5m", cacheWrite5m);
		requireNotNegative("cacheWrite1h", cacheWrite1h);
		requireNotNegative("output", output);
		requireNotNegative("reasoning", reasoning);
	}

	private static void requireNotNegative(String name, long value) {
		Assert.isTrue(value >= 0, () -> name + ": " + value + " (expected: >= 0)");
	}

	/** Returns a usage without caching and reasoning. */
	public static TokenUsage of(long input, long output) {
		return new TokenUsage(input, 0, 0, 0, output, 0, false);
	}

	/** Returns this usage marked as estimated by us. */
	public TokenUsage asEstimate() {
		return new TokenUsage(this.input, this.cachedInput, this.cacheWrite5m, this.cacheWrite1h, this.output,
				this.reasoning, true);
	}

	/** Returns the sum, class by class; estimated if either is. */
	public TokenUsage plus(TokenUsage other) {
		return new TokenUsage(this.input + other.input, this.cachedInput + other.cachedInput,
				this.cacheWrite5m + other.cacheWrite5m, this.cacheWrite1h + other.cacheWrite1h,
				this.output + other.output, this.reasoning + other.reasoning, this.estimated || other.estimated);
	}

	/** Returns all tokens read: full price, cached, and written to a cache. */
	public long totalInput() {
		return this.input + this.cachedInput + this.cacheWrite5m + this.cacheWrite1h;
	}

	/** Returns all tokens written, reasoning included. */
	public long totalOutput() {
		return this.output + this.reasoning;
	}

	@Override
	public Integer getPromptTokens() {
		return clamped(totalInput());
	}

	@Override
	public Integer getCompletionTokens() {
		return clamped(totalOutput());
	}

	@Override
	public Long getCacheReadInputTokens() {
		return this.cachedInput;
	}

	@Override
	public Long getCacheWriteInputTokens() {
		return this.cacheWrite5m + this.cacheWrite1h;
	}

	@Override
	public Object getNativeUsage() {
		return this;
	}

	private static int clamped(long tokens) {
		return (int) Math.min(tokens, Integer.MAX_VALUE);
	}

}
