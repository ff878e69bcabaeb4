package io.github.llmrouting.health;

import java.time.Duration;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.provider.CooldownScope;

/**
 * The rest that is still left to a deployment.
 *
 * @param scope who rests: the deployment alone or with others
 * @param time for how long still, above 0
 * @param reason of the failure that asked for it
 */
public record RemainingCooldown(CooldownScope scope, Duration time, FailureReason reason) {
}
