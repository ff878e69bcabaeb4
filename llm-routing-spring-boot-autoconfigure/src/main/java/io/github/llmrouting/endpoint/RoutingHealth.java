package io.github.llmrouting.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.routing.RoutingTable;

import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.Status;

/**
 * The routing's part of the health endpoint: a component for each provider that is
 * called, and {@value #ROUTES}. Boot leaves statuses that it does not know out when it
 * sums up, so that {@link #DEGRADED} shows at its provider while {@value #ROUTES}, which
 * is up or down, decides for all.
 */
public final class RoutingHealth {

	/** A provider of which a deployment may not be called for a while. */
	public static final Status DEGRADED = new Status("DEGRADED", "some attempts are held back");

	/** Name of the component that tells whether requests can be answered. */
	public static final String ROUTES = "routes";

	private RoutingHealth() {
	}

	/**
	 * Returns the contributor, for reactive and for servlet applications.
	 * @param providers all that are configured
	 * @param health of every deployment
	 * @param table the routes
	 */
	public static CompositeReactiveHealthContributor of(List<ProviderDescription> providers, HealthBook health,
			RoutingTable table) {
		Map<String, ReactiveHealthContributor> components = new LinkedHashMap<>();
		providers.stream()
			.filter(ProviderDescription::enabled)
			.map(ProviderDescription::name)
			.forEach((provider) -> components.put(provider, new ProviderHealth(provider, health)));
		components.put(ROUTES, new RoutesHealth(table.routes().values(), health));
		return CompositeReactiveHealthContributor.fromMap(components);
	}

}
