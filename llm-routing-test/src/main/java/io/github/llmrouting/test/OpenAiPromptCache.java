package io.github.llmrouting.test;

import java.util.ArrayDeque;
import java.util.Deque;

import tools.jackson.databind.JsonNode;

/**
 * Caches prompts that carry a {@code prompt_cache_key} as OpenAI does: the longest prefix
 * shared with an earlier prompt of the same key and model counts, in whole steps of 128
 * tokens, from 1,024 on. Source: OpenAI's guide to prompt caching.
 */
final class OpenAiPromptCache implements PromptCache {

	private static final int STEP = 128;

	private static final int CAPACITY = 1000;

	/** Guarded by itself. */
	private final Deque<Prompt> newest = new ArrayDeque<>();

	@Override
	public ReplyUsage bill(RecordedRequest request, ReplyUsage usage) {
		JsonNode body = request.json();
		String key = body.path("prompt_cache_key").stringValue("");
		if (key.isEmpty()) {
			return usage;
		}
		Prompt prompt = new Prompt(key, request.model(), body.path("tools").toString() + body.path("messages"));
		return usage.withCachedInput(cached(sharedWithEarlier(prompt)));
	}

	private int sharedWithEarlier(Prompt prompt) {
		synchronized (this.newest) {
			int shared = this.newest.stream().mapToInt(prompt::shared).max().orElse(0);
			if (this.newest.size() == CAPACITY) {
				this.newest.removeFirst();
			}
			this.newest.addLast(prompt);
			return shared;
		}
	}

	private static long cached(int characters) {
		long tokens = ReplyUsage.tokens(characters);
		return (tokens < SMALLEST) ? 0 : tokens - tokens % STEP;
	}

	@Override
	public void clear() {
		synchronized (this.newest) {
			this.newest.clear();
		}
	}

	/**
	 * A prompt that was read.
	 *
	 * @param key the caller's key
	 * @param model model that read it
	 * @param text tools and messages as JSON
	 */
	private record Prompt(String key, String model, String text) {

		/** Returns how many characters an earlier prompt has in common from the start. */
		int shared(Prompt earlier) {
			if (!earlier.key.equals(this.key) || !earlier.model.equals(this.model)) {
				return 0;
			}
			int end = Math.min(this.text.length(), earlier.text.length());
			int index = 0;
			while (index < end && this.text.charAt(index) == earlier.text.charAt(index)) {
				index++;
			}
			return index;
		}

	}

}
