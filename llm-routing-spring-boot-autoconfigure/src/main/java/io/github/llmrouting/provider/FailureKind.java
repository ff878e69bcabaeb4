package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.llmrouting.FailureReason;
import org.jspecify.annotations.Nullable;

import static io.github.llmrouting.provider.FailureKind.Trait.FAILS_OVER;
import static io.github.llmrouting.provider.FailureKind.Trait.MAY_BE_BILLED;
import static io.github.llmrouting.provider.FailureKind.Trait.TRANSIENT;
import static io.github.llmrouting.provider.FailureKind.Trait.UNHEALTHY;

/**
 * The table of what follows from which {@link ProviderFailure}: the reason in reports,
 * who rests for how long unless the failure knows better, and what else.
 */
enum FailureKind {

	RATE_LIMITED(ProviderFailure.RateLimited.class, FailureReason.RATE_LIMITED, rest(CooldownScope.DEPLOYMENT, 5),
			FAILS_OVER, TRANSIENT),

	DOES_NOT_FIT(ProviderFailure.DoesNotFit.class, FailureReason.INVALID_REQUEST, null, FAILS_OVER),

	QUOTA_EXHAUSTED(ProviderFailure.QuotaExhausted.class, FailureReason.QUOTA_EXHAUSTED,
			rest(CooldownScope.CREDENTIAL, 15 * 60), FAILS_OVER),

	OVERLOADED(ProviderFailure.Overloaded.class, FailureReason.OVERLOADED, null, FAILS_OVER, TRANSIENT, UNHEALTHY),

	SERVER_ERROR(ProviderFailure.ServerError.class, FailureReason.SERVER_ERROR, null, FAILS_OVER, TRANSIENT, UNHEALTHY),

	NOT_TAKEN(ProviderFailure.NotTaken.class, FailureReason.SERVER_ERROR, null, FAILS_OVER, TRANSIENT),

	TIMED_OUT(ProviderFailure.TimedOut.class, FailureReason.TIMED_OUT, null, FAILS_OVER, UNHEALTHY, MAY_BE_BILLED),

	SHARE_EXCEEDED(ProviderFailure.ShareExceeded.class, FailureReason.TIMED_OUT, null, FAILS_OVER, MAY_BE_BILLED),

	UNREACHABLE(ProviderFailure.Unreachable.class, FailureReason.UNREACHABLE, null, FAILS_OVER, TRANSIENT, UNHEALTHY),

	POOL_EXHAUSTED(ProviderFailure.PoolExhausted.class, FailureReason.UNREACHABLE, null, FAILS_OVER, TRANSIENT),

	UNAUTHORIZED(ProviderFailure.Unauthorized.class, FailureReason.UNAUTHORIZED,
			Cooldown.growing(CooldownScope.CREDENTIAL, Duration.ofSeconds(60)), FAILS_OVER),

	REGION_REFUSED(ProviderFailure.RegionRefused.class, FailureReason.UNAUTHORIZED,
			rest(CooldownScope.CREDENTIAL, 60 * 60), FAILS_OVER),

	MODEL_NOT_FOUND(ProviderFailure.ModelNotFound.class, FailureReason.MODEL_NOT_FOUND,
			rest(CooldownScope.DEPLOYMENT, 10 * 60), FAILS_OVER),

	INVALID_REQUEST(ProviderFailure.InvalidRequest.class, FailureReason.INVALID_REQUEST, null),

	UNSUPPORTED(ProviderFailure.Unsupported.class, FailureReason.INVALID_REQUEST, null, FAILS_OVER),

	CONTEXT_TOO_LONG(ProviderFailure.ContextTooLong.class, FailureReason.CONTEXT_TOO_LONG, null),

	CONTENT_REFUSED(ProviderFailure.ContentRefused.class, FailureReason.CONTENT_REFUSED, null),

	UNREADABLE(ProviderFailure.Unreadable.class, FailureReason.UNREADABLE, null, FAILS_OVER, UNHEALTHY, MAY_BE_BILLED),

	MALFORMED(ProviderFailure.Malformed.class, FailureReason.UNREADABLE, null, FAILS_OVER, TRANSIENT, MAY_BE_BILLED),

	INTERRUPTED(ProviderFailure.Interrupted.class, FailureReason.INTERRUPTED, null, FAILS_OVER, UNHEALTHY,
			MAY_BE_BILLED),

	DEFECT(ProviderFailure.Defect.class, FailureReason.INTERNAL, null, FAILS_OVER, UNHEALTHY);

	private static final Map<Class<? extends ProviderFailure>, FailureKind> ROWS = Arrays.stream(values())
		.collect(Collectors.toUnmodifiableMap((kind) -> kind.failure, Function.identity()));

	private final Class<? extends ProviderFailure> failure;

	private final FailureReason reason;

	private final @Nullable Cooldown cooldown;

	private final Set<Trait> traits;

	FailureKind(Class<? extends ProviderFailure> failure, FailureReason reason, @Nullable Cooldown cooldown,
			Trait... traits) {
		this.failure = failure;
		this.reason = reason;
		this.cooldown = cooldown;
		this.traits = EnumSet.noneOf(Trait.class);
		this.traits.addAll(Arrays.asList(traits));
	}

	private static Cooldown rest(CooldownScope scope, int seconds) {
		return Cooldown.of(scope, Duration.ofSeconds(seconds));
	}

	/** Returns the row of a failure. */
	static FailureKind of(ProviderFailure failure) {
		return Objects.requireNonNull(ROWS.get(failure.getClass()));
	}

	FailureReason reason() {
		return this.reason;
	}

	@Nullable Cooldown cooldown() {
		return this.cooldown;
	}

	/** Returns how long the rest is unless the failure knows better, zero if none. */
	Duration rest() {
		return (this.cooldown != null) ? this.cooldown.time() : Duration.ZERO;
	}

	boolean is(Trait trait) {
		return this.traits.contains(trait);
	}

	/** What else may follow. */
	enum Trait {

		/** Another deployment may well succeed. */
		FAILS_OVER,

		/** The same deployment may well succeed a little later. */
		TRANSIENT,

		/** It tells against the deployment's health. */
		UNHEALTHY,

		/** The provider may have worked on the request. */
		MAY_BE_BILLED

	}

}
