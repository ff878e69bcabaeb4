package io.github.llmrouting.provider;

import java.util.Map;

import io.github.llmrouting.provider.ProviderFailure.Unreadable;

/**
 * The reasoning of one stream as a whole, for providers that want it back with the
 * results of tools. Not thread-safe.
 */
public final class ReasoningText {

	private final StringBuilder text = new StringBuilder();

	private final int maxLength;

	/**
	 * Creates an empty text.
	 * @param maxLength most characters of it
	 */
	public ReasoningText(int maxLength) {
		this.maxLength = maxLength;
	}

	/**
	 * Adds a piece.
	 * @throws ProviderException with {@link Unreadable} if the whole becomes too long
	 */
	public void append(String piece) {
		if (piece.length() > this.maxLength - this.text.length()) {
			throw new ProviderException(new Unreadable("reasoning of more than " + this.maxLength + " characters"));
		}
		this.text.append(piece);
	}

	/**
	 * Returns what a message with tool calls is to keep, nothing if nothing was thought.
	 */
	public Map<String, Object> properties() {
		return this.text.isEmpty() ? Map.of() : Map.of(ChatResponses.REASONING_OF_TOOL_CALLS, this.text.toString());
	}

}
