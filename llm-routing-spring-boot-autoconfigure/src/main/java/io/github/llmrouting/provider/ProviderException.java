package io.github.llmrouting.provider;

import org.jspecify.annotations.Nullable;

/**
 * Carries a {@link ProviderFailure} through a publisher. Has no stack trace: failures of
 * providers are events, not defects.
 */
public final class ProviderException extends RuntimeException {

	private final transient ProviderFailure failure;

	private final boolean vetoed;

	/**
	 * Creates an exception.
	 * @param failure what it carries
	 */
	public ProviderException(ProviderFailure failure) {
		this(failure, false, null);
	}

	private ProviderException(ProviderFailure failure, boolean vetoed, @Nullable Throwable cause) {
		super(failure.reason().tag() + ": " + failure.detail(), cause, false, false);
		this.failure = failure;
		this.vetoed = vetoed;
	}

	/**
	 * Returns an exception for a failure after which the provider does not want to be
	 * asked again.
	 * @param failure what it carries
	 */
	static ProviderException vetoed(ProviderFailure failure) {
		return new ProviderException(failure, true, null);
	}

	/**
	 * Returns an error as an exception of this type: the error itself if it is one, else
	 * one that carries a {@link ProviderFailure.Defect} and has the error as its cause.
	 * @param error whatever a client's publisher ended with
	 */
	public static ProviderException of(Throwable error) {
		return (error instanceof ProviderException exception) ? exception
				: new ProviderException(new ProviderFailure.Defect(error.getClass().getSimpleName()), false, error);
	}

	/** Returns why the attempt brought no answer. */
	public ProviderFailure failure() {
		return this.failure;
	}

	/**
	 * Returns whether the same deployment may be asked again a little later: the failure
	 * passes, and the provider did not forbid it.
	 */
	public boolean allowsRetry() {
		return this.failure.isTransient() && !this.vetoed;
	}

}
