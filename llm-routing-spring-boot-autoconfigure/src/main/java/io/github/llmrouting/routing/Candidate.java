package io.github.llmrouting.routing;

import java.time.Duration;

import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.health.HealthSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A deployment that may serve a request, with what a strategy wants to know of it.
 *
 * @param entry name of the route's entry that it stands for, stable over requests
 * @param deployment which
 * @param weight of the entry, at least 0
 * @param health how it stands now
 * @param predictedUsage tokens that the answer is expected to cost
 */
public record Candidate(String entry, Deployment deployment, double weight, HealthSnapshot health,
		TokenUsage predictedUsage) {

	/**
	 * Returns what the answer is expected to cost, or {@code null} if a price is unknown.
	 */
	public @Nullable Money predictedCost() {
		return this.deployment.facts().prices().cost(this.predictedUsage).orElse(null);
	}

	/** Returns when the first content is expected, or {@code null} if nobody knows. */
	public @Nullable Duration predictedFirstContent() {
		return this.health.expectedFirstContent();
	}

}
