package io.github.llmrouting.provider;

/** What a provider counts when it grants a quota. */
public enum QuotaDimension {

	/** Requests. */
	REQUESTS("requests"),

	/** Tokens, read and written. */
	TOKENS("tokens"),

	/** Tokens read. */
	INPUT_TOKENS("input-tokens"),

	/** Tokens written. */
	OUTPUT_TOKENS("output-tokens");

	private final String tag;

	QuotaDimension(String tag) {
		this.tag = tag;
	}

	/** Returns the name as it is written in headers and reports. */
	public String tag() {
		return this.tag;
	}

}
