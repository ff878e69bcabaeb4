package io.github.llmrouting.autoconfigure;

import io.github.llmrouting.deployment.Credential;

/** A text from the configuration that nobody is to see. */
final class SecretText {

	private final String text;

	private SecretText(String text) {
		this.text = text;
	}

	/** Returns a text as a secret; the name is one that Spring's conversion finds. */
	public static SecretText valueOf(String text) {
		return new SecretText(text.trim());
	}

	boolean isEmpty() {
		return this.text.isEmpty();
	}

	/**
	 * Returns whether a placeholder was left in it because its property does not exist.
	 */
	boolean isUnresolved() {
		return this.text.contains("${");
	}

	boolean isUsable() {
		return Credential.isValid(this.text) && this.text.indexOf('"') < 0 && this.text.indexOf('\'') < 0;
	}

	Credential toCredential() {
		return Credential.of(this.text);
	}

	@Override
	public String toString() {
		return Credential.HIDDEN;
	}

}
