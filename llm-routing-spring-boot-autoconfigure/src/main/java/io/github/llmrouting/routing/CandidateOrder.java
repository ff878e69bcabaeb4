package io.github.llmrouting.routing;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.TokenEstimate;
import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.routing.Route.Entry;
import io.github.llmrouting.routing.Route.NestedRoute;
import io.github.llmrouting.routing.Route.SingleDeployment;

/**
 * Puts the deployments of a route in order for one request: entries by the route's
 * strategy, a nested route as the block of its own order, then those of {@code then}. A
 * deployment that occurs twice is attempted once.
 */
final class CandidateOrder {

	private final RoutingRequest request;

	private final RouteChoice choice;

	private final HealthBook health;

	private final List<CandidateFilter> filters;

	private final boolean preview;

	private final long inputTokens;

	private final IdentityHashMap<Entry, List<Candidate>> singles = new IdentityHashMap<>();

	private final List<Candidate> included = new ArrayList<>();

	private final List<Exclusion> excluded = new ArrayList<>();

	private CandidateOrder(RoutingRequest request, RouteChoice choice, HealthBook health, List<CandidateFilter> filters,
			boolean preview) {
		this.request = request;
		this.choice = choice;
		this.health = health;
		this.filters = filters;
		this.preview = preview;
		this.inputTokens = TokenEstimate.input(request.prompt());
	}

	/** Returns the order in which a request is to be attempted. */
	static CandidateOrder of(RoutingRequest request, RouteChoice choice, HealthBook health,
			List<CandidateFilter> filters) {
		return new CandidateOrder(request, choice, health, filters, false).run();
	}

	/**
	 * Returns the order in which a request would be attempted, and leaves strategies as
	 * they are.
	 */
	static CandidateOrder preview(RoutingRequest request, RouteChoice choice, HealthBook health,
			List<CandidateFilter> filters) {
		return new CandidateOrder(request, choice, health, filters, true).run();
	}

	private CandidateOrder run() {
		order(this.choice.route(), !this.preview).forEach(this::include);
		return this;
	}

	/** Returns who may be attempted, the first one first. */
	List<Candidate> included() {
		return this.included;
	}

	/** Returns who may not, and why. */
	List<Exclusion> excluded() {
		return this.excluded;
	}

	private void include(Candidate candidate) {
		if (this.included.stream().noneMatch((other) -> other.deployment().equals(candidate.deployment()))) {
			this.included.add(candidate);
		}
	}

	/**
	 * Puts a route in order.
	 * @param counts whether the route's strategies count the request
	 */
	private List<Candidate> order(Route route, boolean counts) {
		List<Candidate> order = new ArrayList<>(order(route.ordering(), route.entries(), counts));
		order.addAll(order(RoutingStrategy.ordered(), route.then(), counts && !isAnyCallable(order)));
		return order;
	}

	/**
	 * Only the block that the request will begin with counts it: a nested route that also
	 * counted what others answer would lose the turns of some of its entries for ever.
	 */
	private List<Candidate> order(RoutingStrategy strategy, List<Entry> entries, boolean counts) {
		IdentityHashMap<Candidate, Block> byFirst = new IdentityHashMap<>();
		List<Candidate> firsts = new ArrayList<>();
		for (Entry entry : entries) {
			List<Candidate> candidates = block(entry, false);
			if (!candidates.isEmpty()) {
				firsts.add(candidates.get(0));
				byFirst.put(candidates.get(0), new Block(entry, candidates));
			}
		}
		if (firsts.isEmpty()) {
			return List.of();
		}
		List<Candidate> order = counts ? strategy.order(this.request, firsts) : strategy.preview(this.request, firsts);
		return flat(order, byFirst, counts);
	}

	private List<Candidate> flat(List<Candidate> firsts, IdentityHashMap<Candidate, Block> byFirst, boolean counts) {
		List<Candidate> order = new ArrayList<>();
		for (Candidate first : firsts) {
			Block block = byFirst.get(first);
			if (block != null) {
				boolean begins = counts && !isAnyCallable(order) && isAnyCallable(block.candidates());
				order.addAll(begins ? block(block.entry(), true) : block.candidates());
			}
		}
		return order;
	}

	private static boolean isAnyCallable(List<Candidate> candidates) {
		return candidates.stream().anyMatch((candidate) -> candidate.health().isCallable());
	}

	/**
	 * What an entry stands for: nothing, one candidate, or those of a nested route in its
	 * order.
	 */
	private List<Candidate> block(Entry entry, boolean counts) {
		if (entry instanceof NestedRoute nested) {
			return order(nested.route(), counts).stream().map((candidate) -> renamed(candidate, entry)).toList();
		}
		return this.singles.computeIfAbsent(entry, this::single);
	}

	private List<Candidate> single(Entry entry) {
		Candidate candidate = candidate(entry, ((SingleDeployment) entry).deployment());
		return isIn(candidate) ? List.of(candidate) : List.of();
	}

	private static Candidate renamed(Candidate candidate, Entry entry) {
		return new Candidate(entry.name(), candidate.deployment(), entry.weight(), candidate.health(),
				candidate.predictedUsage());
	}

	private Candidate candidate(Entry entry, Deployment deployment) {
		TokenUsage predicted = TokenEstimate.usage(this.inputTokens, this.request.prompt().getOptions(),
				deployment.facts().maxOutput());
		return new Candidate(entry.name(), deployment, entry.weight(), this.health.of(deployment.id()).snapshot(),
				predicted);
	}

	private boolean isIn(Candidate candidate) {
		if (!this.choice.among().test(candidate.deployment())) {
			return false;
		}
		Optional<String> refusal = this.filters.stream()
			.flatMap((filter) -> filter.refusal(this.request, candidate).stream())
			.findFirst();
		refusal.ifPresent((reason) -> exclude(candidate, reason));
		return refusal.isEmpty();
	}

	private void exclude(Candidate candidate, String reason) {
		if (this.excluded.stream()
			.noneMatch((other) -> other.candidate().deployment().equals(candidate.deployment()))) {
			this.excluded.add(new Exclusion(candidate, reason));
		}
	}

	/**
	 * An entry and what it stands for.
	 *
	 * @param entry which
	 * @param candidates at least one
	 */
	private record Block(Entry entry, List<Candidate> candidates) {
	}

	/**
	 * Who is out.
	 *
	 * @param candidate which
	 * @param reason why, in words
	 */
	record Exclusion(Candidate candidate, String reason) {
	}

}
