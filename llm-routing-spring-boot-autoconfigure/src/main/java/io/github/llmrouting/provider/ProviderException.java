package io.github.llmrouting.provider;

/**
 * Carries a {@link ProviderFailure} through a publisher. Has no stack trace: failures of
 * providers are events, not defects.
 */
public final class ProviderException extends RuntimeException {

	private final transient ProviderFailure failure;

	/**
	 * Creates an exception.
	 * @param failure what it carries
	 */
	public ProviderException(ProviderFailure failure) {
		super(failure.reason().tag() + ": " + failure.detail(), null, false, false);
		this.failure = failure;
	}

	/** Returns why the attempt brought no answer. */
	public ProviderFailure failure() {
		return this.failure;
	}

}
