package io.github.llmrouting.test;

/**
 * Tokens that a simulated answer is billed for. {@link #UNKNOWN} stands for a number to
 * be computed from lengths.
 *
 * @param input tokens read, cached and cache-writing ones included
 * @param output tokens written, reasoning included
 * @param cachedInput tokens of the input read from the prompt cache
 * @param cacheWrite tokens of the input written to the prompt cache for the usual time
 * @param hourCacheWrite tokens of the input written to the prompt cache for an hour
 * @param reasoning tokens of the output spent on reasoning
 */
record ReplyUsage(long input, long output, long cachedInput, long cacheWrite, long hourCacheWrite, long reasoning) {

	static final long UNKNOWN = -1;

	static final ReplyUsage COMPUTED = new ReplyUsage(UNKNOWN, UNKNOWN, 0, 0, 0, 0);

	private static final int CHARACTERS_PER_TOKEN = 4;

	ReplyUsage withTotals(long input, long output) {
		requireNotNegative("input", input);
		requireNotNegative("output", output);
		return new ReplyUsage(input, output, this.cachedInput, this.cacheWrite, this.hourCacheWrite, this.reasoning);
	}

	ReplyUsage withCachedInput(long cachedInput) {
		requireNotNegative("cachedInput", cachedInput);
		return new ReplyUsage(this.input, this.output, cachedInput, this.cacheWrite, this.hourCacheWrite,
				this.reasoning);
	}

	ReplyUsage withCacheWrite(long cacheWrite) {
		requireNotNegative("cacheWrite", cacheWrite);
		return new ReplyUsage(this.input, this.output, this.cachedInput, cacheWrite, this.hourCacheWrite,
				this.reasoning);
	}

	ReplyUsage withHourCacheWrite(long hourCacheWrite) {
		requireNotNegative("hourCacheWrite", hourCacheWrite);
		return new ReplyUsage(this.input, this.output, this.cachedInput, this.cacheWrite, hourCacheWrite,
				this.reasoning);
	}

	ReplyUsage withReasoning(long reasoning) {
		requireNotNegative("reasoning", reasoning);
		return new ReplyUsage(this.input, this.output, this.cachedInput, this.cacheWrite, this.hourCacheWrite,
				reasoning);
	}

	private static void requireNotNegative(String name, long tokens) {
		if (tokens < 0) {
			throw new IllegalArgumentException(name + ": " + tokens + " (expected: >= 0)");
		}
	}

	/**
	 * Returns this usage with totals computed where unknown, at least as large as their
	 * parts.
	 */
	ReplyUsage computedFrom(int charactersRead, int charactersWritten) {
		long read = (this.input == UNKNOWN) ? tokens(charactersRead) : this.input;
		long spent = (this.output == UNKNOWN) ? tokens(charactersWritten) : this.output;
		return new ReplyUsage(Math.max(read, this.cachedInput + written()), Math.max(spent, this.reasoning),
				this.cachedInput, this.cacheWrite, this.hourCacheWrite, this.reasoning);
	}

	static long tokens(int characters) {
		return Math.max(1, characters / CHARACTERS_PER_TOKEN);
	}

	/** Returns the tokens of the input written to the prompt cache for any time. */
	long written() {
		return this.cacheWrite + this.hourCacheWrite;
	}

	/** Returns whether nothing was said about the input. */
	boolean leavesInputOpen() {
		return this.input == UNKNOWN && this.cachedInput == 0 && written() == 0;
	}

	long uncachedInput() {
		return this.input - this.cachedInput - written();
	}

	long total() {
		return this.input + this.output;
	}

}
