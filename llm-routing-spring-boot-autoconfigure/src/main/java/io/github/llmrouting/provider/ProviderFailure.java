package io.github.llmrouting.provider;

import java.time.Duration;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.provider.FailureKind.Trait;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt brought no answer, in terms of what to do next; {@code FailureKind} is
 * the table of that. Details name status, error type, code and request id, never the
 * vendor's message: it may repeat the prompt or the key.
 */
public sealed interface ProviderFailure {

	/** Returns what happened, without content. */
	String detail();

	/** Returns the reason for reports and meters. */
	default FailureReason reason() {
		return FailureKind.of(this).reason();
	}

	/** Returns whether another deployment may well succeed with the same request. */
	default boolean failsOver() {
		return FailureKind.of(this).is(Trait.FAILS_OVER);
	}

	/** Returns whether the same deployment may well succeed a little later. */
	default boolean isTransient() {
		return FailureKind.of(this).is(Trait.TRANSIENT);
	}

	/** Returns whether the failure tells against the deployment's health. */
	default boolean isUnhealthy() {
		return FailureKind.of(this).is(Trait.UNHEALTHY);
	}

	/** Returns whether the provider may have worked on the request, and bill it. */
	default boolean mayBeBilled() {
		return FailureKind.of(this).is(Trait.MAY_BE_BILLED);
	}

	/**
	 * Returns who is to be left alone, and for how long.
	 * @return {@code null} if nobody need be
	 */
	default @Nullable Cooldown cooldown() {
		return FailureKind.of(this).cooldown();
	}

	/**
	 * Too many requests or tokens for now.
	 *
	 * @param detail what happened
	 * @param retryAfter how long the provider asks to wait, or {@code null} if it does
	 * not say
	 */
	record RateLimited(String detail, @Nullable Duration retryAfter) implements ProviderFailure {

		@Override
		public Cooldown cooldown() {
			Duration time = (this.retryAfter != null) ? this.retryAfter : FailureKind.RATE_LIMITED.rest();
			return Cooldown.of(CooldownScope.DEPLOYMENT, time);
		}

	}

	/**
	 * The deployment never takes this very request, though another one may, and takes
	 * others: it is larger than what is granted in a minute, or asks for what the model
	 * cannot do.
	 *
	 * @param detail what happened
	 * @param reason for reports and meters
	 */
	record DoesNotFit(String detail, FailureReason reason) implements ProviderFailure {
	}

	/**
	 * No money or no quota is left for long.
	 *
	 * @param detail what happened
	 * @param scope whose money or quota it is
	 * @param resetsIn when there will be some again, or {@code null} if the provider does
	 * not say
	 */
	record QuotaExhausted(String detail, CooldownScope scope, @Nullable Duration resetsIn) implements ProviderFailure {

		/** Creates a failure of the account behind the credential, for unknown time. */
		public QuotaExhausted(String detail) {
			this(detail, CooldownScope.CREDENTIAL, null);
		}

		@Override
		public Cooldown cooldown() {
			Duration time = (this.resetsIn != null) ? this.resetsIn : FailureKind.QUOTA_EXHAUSTED.rest();
			return Cooldown.of(this.scope, time);
		}

	}

	/**
	 * The provider has no capacity now, or asks to be slower with a credential: that is
	 * our haste and does not tell against its health.
	 *
	 * @param detail what happened
	 * @param scope who has no capacity
	 * @param retryAfter how long the provider asks to wait, or {@code null} if it does
	 * not say
	 */
	record Overloaded(String detail, CooldownScope scope, @Nullable Duration retryAfter) implements ProviderFailure {

		/** Creates a failure of the deployment. */
		public Overloaded(String detail, @Nullable Duration retryAfter) {
			this(detail, CooldownScope.DEPLOYMENT, retryAfter);
		}

		@Override
		public boolean isUnhealthy() {
			return this.scope != CooldownScope.CREDENTIAL;
		}

		@Override
		public @Nullable Cooldown cooldown() {
			return (this.retryAfter != null) ? Cooldown.of(this.scope, this.retryAfter) : null;
		}

	}

	/** The provider failed on its side. */
	record ServerError(String detail) implements ProviderFailure {
	}

	/** The provider did not take the request this time, and may take it the next. */
	record NotTaken(String detail) implements ProviderFailure {
	}

	/** The answer, its first content or its next content did not come in time. */
	record TimedOut(String detail) implements ProviderFailure {
	}

	/**
	 * Nothing came in the attempt's share of a request's time. The request may just have
	 * little time, so this tells nothing of the deployment.
	 */
	record ShareExceeded(String detail) implements ProviderFailure {
	}

	/**
	 * No connection, or it broke before anything was answered.
	 *
	 * @param detail what happened
	 * @param mayBeBilled whether the request may have been sent
	 */
	record Unreachable(String detail, boolean mayBeBilled) implements ProviderFailure {

		/** Creates a failure of a request that was not sent. */
		public Unreachable(String detail) {
			this(detail, false);
		}

	}

	/**
	 * All of our connections to the provider are in use: a limit of ours, not its fault.
	 */
	record PoolExhausted(String detail) implements ProviderFailure {
	}

	/**
	 * The provider does not accept the credential.
	 *
	 * @param detail what happened
	 * @param scope for what it does not accept it
	 */
	record Unauthorized(String detail, CooldownScope scope) implements ProviderFailure {

		/** Creates a failure of the credential for everything. */
		public Unauthorized(String detail) {
			this(detail, CooldownScope.CREDENTIAL);
		}

		@Override
		public Cooldown cooldown() {
			return Cooldown.growing(this.scope, FailureKind.UNAUTHORIZED.rest());
		}

	}

	/**
	 * The provider does not serve the credential's owner from where we are, or as the
	 * account stands.
	 */
	record RegionRefused(String detail) implements ProviderFailure {
	}

	/** The provider does not know the model. */
	record ModelNotFound(String detail) implements ProviderFailure {
	}

	/** The request is wrong, and would be wrong elsewhere too. */
	record InvalidRequest(String detail) implements ProviderFailure {
	}

	/**
	 * The provider's API has no place for a part of the request that cannot be left out;
	 * another's may have one. The provider was not asked.
	 */
	record Unsupported(String detail) implements ProviderFailure {
	}

	/** The conversation does not fit into the model's context window. */
	record ContextTooLong(String detail) implements ProviderFailure {
	}

	/** The provider refuses the content of the request. */
	record ContentRefused(String detail) implements ProviderFailure {
	}

	/** The provider's answer is not what its protocol says. */
	record Unreadable(String detail) implements ProviderFailure {
	}

	/**
	 * The model wrote something that is no answer: it may do better the next time, and
	 * its provider is well.
	 */
	record Malformed(String detail) implements ProviderFailure {
	}

	/** The answer broke off before its end. */
	record Interrupted(String detail) implements ProviderFailure {
	}

	/** The client broke: a defect of ours or of an application's own client. */
	record Defect(String detail) implements ProviderFailure {
	}

}
