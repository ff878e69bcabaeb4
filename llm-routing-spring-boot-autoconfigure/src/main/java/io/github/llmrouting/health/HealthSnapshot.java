package io.github.llmrouting.health;

import java.time.Duration;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * A deployment's health at one moment.
 *
 * @param deployment which
 * @param breaker state of its circuit breaker
 * @param cooldown how long it is still to be left alone, by its own wish or because its
 * breaker is open, or {@code null} if it need not be
 * @param inFlight attempts that have begun and not ended, at least 0
 * @param attempted whether there has been an attempt that tells anything
 * @param lastFailure why the newest attempt failed, or {@code null} if it did not
 * @param expectedFirstContent when the first content of a next stream is to be expected,
 * by the average of those before, or {@code null} if there were none
 */
public record HealthSnapshot(DeploymentId deployment, BreakerState breaker, @Nullable Duration cooldown, int inFlight,
		boolean attempted, @Nullable FailureReason lastFailure, @Nullable Duration expectedFirstContent) {

	/** Returns whether an attempt may begin now, as far as one look can tell. */
	public boolean isCallable() {
		return this.breaker != BreakerState.OPEN && this.cooldown == null;
	}

	/** Returns in words whether an attempt may begin now. */
	public String describe() {
		if (this.breaker == BreakerState.OPEN) {
			return "its circuit breaker is open" + lastFailureText();
		}
		if (this.cooldown != null) {
			return "it is left alone for " + Math.max(1, this.cooldown.toSeconds()) + " s" + lastFailureText();
		}
		return (this.breaker == BreakerState.HALF_OPEN) ? "its circuit breaker lets one trial through" : "it is up";
	}

	private String lastFailureText() {
		return (this.lastFailure != null) ? ", its last attempt was " + this.lastFailure.tag() : "";
	}

}
