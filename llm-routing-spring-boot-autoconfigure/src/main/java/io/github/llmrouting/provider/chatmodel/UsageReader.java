package io.github.llmrouting.provider.chatmodel;

import java.util.List;

import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;

/**
 * Reads the usage from what the chunks of an answer tell: for each number the last that
 * is above 0, because models may tell the input first and the output last, and tell zeros
 * where they know nothing.
 * <p>
 * Spring AI counts cached tokens as the vendor does. They are part of the prompt's at
 * OpenAI and Gemini, and stand beside them at Anthropic and in Amazon Bedrock, which is
 * told by the vendor's own usage, and whenever there are more of them than the prompt
 * has. Tokens of the total that are neither prompt nor completion are reasoning, as at
 * Gemini; elsewhere the completion includes it.
 */
final class UsageReader {

	private static final List<String> CACHE_BESIDE_PROMPT = List.of("com.anthropic.", "software.amazon.awssdk.");

	private long prompt;

	private long completion;

	private long total;

	private long cacheRead;

	private long cacheWrite;

	private boolean beside;

	void add(@Nullable Usage told) {
		if (told == null) {
			return;
		}
		this.prompt = last(this.prompt, told.getPromptTokens());
		this.completion = last(this.completion, told.getCompletionTokens());
		this.total = last(this.total, told.getTotalTokens());
		this.cacheRead = last(this.cacheRead, told.getCacheReadInputTokens());
		this.cacheWrite = last(this.cacheWrite, told.getCacheWriteInputTokens());
		Object vendors = told.getNativeUsage();
		this.beside |= vendors != null
				&& CACHE_BESIDE_PROMPT.stream().anyMatch(vendors.getClass().getName()::startsWith);
	}

	/** Vendors' counts may be missing although Spring AI says that they cannot. */
	private static long last(long known, @Nullable Number told) {
		return (told != null && told.longValue() > 0) ? told.longValue() : known;
	}

	/**
	 * Returns what is known so far.
	 * @return {@code null} if nothing is
	 */
	@Nullable TokenUsage usage() {
		if (this.prompt + this.completion + this.total == 0) {
			return null;
		}
		long cached = this.cacheRead + this.cacheWrite;
		boolean apart = this.beside || cached > this.prompt;
		long input = apart ? this.prompt : this.prompt - cached;
		long reasoning = Math.max(0, this.total - input - cached - this.completion);
		return new TokenUsage(input, this.cacheRead, this.cacheWrite, 0, this.completion, reasoning, false);
	}

}
