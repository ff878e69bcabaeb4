package io.github.llmrouting;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a request would be routed now.
 *
 * @param route name of the route
 * @param rule what chose the route, such as {@code hint}, {@code model} or
 * {@code default}
 * @param task what the request is about, or {@code null} if nobody said
 * @param deployments every deployment of the route: those that would be attempted in
 * their order, then those that would not
 */
public record RoutingDecision(String route, String rule, @Nullable String task, List<DeploymentChoice> deployments) {

	public RoutingDecision {
		deployments = List.copyOf(deployments);
	}

	/**
	 * One deployment, in or out.
	 *
	 * @param deployment which
	 * @param included whether it would be attempted
	 * @param reason why it stands where it stands, in words
	 * @param predictedCost what the answer is expected to cost, or {@code null} if
	 * unknown
	 * @param predictedFirstContent when its first content is expected, or {@code null} if
	 * unknown
	 */
	public record DeploymentChoice(DeploymentId deployment, boolean included, String reason,
			@Nullable Money predictedCost, @Nullable Duration predictedFirstContent) {
	}

}
