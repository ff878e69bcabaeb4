package io.github.llmrouting.deployment;

import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Guesses the tokens of a request before it is made. The text's UTF-16 length is divided
 * by 3.6 for characters below U+2E80 (Latin and other alphabets) and by 1.5 for those
 * from there on (CJK), plus {@value #PER_MESSAGE} tokens a message. Media and tools are
 * not counted.
 */
public final class TokenEstimate {

	private static final int PER_MESSAGE = 4;

	/** Characters a token. */
	private static final double LATIN = 3.6;

	/** Characters a token. */
	private static final double CJK = 1.5;

	private static final int DEFAULT_OUTPUT = 500;

	private static final char FIRST_CJK = '\u2E80';

	private TokenEstimate() {
	}

	/**
	 * Returns the usage to expect of a request.
	 * @param input tokens of the conversation, as {@link #input(Prompt)} estimates them
	 * @param options whose max tokens are taken for the length of the answer
	 * @param maxOutput most tokens that the model writes, or {@code null} if unknown
	 * @return input, and output of max tokens, else of {@value #DEFAULT_OUTPUT}
	 */
	public static TokenUsage usage(long input, @Nullable ChatOptions options, @Nullable Integer maxOutput) {
		Integer maxTokens = (options != null) ? options.getMaxTokens() : null;
		long output = (maxTokens != null) ? maxTokens : DEFAULT_OUTPUT;
		return TokenUsage.of(input, (maxOutput != null) ? Math.min(output, maxOutput) : output).asEstimate();
	}

	/** Returns the tokens that a conversation is expected to count, at least 1. */
	public static long input(Prompt prompt) {
		long tokens = 0;
		for (Message message : prompt.getInstructions()) {
			String text = message.getText();
			tokens += PER_MESSAGE + ((text != null) ? text(text) : 0);
		}
		return Math.max(1, tokens);
	}

	/** Returns the tokens that a text is expected to count. */
	public static long text(String text) {
		long cjk = text.chars().filter((character) -> character >= FIRST_CJK).count();
		return (long) Math.ceil((text.length() - cjk) / LATIN + cjk / CJK);
	}

	/** Returns the tokens that so many Latin characters, such as JSON, should count. */
	public static long latin(int characters) {
		return (long) Math.ceil(characters / LATIN);
	}

}
