package io.github.llmrouting;

import java.util.Locale;

/** How much a model is to think before it writes. */
public enum ReasoningEffort {

	/** Not at all, or as little as the model can. */
	NONE,

	/** A little. */
	LOW,

	/** Some. */
	MEDIUM,

	/** A lot. */
	HIGH;

	/** Returns the name in lower case, as most vendors write it. */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
