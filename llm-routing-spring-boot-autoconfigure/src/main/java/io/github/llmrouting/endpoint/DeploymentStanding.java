package io.github.llmrouting.endpoint;

import java.time.Duration;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.health.HealthSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment stands now, as the health endpoint shows it.
 *
 * @param breaker state of its circuit breaker
 * @param cooldownMs milliseconds for which it is still to be left alone, or {@code null}
 * if it is not
 * @param inFlight attempts that have begun and not ended
 * @param lastFailure tag of the reason why the newest attempt failed, or {@code null} if
 * it did not
 */
record DeploymentStanding(String breaker, @Nullable Long cooldownMs, int inFlight, @Nullable String lastFailure) {

	static DeploymentStanding of(HealthSnapshot snapshot) {
		return new DeploymentStanding(snapshot.breaker().tag(), millis(snapshot.cooldown()), snapshot.inFlight(),
				tag(snapshot.lastFailure()));
	}

	static @Nullable Long millis(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() : null;
	}

	private static @Nullable String tag(@Nullable FailureReason reason) {
		return (reason != null) ? reason.tag() : null;
	}

}
