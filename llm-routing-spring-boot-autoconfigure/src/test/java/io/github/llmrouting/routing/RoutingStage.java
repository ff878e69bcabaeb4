package io.github.llmrouting.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.TestDeployments;
import io.github.llmrouting.health.DeploymentHealth;
import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.routing.Route.Entry;
import io.github.llmrouting.routing.Route.NestedRoute;
import io.github.llmrouting.routing.Route.SingleDeployment;

/** Routes over deployments whose health a test decides. */
final class RoutingStage {

	static final Duration TIMEOUT = Duration.ofSeconds(10);

	static final RoutingRequest REQUEST = RoutingRequest.of("2+2?");

	private final AtomicLong nanoTime = new AtomicLong();

	private final HealthBook health;

	private RoutingStage(Stream<Deployment> deployments) {
		this.health = HealthBook.of(deployments.map(Deployment::id).toList(), CircuitBreakerRegistry.ofDefaults(),
				this.nanoTime::get);
	}

	static RoutingStage of(Route... routes) {
		return new RoutingStage(Stream.of(routes).flatMap(Route::deployments));
	}

	static RoutingStage of(RoutingTable table) {
		return new RoutingStage(table.deployments().stream());
	}

	HealthBook health() {
		return this.health;
	}

	DeploymentHealth health(String deployment) {
		return this.health.of(DeploymentId.parse(deployment).orElseThrow());
	}

	void coolsDown(String deployment, Duration time) {
		health(deployment).tryBegin().orElseThrow().failed(new RateLimited("429", time), Duration.ZERO);
	}

	List<String> order(Route route) {
		return order(route, REQUEST);
	}

	List<String> order(Route route, RoutingRequest request) {
		return names(candidateOrder(route, request));
	}

	CandidateOrder candidateOrder(Route route, RoutingRequest request, CandidateFilter... filters) {
		List<CandidateFilter> all = new ArrayList<>(CandidateFilters.BUILT_IN);
		all.addAll(List.of(filters));
		return CandidateOrder.of(request, RouteChoice.of(route, "default"), this.health, all);
	}

	List<String> preview(Route route) {
		return names(CandidateOrder.preview(REQUEST, RouteChoice.of(route, "default"), this.health,
				CandidateFilters.BUILT_IN));
	}

	static List<String> names(CandidateOrder order) {
		return names(order.included());
	}

	static List<String> names(List<Candidate> candidates) {
		return candidates.stream().map((candidate) -> candidate.deployment().toString()).toList();
	}

	/** Returns a route whose entries are deployments of weight 1. */
	static Route ordered(String name, String... deployments) {
		return route(name, RoutingStrategy.ordered(), singles(deployments));
	}

	static Route weighted(String name, Entry... entries) {
		return route(name, RoutingStrategy.weighted(), List.of(entries));
	}

	static Route route(String name, RoutingStrategy strategy, List<Entry> entries) {
		return new Route(name, strategy.toString(), strategy, entries, List.of(), null, TIMEOUT);
	}

	static Route withThen(Route route, Entry... then) {
		return new Route(route.name(), route.strategy(), route.ordering(), route.entries(), List.of(then),
				route.promptCaching(), route.timeout());
	}

	static List<Entry> singles(String... deployments) {
		return Stream.of(deployments).map((name) -> (Entry) single(name, 1)).toList();
	}

	static SingleDeployment single(String deployment, double weight) {
		return new SingleDeployment(TestDeployments.priced(deployment), weight);
	}

	static NestedRoute nested(Route route, double weight) {
		return new NestedRoute(route, weight);
	}

	/** Returns a candidate that is well. */
	static Candidate candidate(String deployment, double weight) {
		Deployment known = TestDeployments.priced(deployment);
		HealthBook book = HealthBook.of(List.of(known.id()), CircuitBreakerRegistry.ofDefaults(), () -> 0);
		return new Candidate(deployment, known, weight, book.of(known.id()).snapshot(), TokenUsage.of(0, 0));
	}

	/** Returns a request whose options name a model. */
	static RoutingRequest asking(String model) {
		return RoutingRequest.of(new Prompt("2+2?", ChatOptions.builder().model(model).build()));
	}

	static Map<String, Integer> count(List<String> names) {
		Map<String, Integer> counts = new TreeMap<>();
		names.forEach((name) -> counts.merge(name, 1, Integer::sum));
		return counts;
	}

}
