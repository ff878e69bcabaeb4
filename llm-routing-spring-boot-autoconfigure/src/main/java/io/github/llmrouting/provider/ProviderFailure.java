package io.github.llmrouting.provider;

import java.time.Duration;

import io.github.llmrouting.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt brought no answer, in terms of what to do next. Details name status,
 * error type, code and request id, never the vendor's message: it may repeat the prompt
 * or the key.
 */
public sealed interface ProviderFailure {

	/** Returns what happened, without content. */
	String detail();

	/** Returns the reason for reports and meters. */
	FailureReason reason();

	/** Returns whether another deployment may well succeed with the same request. */
	default boolean failsOver() {
		return true;
	}

	/** Returns whether the failure tells against the deployment's health. */
	default boolean isUnhealthy() {
		return false;
	}

	/** Returns whether the provider may have worked on the request, and bill it. */
	default boolean mayBeBilled() {
		return false;
	}

	/**
	 * Returns how long the deployment is to be left alone.
	 * @return {@code null} if it need not be
	 */
	default @Nullable Duration cooldown() {
		return null;
	}

	/**
	 * Too many requests or tokens for now.
	 *
	 * @param detail what happened
	 * @param retryAfter how long the provider asks to wait, or {@code null} if it does
	 * not say
	 */
	record RateLimited(String detail, @Nullable Duration retryAfter) implements ProviderFailure {

		private static final Duration UNTOLD = Duration.ofSeconds(5);

		@Override
		public FailureReason reason() {
			return FailureReason.RATE_LIMITED;
		}

		@Override
		public Duration cooldown() {
			return (this.retryAfter != null) ? this.retryAfter : UNTOLD;
		}

	}

	/** The account has no money or no quota left for long. */
	record QuotaExhausted(String detail) implements ProviderFailure {

		private static final Duration COOLDOWN = Duration.ofMinutes(15);

		@Override
		public FailureReason reason() {
			return FailureReason.QUOTA_EXHAUSTED;
		}

		@Override
		public Duration cooldown() {
			return COOLDOWN;
		}

	}

	/**
	 * The provider has no capacity now.
	 *
	 * @param detail what happened
	 * @param retryAfter how long the provider asks to wait, or {@code null} if it does
	 * not say
	 */
	record Overloaded(String detail, @Nullable Duration retryAfter) implements ProviderFailure {

		@Override
		public FailureReason reason() {
			return FailureReason.OVERLOADED;
		}

		@Override
		public boolean isUnhealthy() {
			return true;
		}

		@Override
		public @Nullable Duration cooldown() {
			return this.retryAfter;
		}

	}

	/** The provider failed on its side. */
	record ServerError(String detail) implements ProviderFailure {

		@Override
		public FailureReason reason() {
			return FailureReason.SERVER_ERROR;
		}

		@Override
		public boolean isUnhealthy() {
			return true;
		}

	}

	/** The answer, its first content or its next content did not come in time. */
	record TimedOut(String detail) implements ProviderFailure {

		@Override
		public FailureReason reason() {
			return FailureReason.TIMED_OUT;
		}

		@Override
		public boolean isUnhealthy() {
			return true;
		}

		@Override
		public boolean mayBeBilled() {
			return true;
		}

	}

	/**
	 * Nothing came in the attempt's share of a request's time. The request may just have
	 * little time, so this tells nothing of the deployment.
	 */
	record ShareExceeded(String detail) implements ProviderFailure {

		@Override
		public FailureReason reason() {
			return FailureReason.TIMED_OUT;
		}

		@Override
		public boolean mayBeBilled() {
			return true;
		}

	}

	/** No connection, or it broke before anything was answered. */
	record Unreachable(String detail) implements ProviderFailure {

		@Override
		public FailureReason reason() {
			return FailureReason.UNREACHABLE;
		}

		@Override
		public boolean isUnhealthy() {
			return true;
		}

	}

	/**
	 * All of our connections to the provider are in use: a limit of ours, not its fault.
	 */
	record PoolExhausted(String detail) implements ProviderFailure {

		@Override
		public FailureReason reason() {
			return FailureReason.UNREACHABLE;
		}

	}

	/** The provider does not accept the credential. */
	record Unauthorized(String detail) implements ProviderFailure {

		private static final Duration COOLDOWN = Duration.ofMinutes(1);

		@Override
		public FailureReason reason() {
			return FailureReason.UNAUTHORIZED;
		}

		@Override
		public Duration cooldown() {
			return COOLDOWN;
		}

	}

	/** The provider does not know the model. */
	record ModelNotFound(String detail) implements ProviderFailure {

		private static final Duration COOLDOWN = Duration.ofMinutes(10);

		@Override
		public FailureReason reason() {
			return FailureReason.MODEL_NOT_FOUND;
		}

		@Override
		public Duration cooldown() {
			return COOLDOWN;
		}

	}

	/** The request is wrong, and would be wrong elsewhere too. */
	record InvalidRequest(String detail) implements ProviderFailure {

		@Override
		public FailureReason reason() {
			return FailureReason.INVALID_REQUEST;
		}

		@Override
		public boolean failsOver() {
			return false;
		}

	}

	/**
	 * The provider's API has no place for a part of the request that cannot be left out;
	 * another's may have one. The provider was not asked.
	 */
	record Unsupported(String detail) implements ProviderFailure {

		@Override
		public FailureReason reason() {
			return FailureReason.INVALID_REQUEST;
		}

	}

	/** The conversation does not fit into the model's context window. */
	record ContextTooLong(String detail) implements ProviderFailure {

		@Override
		public FailureReason reason() {
			return FailureReason.CONTEXT_TOO_LONG;
		}

		@Override
		public boolean failsOver() {
			return false;
		}

	}

	/** The provider refuses the content of the request. */
	record ContentRefused(String detail) implements ProviderFailure {

		@Override
		public FailureReason reason() {
			return FailureReason.CONTENT_REFUSED;
		}

		@Override
		public boolean failsOver() {
			return false;
		}

	}

	/** The provider's answer is not what its protocol says. */
	record Unreadable(String detail) implements ProviderFailure {

		@Override
		public FailureReason reason() {
			return FailureReason.UNREADABLE;
		}

		@Override
		public boolean isUnhealthy() {
			return true;
		}

		@Override
		public boolean mayBeBilled() {
			return true;
		}

	}

	/** The answer broke off before its end. */
	record Interrupted(String detail) implements ProviderFailure {

		@Override
		public FailureReason reason() {
			return FailureReason.INTERRUPTED;
		}

		@Override
		public boolean isUnhealthy() {
			return true;
		}

		@Override
		public boolean mayBeBilled() {
			return true;
		}

	}

	/** The client broke: a defect of ours or of an application's own client. */
	record Defect(String detail) implements ProviderFailure {

		@Override
		public FailureReason reason() {
			return FailureReason.INTERNAL;
		}

		@Override
		public boolean isUnhealthy() {
			return true;
		}

	}

}
