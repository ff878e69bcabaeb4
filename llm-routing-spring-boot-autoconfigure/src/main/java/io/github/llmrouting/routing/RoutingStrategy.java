package io.github.llmrouting.routing;

import java.util.List;

import io.github.llmrouting.RoutingRequest;

/**
 * Decides which entry of a route is attempted first, second, and so on. Implementations
 * are thread-safe, do not block and call no provider.
 */
@FunctionalInterface
public interface RoutingStrategy {

	/**
	 * Returns the candidates in the order in which they are to be attempted.
	 * @param request what is asked
	 * @param candidates those that may be attempted now, in the order of the
	 * configuration, at least one
	 * @return every candidate exactly once
	 */
	List<Candidate> order(RoutingRequest request, List<Candidate> candidates);

	/**
	 * Returns the order that {@link #order} would return now, without counting it as a
	 * request. Strategies that remember what they gave override this.
	 */
	default List<Candidate> preview(RoutingRequest request, List<Candidate> candidates) {
		return order(request, candidates);
	}

	/** Returns the strategy that keeps the order of the configuration. */
	static RoutingStrategy ordered() {
		return (request, candidates) -> candidates;
	}

	/**
	 * Returns a new strategy that gives each entry its share of the requests by weight,
	 * exactly, and spreads them evenly. It remembers what it gave: each route needs its
	 * own.
	 */
	static RoutingStrategy weighted() {
		return new SmoothWeightedRoundRobin();
	}

}
