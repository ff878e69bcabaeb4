package io.github.llmrouting;

import com.fasterxml.jackson.annotation.JsonIgnore;

import org.springframework.ai.chat.metadata.Usage;
import org.springframework.util.Assert;

/**
 * Tokens that one answer cost, as the provider billed them, in classes that do not
 * overlap. What a vendor does not tell apart is counted in the plainer class: audio in
 * {@code input}, reasoning in {@code output}. Is its own Spring AI {@link Usage}, which
 * knows totals. A sum beyond the type's range is the largest number: a provider's absurd
 * count must not cost the caller the answer.
 *
 * @param input tokens read at full price, at least 0
 * @param cachedInput tokens read from the provider's prompt cache, at least 0
 * @param cacheWrite5m tokens written to a prompt cache for five minutes, or for a time
 * that the vendor does not tell, at least 0
 * @param cacheWrite1h tokens written to a prompt cache for an hour, at least 0
 * @param audioInput tokens of sound read at full price, at least 0
 * @param output tokens written, reasoning and sound left out, at least 0
 * @param reasoning tokens thought before writing, billed like output, at least 0
 * @param audioOutput tokens of sound written, at least 0
 * @param estimated whether the numbers are ours because the provider gave none
 */
public record TokenUsage(long input, long cachedInput, long cacheWrite5m, long cacheWrite1h, long audioInput,
		long output, long reasoning, long audioOutput, boolean estimated) implements Usage {

	public TokenUsage {
		requireNotNegative("input", input);
		requireNotNegative("cachedInput", cachedInput);
		requireNotNegative("cacheWrite5m", cacheWrite5m);
		requireNotNegative("cacheWrite1h", cacheWrite1h);
		requireNotNegative("audioInput", audioInput);
		requireNotNegative("output", output);
		requireNotNegative("reasoning", reasoning);
		requireNotNegative("audioOutput", audioOutput);
	}

	/** Creates a usage without sound. */
	public TokenUsage(long input, long cachedInput, long cacheWrite5m, long cacheWrite1h, long output, long reasoning,
			boolean estimated) {
		this(input, cachedInput, cacheWrite5m, cacheWrite1h, 0, output, reasoning, 0, estimated);
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
		return new TokenUsage(this.input, this.cachedInput, this.cacheWrite5m, this.cacheWrite1h, this.audioInput,
				this.output, this.reasoning, this.audioOutput, true);
	}

	/**
	 * Returns this usage, with as many tokens more in {@code output} as it takes for all
	 * tokens written to be so many.
	 */
	public TokenUsage withTotalOutputOfAtLeast(long tokens) {
		return (totalOutput() >= tokens) ? this
				: new TokenUsage(this.input, this.cachedInput, this.cacheWrite5m, this.cacheWrite1h, this.audioInput,
						tokens - this.reasoning - this.audioOutput, this.reasoning, this.audioOutput, this.estimated);
	}

	/** Returns the sum, class by class; estimated if either is. */
	public TokenUsage plus(TokenUsage other) {
		return new TokenUsage(sum(this.input, other.input), sum(this.cachedInput, other.cachedInput),
				sum(this.cacheWrite5m, other.cacheWrite5m), sum(this.cacheWrite1h, other.cacheWrite1h),
				sum(this.audioInput, other.audioInput), sum(this.output, other.output),
				sum(this.reasoning, other.reasoning), sum(this.audioOutput, other.audioOutput),
				this.estimated || other.estimated);
	}

	/** Returns all tokens read: full price, cached, written to a cache, and sound. */
	public long totalInput() {
		return sum(sum(sum(this.input, this.cachedInput), sum(this.cacheWrite5m, this.cacheWrite1h)), this.audioInput);
	}

	/** Returns all tokens written, reasoning and sound included. */
	public long totalOutput() {
		return sum(sum(this.output, this.reasoning), this.audioOutput);
	}

	private static long sum(long tokens, long more) {
		long sum = tokens + more;
		return (sum >= 0) ? sum : Long.MAX_VALUE;
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
	public Integer getTotalTokens() {
		return clamped(sum(totalInput(), totalOutput()));
	}

	@Override
	public Long getCacheReadInputTokens() {
		return this.cachedInput;
	}

	@Override
	public Long getCacheWriteInputTokens() {
		return sum(this.cacheWrite5m, this.cacheWrite1h);
	}

	/** Returns this usage; left out of JSON, which it would make endless. */
	@Override
	@JsonIgnore
	public Object getNativeUsage() {
		return this;
	}

	private static int clamped(long tokens) {
		return (int) Math.min(tokens, Integer.MAX_VALUE);
	}

}
