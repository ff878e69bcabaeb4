package io.github.llmrouting.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.endpoint.RoutingDescriptor.DeploymentDescriptor;
import io.github.llmrouting.endpoint.RoutingDescriptor.EntryDescriptor;
import io.github.llmrouting.endpoint.RoutingDescriptor.PricesDescriptor;
import io.github.llmrouting.endpoint.RoutingDescriptor.ProviderDescriptor;
import io.github.llmrouting.endpoint.RoutingDescriptor.RouteDescriptor;
import io.github.llmrouting.endpoint.RoutingDescriptor.TokensDescriptor;
import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.health.HealthSnapshot;
import io.github.llmrouting.observation.AttemptTotals;
import io.github.llmrouting.observation.DeploymentTotals;
import io.github.llmrouting.routing.Route;
import io.github.llmrouting.routing.Route.NestedRoute;
import io.github.llmrouting.routing.RoutingTable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Shows operators providers, deployments and routes. */
@Endpoint(id = "llmrouting")
public final class LlmRoutingEndpoint {

	private final List<ProviderDescription> providers;

	private final RoutingTable table;

	private final HealthBook health;

	private final AttemptTotals totals;

	/**
	 * Creates an endpoint.
	 * @param providers all that are configured
	 * @param table the routes
	 * @param health of every deployment
	 * @param totals of every deployment
	 */
	public LlmRoutingEndpoint(List<ProviderDescription> providers, RoutingTable table, HealthBook health,
			AttemptTotals totals) {
		this.providers = List.copyOf(providers);
		this.table = table;
		this.health = health;
		this.totals = totals;
	}

	/** Returns what is configured, and how it stands now. */
	@ReadOperation
	public RoutingDescriptor routing() {
		Map<String, ProviderDescriptor> providers = new LinkedHashMap<>();
		this.providers.forEach((provider) -> providers.put(provider.name(), describe(provider)));
		Map<String, RouteDescriptor> routes = new LinkedHashMap<>();
		this.table.routes().forEach((name, route) -> routes.put(name, describe(route)));
		return new RoutingDescriptor(providers, this.table.deployments().stream().map(this::describe).toList(), routes);
	}

	private ProviderDescriptor describe(ProviderDescription provider) {
		ProviderHealth health = new ProviderHealth(provider.name(), this.health);
		return new ProviderDescriptor(provider.type(), provider.enabled(),
				provider.enabled() ? health.status().getCode() : null, health.inFlight());
	}

	private DeploymentDescriptor describe(Deployment deployment) {
		HealthSnapshot snapshot = this.health.of(deployment.id()).snapshot();
		DeploymentStanding standing = DeploymentStanding.of(snapshot);
		DeploymentTotals totals = this.totals.of(deployment.id());
		return new DeploymentDescriptor(deployment.provider(), deployment.model(), deployment.id().credential(),
				deployment.facts().contextWindow(), standing.breaker(), standing.cooldownMs(), standing.cooldownScope(),
				standing.cooldownReason(), standing.inFlight(), standing.lastFailure(),
				DeploymentStanding.millis(snapshot.expectedFirstContent()), standing.quota(), totals.attempts(),
				totals.successes(), failures(totals), TokensDescriptor.of(totals.tokens()), totals.cost().toUsd(),
				totals.attemptsOfUnknownCost(), PricesDescriptor.of(deployment.facts().prices().standard()));
	}

	private static Map<String, Long> failures(DeploymentTotals totals) {
		Map<String, Long> byTag = new LinkedHashMap<>();
		totals.failures().forEach((reason, count) -> byTag.put(reason.tag(), count));
		return byTag;
	}

	private RouteDescriptor describe(Route route) {
		return new RouteDescriptor(route.strategy(), describe(route.entries()), describe(route.then()), route.timeout(),
				route.name().equals(this.table.defaultRoute()));
	}

	private static List<EntryDescriptor> describe(List<Route.Entry> entries) {
		return entries.stream().map(LlmRoutingEndpoint::describe).toList();
	}

	private static EntryDescriptor describe(Route.Entry entry) {
		if (entry instanceof NestedRoute nested) {
			return new EntryDescriptor(null, nested.route().name(), entry.weight());
		}
		return new EntryDescriptor(entry.name(), null, entry.weight());
	}

}
