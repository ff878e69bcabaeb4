package io.github.llmrouting.test;

/**
 * A deviation from the form that a vendor's replies usually have. Clients must bear each
 * of them: the content stays what it is.
 */
public enum SimulatedQuirk {

	/** The body is compressed by gzip, whether the request allows it or not. */
	GZIP,

	/** Each byte of the body is sent as an HTTP chunk of its own. */
	BYTEWISE,

	/** Lines of the body end with CR LF. */
	CRLF,

	/** Lines of the body end with LF; only Gemini's usually do not. */
	LF,

	/** Lines of the body end with CR, which server-sent events allow. */
	CR,

	/** Blanks stand within the JSON and at the ends of lines. */
	PADDING,

	/** A comment precedes each event; Ollama's lines have none. */
	COMMENTS,

	/** Each JSON object has a field that no documentation mentions. */
	UNKNOWN_FIELDS,

	/** The tokens billed are left out. */
	NO_USAGE,

	/**
	 * The tokens billed are said twice in a stream, and mean the same: twice as a whole
	 * at OpenAI, with those of the input at Anthropic; Gemini does so anyway.
	 */
	USAGE_TWICE,

	/**
	 * An error within a stream is indented JSON without framing and without an end of its
	 * last line, as Gemini's sometimes is.
	 */
	BARE_ERROR

}
