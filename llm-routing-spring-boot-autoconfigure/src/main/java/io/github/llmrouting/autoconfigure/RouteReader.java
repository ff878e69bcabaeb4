package io.github.llmrouting.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.autoconfigure.LlmRoutingProperties.Entry;
import io.github.llmrouting.autoconfigure.RoutingSetup.Key;
import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.PromptCaching;
import io.github.llmrouting.routing.Route;
import io.github.llmrouting.routing.RoutingStrategy;
import io.github.llmrouting.routing.RoutingTable;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks the routes. Entries at providers that are left out are left out too.
 */
final class RouteReader {

	private static final String ROUTES = "llm.routing.routes";

	private static final Map<String, Supplier<RoutingStrategy>> STRATEGIES = Map.of("ordered", RoutingStrategy::ordered,
			"weighted", RoutingStrategy::weighted);

	private final LlmRoutingProperties properties;

	private final Models models;

	private final Problems problems;

	private final Map<String, Route> read = new LinkedHashMap<>();

	private final Set<String> underway = new LinkedHashSet<>();

	private final Set<String> broken = new LinkedHashSet<>();

	RouteReader(LlmRoutingProperties properties, Models models, Problems problems) {
		this.properties = properties;
		this.models = models;
		this.problems = problems;
	}

	RoutingTable read() {
		Map<String, LlmRoutingProperties.Route> typed = this.properties.routes();
		this.problems.requireNames(ROUTES, typed.keySet());
		if (typed.isEmpty()) {
			presetRoute().ifPresent((route) -> this.read.put(route.name(), route));
		}
		else if (typed.size() > 1 && !typed.containsKey(RoutingTable.DEFAULT_ROUTE)) {
			this.problems.add(ROUTES,
					"has several routes, and none of them is named '" + RoutingTable.DEFAULT_ROUTE + "'",
					"name the route of requests that name none '" + RoutingTable.DEFAULT_ROUTE + "'");
		}
		typed.keySet().forEach(this::read);
		List<Deployment> unrouted = activeProviders().stream()
			.flatMap((provider) -> this.models.configured(provider).stream())
			.toList();
		return RoutingTable.of(List.copyOf(this.read.values()), unrouted, this.properties.timeout());
	}

	private List<ProviderSetup> activeProviders() {
		return this.models.providerNames()
			.stream()
			.flatMap((name) -> Optional.ofNullable(this.models.provider(name)).stream())
			.filter(ProviderSetup::active)
			.toList();
	}

	/**
	 * Without routes, each provider's first model is attempted, in the order of the
	 * providers.
	 */
	private Optional<Route> presetRoute() {
		List<Route.Entry> entries = new ArrayList<>();
		for (ProviderSetup provider : activeProviders()) {
			Optional<String> model = this.models.preset(provider);
			model.ifPresent((name) -> entries.addAll(entries(provider, name, 1)));
			if (model.isEmpty()) {
				this.problems.add("llm.routing.providers." + provider.name() + ".models",
						"names no model, and there is no route that does", "expected at least one model");
			}
		}
		return entries.isEmpty() ? Optional.empty() : Optional.of(new Route(RoutingTable.DEFAULT_ROUTE, "ordered",
				RoutingStrategy.ordered(), entries, List.of(), null, this.properties.timeout()));
	}

	private @Nullable Route read(String name) {
		Route known = this.read.get(name);
		LlmRoutingProperties.Route typed = this.properties.routes().get(name);
		if (known != null || typed == null || this.broken.contains(name)) {
			return known;
		}
		this.underway.add(name);
		Optional<Route> route = read(name, typed);
		this.underway.remove(name);
		route.ifPresentOrElse((whole) -> this.read.put(name, whole), () -> this.broken.add(name));
		return route.orElse(null);
	}

	private Optional<Route> read(String name, LlmRoutingProperties.Route typed) {
		String path = ROUTES + "." + name;
		this.problems.requireWait(path + ".timeout", typed.timeout());
		Supplier<RoutingStrategy> strategy = STRATEGIES.get(typed.strategy());
		if (strategy == null) {
			this.problems.add(path + ".strategy", "'" + typed.strategy() + "' is no strategy",
					"expected one of " + STRATEGIES.keySet().stream().sorted().toList());
		}
		List<Route.Entry> entries = readEntries(path + ".deployments", typed.deployments());
		List<Route.Entry> then = readEntries(path + ".then", typed.then());
		checkEntries(path + ".deployments", typed, entries);
		if (entries.isEmpty() || strategy == null) {
			return then.isEmpty() || strategy == null ? Optional.empty()
					: Optional.of(route(name, typed, RoutingStrategy.ordered(), then, List.of()));
		}
		return Optional.of(route(name, typed, strategy.get(), entries, then));
	}

