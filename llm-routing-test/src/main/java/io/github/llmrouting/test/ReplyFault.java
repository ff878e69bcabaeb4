package io.github.llmrouting.test;

/**
 * How a simulated reply goes wrong.
 *
 * @param kind what happens
 * @param after tokens, or events, sent before it happens, {@link #BEFORE_HEADERS} for
 * nothing at all
 */
record ReplyFault(Kind kind, int after) {

	static final int BEFORE_HEADERS = -1;

	static ReplyFault after(int tokens, Kind kind) {
		if (tokens < 0) {
			throw new IllegalArgumentException("tokens: " + tokens + " (expected: >= 0)");
		}
		return new ReplyFault(kind, tokens);
	}

	boolean beforeHeaders() {
		return this.after == BEFORE_HEADERS;
	}

	/** What happens to the reply. */
	enum Kind {

		/** The connection is closed. */
		CUT,

		/** The connection is reset. */
		RESET,

		/** Nothing more is sent, the connection stays open. */
		STALL,

		/** The response ends as if it were complete. */
		END,

		/** The same, but counted in events of the stream. */
		END_OF_EVENTS,

		/** One token's event breaks off within its JSON. */
		MALFORMED,

		/** The vendor's error takes the place of the rest. */
		ERROR

	}

}
