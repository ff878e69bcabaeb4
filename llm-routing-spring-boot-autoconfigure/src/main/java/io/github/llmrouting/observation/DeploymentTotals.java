package io.github.llmrouting.observation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;

/**
 * What a deployment has done since the start. Read while attempts go on, so that one
 * number may be an attempt ahead of another.
 *
 * @param attempts that have ended, at least 0
 * @param successes attempts that answered, at least 0
 * @param failures attempts that did not, by reason; reasons that did not occur are left
 * out
 * @param tokens as billed, or as estimated where an attempt broke off
 * @param cost of all attempts whose cost is known
 * @param attemptsOfUnknownCost attempts whose cost is not, at least 0
 */
public record DeploymentTotals(long attempts, long successes, Map<FailureReason, Long> failures, TokenUsage tokens,
		Money cost, long attemptsOfUnknownCost) {

	/** Totals of a deployment that was never asked. */
	public static final DeploymentTotals NONE = new DeploymentTotals(0, 0, Map.of(), TokenUsage.of(0, 0), Money.ZERO,
			0);

	public DeploymentTotals {
		Map<FailureReason, Long> copy = new EnumMap<>(FailureReason.class);
		copy.putAll(failures);
		failures = Collections.unmodifiableMap(copy);
	}

}
