package io.github.llmrouting.provider;

import org.jspecify.annotations.Nullable;

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
		this(failure, null);
	}

	private ProviderException(ProviderFailure failure, @Nullable Throwable cause) {
		super(failure.reason().tag() + ": " + failure.detail(), cause, false, false);
		this.failure = failure;
	}

	/**
	 * Returns an error as an exception of this type: the error itself if it is one, else
	 * one that carries a {@link ProviderFailure.Defect} and has the error as its cause.
	 * @param error whatever a client's publisher ended with
	 */
	public static ProviderException of(Throwable error) {
		return (error instanceof ProviderException exception) ? exception
				: new ProviderException(new ProviderFailure.Defect(error.getClass().getSimpleName()), error);
	}

	/** Returns why the attempt brought no answer. */
	public ProviderFailure failure() {
		return this.failure;
	}

}
