package io.github.llmrouting.provider.faults;

import java.util.Locale;

/** Whether an answer is asked for as a whole or as a stream. */
enum Side {

	CALL, STREAM;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
