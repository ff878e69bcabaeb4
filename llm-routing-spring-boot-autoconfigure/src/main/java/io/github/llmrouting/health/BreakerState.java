package io.github.llmrouting.health;

import java.util.Locale;

/** Whether a circuit breaker lets attempts through. */
public enum BreakerState {

	/** Every attempt passes. */
	CLOSED,

	/** No attempt passes. */
	OPEN,

	/** The wait is over: one attempt passes, and decides. */
	HALF_OPEN;

	/** Returns the name in lower case, as in reports. */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
