package io.github.llmrouting.provider;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Describes an error answer in names, such as
 * {@code HTTP 429, type tokens, request req_1}. What does not look like a name is left
 * out as a whole: it may be a message, and with it the prompt or the key.
 */
public final class FailureDetail {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:\\[\\]-]{1,80}");

	private final StringBuilder text;

	private FailureDetail(StringBuilder text) {
		this.text = text;
	}

	/** Begins with an HTTP status. */
	public static FailureDetail http(int status) {
		return new FailureDetail(new StringBuilder("HTTP ").append(status));
	}

	/**
	 * Adds a name.
	 * @param what it names
	 * @param name as the provider tells it, or {@code null} for none
	 */
	public FailureDetail with(String what, @Nullable String name) {
		if (name != null && NAME.matcher(name).matches()) {
			this.text.append(", ").append(what).append(' ').append(name);
		}
		return this;
	}

	/** Returns the description. */
	@Override
	public String toString() {
		return this.text.toString();
	}

}