	private Route route(String name, LlmRoutingProperties.Route typed, RoutingStrategy strategy,
			List<Route.Entry> entries, List<Route.Entry> then) {
		Duration timeout = (typed.timeout() != null) ? typed.timeout() : this.properties.timeout();
		PromptCaching promptCaching = this.problems.readPromptCache(ROUTES + "." + name + ".prompt-cache",
				typed.promptCache());
		return new Route(name, typed.strategy(), strategy, entries, then, promptCaching, timeout);
	}

	private void checkEntries(String path, LlmRoutingProperties.Route typed, List<Route.Entry> entries) {
		List<Entry> deployments = typed.deployments();
		if (deployments.isEmpty()) {
			this.problems.add(path, "is empty", "expected at least one deployment, such as openai/gpt-5.4-mini");
		}
		else if (deployments.stream().allMatch((entry) -> entry.weight() == 0)) {
			this.problems.add(path, "has only weights of 0", "expected at least one weight above 0");
		}
		else if (entries.isEmpty() && typed.then().isEmpty() && this.problems.isClean()) {
			this.problems.add(path, "leads only to providers that are left out",
					"expected at least one deployment at a provider that takes part");
		}
	}

	private List<Route.Entry> readEntries(String path, List<Entry> typed) {
		List<Route.Entry> entries = new ArrayList<>();
		for (int i = 0; i < typed.size(); i++) {
			entries.addAll(readEntry(path + "[" + i + "]", typed.get(i)));
		}
		return entries;
	}

	private List<Route.Entry> readEntry(String path, Entry entry) {
		if (entry.weight() < 0 || !Double.isFinite(entry.weight())) {
			this.problems.add(path + ".weight", entry.weight() + " is no weight", "expected a number of at least 0");
			return List.of();
		}
		if ((entry.model() == null) == (entry.route() == null)) {
			this.problems.add(path,
					"names " + ((entry.model() == null) ? "neither a model nor a route" : "both a model and a route"),
					"expected one of the two");
			return List.of();
		}
		return (entry.route() != null) ? nested(path, entry.route(), entry.weight())
				: deployments(path, String.valueOf(entry.model()), entry.weight());
	}

	private List<Route.Entry> nested(String path, String name, double weight) {
		if (!this.properties.routes().containsKey(name)) {
			this.problems.add(path + ".route", "'" + name + "' is no route",
					"expected one of " + this.properties.routes().keySet());
			return List.of();
		}
		if (this.underway.contains(name)) {
			this.problems.add(path + ".route",
					"'" + name + "' leads back to itself: " + String.join(" > ", this.underway) + " > " + name,
					"expected routes without a cycle");
			return List.of();
		}
		Route route = read(name);
		return (route != null) ? List.of(new Route.NestedRoute(route, weight)) : List.of();
	}

	private List<Route.Entry> deployments(String path, String text, double weight) {
		Optional<DeploymentId> id = DeploymentId.parse(text.trim());
		if (id.isEmpty()) {
			this.problems.add(path, "'" + text + "' is no deployment",
					"expected provider/model, such as openai/gpt-5.4-mini");
			return List.of();
		}
		ProviderSetup provider = this.models.provider(id.get().provider());
		if (provider == null) {
			tellUnknownProvider(path, id.get());
			return List.of();
		}
		List<Route.Entry> entries = entries(provider, id.get().model(), weight);
		if (entries.isEmpty()) {
			this.problems.add(path, "'" + text + "' names a model that nobody knows",
					"correct its name, or add it to llm.routing.providers." + provider.name()
							+ ".models with its prices and context window");
		}
		return provider.active() ? entries : List.of();
	}

	/**
	 * A provider with a mistake of its own is told there, not at every route that names
	 * it.
	 */
	private void tellUnknownProvider(String path, DeploymentId id) {
		if (!this.properties.providers().containsKey(id.provider())) {
			this.problems.add(path, "'" + id + "' names the provider '" + id.provider() + "', which is not configured",
					"expected one of " + this.properties.providers().keySet() + ", or add llm.routing.providers."
							+ id.provider());
		}
	}

	/** Several credentials of a provider share the weight of the entry. */
	private List<Route.Entry> entries(ProviderSetup provider, String model, double weight) {
		List<Deployment> deployments = this.models.deployments(provider, model);
		double total = provider.keys().stream().mapToDouble(Key::weight).sum();
		List<Route.Entry> entries = new ArrayList<>();
		for (int i = 0; i < deployments.size(); i++) {
			double share = (deployments.size() > 1) ? provider.keys().get(i).weight() / total : 1;
			entries.add(new Route.SingleDeployment(deployments.get(i), weight * share));
		}
		return entries;
	}

}
