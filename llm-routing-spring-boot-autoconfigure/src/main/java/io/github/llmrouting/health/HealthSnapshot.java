package io.github.llmrouting.health;

import java.time.Duration;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.provider.QuotaReading;
import org.jspecify.annotations.Nullable;

/**
 * A deployment's health at one moment.
 *
 * @param deployment which
 * @param breaker state of its circuit breaker
 * @param cooldown how long it is still to be left alone, because it rests or because its
 * breaker is open, or {@code null} if it need not be
 * @param resting the rest that it takes, by itself or with others, or {@code null} if
 * none
 * @param inFlight attempts that have begun and not ended, at least 0
 * @param attempted whether there has been an attempt that tells anything
 * @param lastFailure why the newest attempt failed, or {@code null} if it did not
 * @param expectedFirstContent when the first content of a next stream is to be expected,
 * by the average of those before, or {@code null} if there were none
 * @param quota what the provider told of the quota that it grants, as far as that still
 * holds
 */
public record HealthSnapshot(DeploymentId deployment, BreakerState breaker, @Nullable Duration cooldown,
		@Nullable RemainingCooldown resting, int inFlight, boolean attempted, @Nullable FailureReason lastFailure,
		@Nullable Duration expectedFirstContent, QuotaReading quota) {

	/** Returns whether an attempt may begin now, as far as one look can tell. */
	public boolean isCallable() {
		return this.breaker != BreakerState.OPEN && this.cooldown == null;
	}

	/** Returns in words whether an attempt may begin now. */
	public String describe() {
		if (this.breaker == BreakerState.OPEN) {
			return "its circuit breaker is open" + lastFailureText();
		}
		if (this.resting != null) {
			return restingText(this.resting);
		}
		return (this.breaker == BreakerState.HALF_OPEN) ? "its circuit breaker lets one trial through" : "it is up";
	}

	private String restingText(RemainingCooldown resting) {
		String time = " is left alone for " + Math.max(1, resting.time().toSeconds()) + " s";
		String because = ", because an attempt was " + resting.reason().tag();
		return switch (resting.scope()) {
			case DEPLOYMENT -> "it" + time + lastFailureText();
			case CREDENTIAL -> "its credential" + time + because;
			case MODEL -> "its model" + time + because;
			case PROVIDER -> "its provider" + time + because;
		};
	}

	private String lastFailureText() {
		return (this.lastFailure != null) ? ", its last attempt was " + this.lastFailure.tag() : "";
	}

}
