package io.github.llmrouting.failover;

import java.time.Duration;
import java.util.List;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.LlmRoutingException;
import org.jspecify.annotations.Nullable;

/** Nobody could be attempted: every deployment of the route is out. */
public final class NoDeploymentAvailableException extends LlmRoutingException {

	/**
	 * Creates a failure.
	 * @param route the route's name
	 * @param reasons a text for each deployment that is out
	 * @param retryAfter when the first of them may be back, or {@code null} if unknown
	 */
	public NoDeploymentAvailableException(String route, List<String> reasons, @Nullable Duration retryAfter) {
		super("no deployment of the route '" + route + "' may be called now: " + String.join("; ", reasons),
				FailureReason.NO_DEPLOYMENT, List.of(), retryAfter, null);
	}

}
