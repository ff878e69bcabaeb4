package io.github.llmrouting.health;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.provider.CooldownScope;
import io.github.llmrouting.provider.QuotaReading;

import static org.assertj.core.api.Assertions.assertThat;

class HealthSnapshotTests {

	@Test
	void closedBreakerWithoutCooldownIsCallable() {
		HealthSnapshot snapshot = snapshot(BreakerState.CLOSED, null, FailureReason.SERVER_ERROR);

		assertThat(snapshot.isCallable()).isTrue();
		assertThat(snapshot.describe()).isEqualTo("it is up");
	}

	@Test
	void openBreakerTellsTheLastFailure() {
		HealthSnapshot snapshot = snapshot(BreakerState.OPEN, null, FailureReason.TIMED_OUT);

		assertThat(snapshot.isCallable()).isFalse();
		assertThat(snapshot.describe()).isEqualTo("its circuit breaker is open, its last attempt was timed_out");
	}

	@Test
	void openBreakerWithoutAFailureTellsNone() {
		assertThat(snapshot(BreakerState.OPEN, null, null).describe()).isEqualTo("its circuit breaker is open");
	}

	@Test
	void cooldownTellsWholeSeconds() {
		HealthSnapshot snapshot = snapshot(BreakerState.CLOSED, Duration.ofMillis(30_999), FailureReason.RATE_LIMITED);

		assertThat(snapshot.isCallable()).isFalse();
		assertThat(snapshot.describe()).isEqualTo("it is left alone for 30 s, its last attempt was rate_limited");
	}

	@Test
	void cooldownTellsASecondAtLeast() {
		assertThat(snapshot(BreakerState.CLOSED, Duration.ofNanos(1), null).describe())
			.isEqualTo("it is left alone for 1 s");
	}

	@Test
	void halfOpenBreakerIsCallableUnlessTheDeploymentIsLeftAlone() {
		assertThat(snapshot(BreakerState.HALF_OPEN, null, null).isCallable()).isTrue();
		assertThat(snapshot(BreakerState.HALF_OPEN, null, null).describe())
			.isEqualTo("its circuit breaker lets one trial through");
		assertThat(snapshot(BreakerState.HALF_OPEN, Duration.ofSeconds(1), null).isCallable()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "CREDENTIAL, its credential", "MODEL, its model", "PROVIDER, its provider" })
	void cooldownTellsWhoRestsWithTheDeployment(CooldownScope scope, String who) {
		HealthSnapshot snapshot = new HealthSnapshot(DeploymentId.of("openai", "gpt"), BreakerState.CLOSED,
				Duration.ofSeconds(9), resting(scope, Duration.ofSeconds(9)), 0, false, null, null,
				QuotaReading.NOTHING);

		assertThat(snapshot.describe()).isEqualTo(who + " is left alone for 9 s, because an attempt was unauthorized");
	}

	private static @Nullable RemainingCooldown resting(CooldownScope scope, @Nullable Duration time) {
		return (time != null) ? new RemainingCooldown(scope, time, FailureReason.UNAUTHORIZED) : null;
	}

	private static HealthSnapshot snapshot(BreakerState breaker, @Nullable Duration cooldown,
			@Nullable FailureReason lastFailure) {
		return new HealthSnapshot(DeploymentId.of("openai", "gpt"), breaker, cooldown,
				resting(CooldownScope.DEPLOYMENT, cooldown), 0, true, lastFailure, null, QuotaReading.NOTHING);
	}

}
