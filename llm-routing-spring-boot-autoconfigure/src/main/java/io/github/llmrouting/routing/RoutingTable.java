package io.github.llmrouting.routing;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.llmrouting.deployment.Deployment;

/**
 * All routes, and all deployments that a request can reach: those of the routes, and
 * those of models that the configuration lists without routing to them.
 *
 * @param routes by name, in the order of the configuration
 * @param deployments each once
 * @param defaultRoute name of the route for requests that name none
 * @param timeout for all attempts of a request that names a deployment instead of a route
 */
public record RoutingTable(Map<String, Route> routes, List<Deployment> deployments, String defaultRoute,
		Duration timeout) {

	/** Name of the route for requests that name none, unless there is only one route. */
	public static final String DEFAULT_ROUTE = "default";

	public RoutingTable {
		routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
		deployments = List.copyOf(deployments);
	}

	/**
	 * Returns a table.
	 * @param routes at least one
	 * @param unrouted deployments that requests may name although no route leads to them
	 * @param timeout for all attempts of a request that names a deployment
	 */
	public static RoutingTable of(List<Route> routes, List<Deployment> unrouted, Duration timeout) {
		Map<String, Route> byName = new LinkedHashMap<>();
		routes.forEach((route) -> byName.put(route.name(), route));
		List<Deployment> deployments = Stream.concat(routes.stream().flatMap(Route::deployments), unrouted.stream())
			.distinct()
			.toList();
		String defaultRoute = (routes.size() == 1) ? routes.get(0).name() : DEFAULT_ROUTE;
		return new RoutingTable(byName, deployments, defaultRoute, timeout);
	}

}
