package io.github.llmrouting;

import java.util.Locale;

/** Why an answer ended. */
public enum FinishReason {

	/** The model was done, or met a stop sequence. */
	STOP,

	/** The token limit of the answer, or the context window, was reached. */
	LENGTH,

	/** The model asks for tools to be run. */
	TOOL_CALLS,

	/** The provider withheld the answer, or the rest of it. */
	CONTENT_FILTER,

	/** The provider gave a reason that has no name here. */
	OTHER;

	/** Returns the name in lower case, as in meters and reports. */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
