package io.github.llmrouting.deployment;

import org.springframework.util.Assert;

/**
 * The secret by which a provider knows its customer. Its text is written into one request
 * header and nowhere else: {@link #toString()} hides it.
 */
public final class Credential {

	/** What {@link #toString()} shows of any credential. */
	public static final String HIDDEN = "******";

	private final String value;

	private Credential(String value) {
		this.value = value;
	}

	/**
	 * Returns a credential.
	 * @param value the key, not blank, of visible ASCII characters
	 */
	public static Credential of(String value) {
		Assert.isTrue(isValid(value), "credential: not usable (expected: visible ASCII characters without spaces)");
		return new Credential(value);
	}

	/** Returns whether a text can be a credential: one header value without spaces. */
	public static boolean isValid(String value) {
		return !value.isEmpty() && value.chars().allMatch((character) -> character > ' ' && character < 0x7f);
	}

	/** Returns the secret itself, for the request header only. */
	public String value() {
		return this.value;
	}

	@Override
	public String toString() {
		return HIDDEN;
	}

}
