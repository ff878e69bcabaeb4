package io.github.llmrouting.sample;

/**
 * A piece of a streamed answer.
 *
 * @param text what the model wrote since the piece before
 */
record ChatPiece(String text) {

	/** Returns the piece without its text: content does not belong in logs. */
	@Override
	public String toString() {
		return "ChatPiece[" + this.text.length() + " characters]";
	}

}
