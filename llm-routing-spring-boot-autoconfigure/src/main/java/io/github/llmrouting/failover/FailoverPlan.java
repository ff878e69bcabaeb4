package io.github.llmrouting.failover;

import java.time.Duration;
import java.util.List;

import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.PromptCaching;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.Prompt;

/**
 * What is to be attempted for one request.
 *
 * @param requestId the request's id
 * @param route name of the route that was chosen
 * @param rule what chose it
 * @param prompt the conversation and its options
 * @param order deployments to attempt, the first one first
 * @param promptCaching whether providers are asked to keep what the prompt begins with,
 * or {@code null} to follow each deployment
 * @param timeout for all attempts together, above 0
 */
public record FailoverPlan(String requestId, String route, String rule, Prompt prompt, List<Deployment> order,
		@Nullable PromptCaching promptCaching, Duration timeout) {

	public FailoverPlan {
		order = List.copyOf(order);
	}

	/** Returns the plan without its content: prompts do not belong in logs. */
	@Override
	public String toString() {
		return "FailoverPlan[" + this.requestId + ", route " + this.route + ", " + this.order + "]";
	}

}
