package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.provider.ProviderFailure.ContentRefused;
import io.github.llmrouting.provider.ProviderFailure.ContextTooLong;
import io.github.llmrouting.provider.ProviderFailure.Defect;
import io.github.llmrouting.provider.ProviderFailure.DoesNotFit;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.Malformed;
import io.github.llmrouting.provider.ProviderFailure.ModelNotFound;
import io.github.llmrouting.provider.ProviderFailure.NotTaken;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.PoolExhausted;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.RegionRefused;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.ShareExceeded;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What follows from each failure. */
class FailureTableTests {

	private static final @Nullable Cooldown NONE = null;

	static Stream<Row> rows() {
		Duration told = Duration.ofSeconds(7);
		return Stream.of(
				row(new RateLimited("429", null), FailureReason.RATE_LIMITED, "over, again",
						rest(CooldownScope.DEPLOYMENT, 5)),
				row(new RateLimited("429", told), FailureReason.RATE_LIMITED, "over, again",
						rest(CooldownScope.DEPLOYMENT, 7)),
				row(new DoesNotFit("429", FailureReason.RATE_LIMITED), FailureReason.RATE_LIMITED, "over", NONE),
				row(new DoesNotFit("404", FailureReason.INVALID_REQUEST), FailureReason.INVALID_REQUEST, "over", NONE),
				row(new QuotaExhausted("402"), FailureReason.QUOTA_EXHAUSTED, "over",
						rest(CooldownScope.CREDENTIAL, 900)),
				row(new QuotaExhausted("429", CooldownScope.DEPLOYMENT, told), FailureReason.QUOTA_EXHAUSTED, "over",
						rest(CooldownScope.DEPLOYMENT, 7)),
				row(new Overloaded("503", null), FailureReason.OVERLOADED, "over, again, unhealthy", NONE),
				row(new Overloaded("503", told), FailureReason.OVERLOADED, "over, again, unhealthy",
						rest(CooldownScope.DEPLOYMENT, 7)),
				row(new Overloaded("529", CooldownScope.PROVIDER, told), FailureReason.OVERLOADED,
						"over, again, unhealthy", rest(CooldownScope.PROVIDER, 7)),
				row(new Overloaded("slow_down", CooldownScope.CREDENTIAL, told), FailureReason.OVERLOADED,
						"over, again", rest(CooldownScope.CREDENTIAL, 7)),
				row(new ServerError("500"), FailureReason.SERVER_ERROR, "over, again, unhealthy", NONE),
				row(new NotTaken("409"), FailureReason.SERVER_ERROR, "over, again", NONE),
				row(new TimedOut("late"), FailureReason.TIMED_OUT, "over, unhealthy, billed", NONE),
				row(new ShareExceeded("share"), FailureReason.TIMED_OUT, "over, billed", NONE),
				row(new Unreachable("refused"), FailureReason.UNREACHABLE, "over, again, unhealthy", NONE),
				row(new PoolExhausted("pool"), FailureReason.UNREACHABLE, "over, again", NONE),
				row(new Unauthorized("401"), FailureReason.UNAUTHORIZED, "over",
						new Cooldown(CooldownScope.CREDENTIAL, Duration.ofSeconds(60), true)),
				row(new Unauthorized("403", CooldownScope.DEPLOYMENT), FailureReason.UNAUTHORIZED, "over",
						new Cooldown(CooldownScope.DEPLOYMENT, Duration.ofSeconds(60), true)),
				row(new RegionRefused("403"), FailureReason.UNAUTHORIZED, "over", rest(CooldownScope.CREDENTIAL, 3600)),
				row(new ModelNotFound("404"), FailureReason.MODEL_NOT_FOUND, "over",
						rest(CooldownScope.DEPLOYMENT, 600)),
				row(new InvalidRequest("400"), FailureReason.INVALID_REQUEST, "", NONE),
				row(new Unsupported("media"), FailureReason.INVALID_REQUEST, "over", NONE),
				row(new ContextTooLong("400"), FailureReason.CONTEXT_TOO_LONG, "", NONE),
				row(new ContentRefused("400"), FailureReason.CONTENT_REFUSED, "", NONE),
				row(new Unreadable("HTML"), FailureReason.UNREADABLE, "over, unhealthy, billed", NONE),
				row(new Malformed("tool call"), FailureReason.UNREADABLE, "over, again, billed", NONE),
				row(new Interrupted("cut"), FailureReason.INTERRUPTED, "over, unhealthy, billed", NONE),
				row(new Defect("bug"), FailureReason.INTERNAL, "over, unhealthy", NONE));
	}

	private static Row row(ProviderFailure failure, FailureReason reason, String traits, @Nullable Cooldown cooldown) {
		return new Row(failure, reason, traits, cooldown);
	}

	private static Cooldown rest(CooldownScope scope, int seconds) {
		return new Cooldown(scope, Duration.ofSeconds(seconds), false);
	}

	@ParameterizedTest
	@MethodSource("rows")
	void failureKnowsWhatFollows(Row row) {
		assertThat(row.failure().reason()).isEqualTo(row.reason());
		assertThat(traits(row.failure())).isEqualTo(row.traits());
		assertThat(row.failure().cooldown()).isEqualTo(row.cooldown());
		assertThat(new ProviderException(row.failure()).allowsRetry()).isEqualTo(row.failure().isTransient());
		assertThat(ProviderException.vetoed(row.failure()).allowsRetry()).isFalse();
	}

	private static String traits(ProviderFailure failure) {
		return String.join(", ",
				Stream
					.of(failure.failsOver() ? "over" : "", failure.isTransient() ? "again" : "",
							failure.isUnhealthy() ? "unhealthy" : "", failure.mayBeBilled() ? "billed" : "")
					.filter((trait) -> !trait.isEmpty())
					.toList());
	}

	@Test
	void everyKindOfFailureHasARow() {
		assertThat(rows().<Class<?>>map((row) -> row.failure().getClass()).distinct())
			.containsExactlyInAnyOrderElementsOf(List.of(ProviderFailure.class.getPermittedSubclasses()));
	}

	@Test
	void noFailureRestsWithoutAnEndOrLongerThanItsTable() {
		assertThat(rows().map((row) -> row.failure().cooldown()).filter((cooldown) -> cooldown != null)).allSatisfy(
				(cooldown) -> assertThat(cooldown.time()).isBetween(Duration.ofSeconds(1), Duration.ofHours(1)));
	}

	/** What is expected to follow from a failure. */
	record Row(ProviderFailure failure, FailureReason reason, String traits, @Nullable Cooldown cooldown) {
	}

}
