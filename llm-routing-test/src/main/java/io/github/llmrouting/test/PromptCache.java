package io.github.llmrouting.test;

/**
 * What a simulated provider remembers of the prompts that it read. Thread-safe.
 */
interface PromptCache {

	/** Tokens below which vendors cache nothing. */
	int SMALLEST = 1024;

	/**
	 * Reads a prompt: takes from the cache what is there, adds what is not.
	 * @param usage usage that says nothing of the cache
	 * @return usage with the tokens read from the cache and written to it
	 */
	ReplyUsage bill(RecordedRequest request, ReplyUsage usage);

	/** Forgets all prompts. */
	void clear();

	/** Returns a cache that never remembers. */
	static PromptCache none() {
		return new PromptCache() {

			@Override
			public ReplyUsage bill(RecordedRequest request, ReplyUsage usage) {
				return usage;
			}

			@Override
			public void clear() {
				// There is nothing to forget
			}

		};
	}

}
