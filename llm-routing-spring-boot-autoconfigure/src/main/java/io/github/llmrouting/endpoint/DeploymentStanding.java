package io.github.llmrouting.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.endpoint.RoutingDescriptor.QuotaDescriptor;
import io.github.llmrouting.health.HealthSnapshot;
import io.github.llmrouting.health.RemainingCooldown;
import io.github.llmrouting.provider.QuotaReading;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment stands now, as the endpoints show it.
 *
 * @param breaker state of its circuit breaker
 * @param cooldownMs milliseconds for which it is still to be left alone, or {@code null}
 * if it is not
 * @param cooldownScope tag of who rests, or {@code null} if nobody does
 * @param cooldownReason tag of the reason why, or {@code null} if nobody does
 * @param inFlight attempts that have begun and not ended
 * @param lastFailure tag of the reason why the newest attempt failed, or {@code null} if
 * it did not
 * @param quota what the provider told of its quotas, by what is counted, or {@code null}
 * if nothing that still holds
 */
record DeploymentStanding(String breaker, @Nullable Long cooldownMs, @Nullable String cooldownScope,
		@Nullable String cooldownReason, int inFlight, @Nullable String lastFailure,
		@Nullable Map<String, QuotaDescriptor> quota) {

	static DeploymentStanding of(HealthSnapshot snapshot) {
		RemainingCooldown resting = snapshot.resting();
		return new DeploymentStanding(snapshot.breaker().tag(), millis(snapshot.cooldown()),
				(resting != null) ? resting.scope().tag() : null, (resting != null) ? tag(resting.reason()) : null,
				snapshot.inFlight(), tag(snapshot.lastFailure()), quota(snapshot.quota()));
	}

	private static @Nullable Map<String, QuotaDescriptor> quota(QuotaReading reading) {
		Map<String, QuotaDescriptor> quota = new TreeMap<>();
		reading.levels().forEach((dimension, level) -> quota.put(dimension.tag(), QuotaDescriptor.of(level)));
		return quota.isEmpty() ? null : quota;
	}

	static @Nullable Long millis(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() : null;
	}

	private static @Nullable String tag(@Nullable FailureReason reason) {
		return (reason != null) ? reason.tag() : null;
	}

}
