package io.github.llmrouting.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.RequestTrace;
import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.RoutingDecision;
import io.github.llmrouting.RoutingDecision.DeploymentChoice;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.failover.Failover;
import io.github.llmrouting.failover.FailoverPlan;
import io.github.llmrouting.failover.NoDeploymentAvailableException;
import io.github.llmrouting.health.HealthBook;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The innermost router: chooses the route and the order, and leaves attempting to
 * failover.
 */
public final class RoutingChatRouter implements ChatRouter {

	private final RouteChooser chooser;

	private final HealthBook health;

	private final List<CandidateFilter> filters;

	private final Failover failover;

	private final Supplier<String> ids;

	/**
	 * Creates a router.
	 * @param table the routes
	 * @param health of every deployment
	 * @param filters of the application, asked after the built-in ones
	 * @param failover attempts what is in order
	 * @param ids makes an id for each request that has none
	 */
	public RoutingChatRouter(RoutingTable table, HealthBook health, List<CandidateFilter> filters, Failover failover,
			Supplier<String> ids) {
		this.chooser = new RouteChooser(table);
		this.health = health;
		this.filters = new ArrayList<>(CandidateFilters.BUILT_IN);
		this.filters.addAll(filters);
		this.failover = failover;
		this.ids = ids;
	}

	@Override
	public Mono<RoutedResponse> call(RoutingRequest request) {
		return Mono.deferContextual((context) -> this.failover.call(plan(request, RequestTrace.of(context))));
	}

	@Override
	public Flux<RoutedChunk> stream(RoutingRequest request) {
		return Flux.deferContextual((context) -> this.failover.stream(plan(request, RequestTrace.of(context))));
	}

	private FailoverPlan plan(RoutingRequest request, RequestTrace trace) {
		RouteChoice choice = this.chooser.choose(request);
		trace.routeChosen(choice.route().name());
		CandidateOrder order = CandidateOrder.of(request, choice, this.health, this.filters);
		if (order.included().isEmpty()) {
			throw nobody(choice, order);
		}
		return new FailoverPlan((request.id() != null) ? request.id() : this.ids.get(), choice.route().name(),
				choice.rule(), request.prompt(), order.included().stream().map(Candidate::deployment).toList(),
				choice.route().promptCaching(), choice.timeout(request));
	}

	private static NoDeploymentAvailableException nobody(RouteChoice choice, CandidateOrder order) {
		return new NoDeploymentAvailableException(choice.route().name(),
				order.excluded()
					.stream()
					.map((exclusion) -> exclusion.candidate().deployment() + ": " + exclusion.reason())
					.toList(),
				null);
	}

	@Override
	public Mono<RoutingDecision> explain(RoutingRequest request) {
		return Mono.fromSupplier(() -> decide(request));
	}

	private RoutingDecision decide(RoutingRequest request) {
		RouteChoice choice = this.chooser.choose(request);
		CandidateOrder order = CandidateOrder.preview(request, choice, this.health, this.filters);
		List<DeploymentChoice> choices = new ArrayList<>();
		order.included().stream().filter(RoutingChatRouter::isUp).forEach((in) -> choices.add(choice(in)));
		order.included().stream().filter((in) -> !isUp(in)).forEach((in) -> choices.add(choice(in)));
		order.excluded().forEach((out) -> choices.add(choice(out.candidate(), false, out.reason())));
		return new RoutingDecision(choice.route().name(), choice.rule(), request.hints().task(), choices);
	}

	private static boolean isUp(Candidate candidate) {
		return candidate.health().isCallable();
	}

	private static DeploymentChoice choice(Candidate candidate) {
		return choice(candidate, isUp(candidate), candidate.health().describe());
	}

	private static DeploymentChoice choice(Candidate candidate, boolean included, String reason) {
		return new DeploymentChoice(candidate.deployment().id(), included, reason, candidate.predictedCost(),
				candidate.predictedFirstContent());
	}

	@Override
	public String toString() {
		return "routing > failover > health > provider";
	}

}
