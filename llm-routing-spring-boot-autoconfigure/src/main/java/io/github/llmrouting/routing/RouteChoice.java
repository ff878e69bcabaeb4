package io.github.llmrouting.routing;

import java.time.Duration;
import java.util.function.Predicate;

import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.deployment.Deployment;

/**
 * The route that a request takes.
 *
 * @param route which
 * @param rule what chose it: {@code hint}, {@code model} or {@code default}
 * @param among which of the route's deployments the request allows
 */
record RouteChoice(Route route, String rule, Predicate<Deployment> among) {

	static RouteChoice of(Route route, String rule) {
		return new RouteChoice(route, rule, (deployment) -> true);
	}

	/** Returns the time for all attempts of the request together. */
	Duration timeout(RoutingRequest request) {
		Duration hint = request.hints().timeout();
		return (hint != null) ? hint : this.route.timeout();
	}

}
