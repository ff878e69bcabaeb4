package io.github.llmrouting.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.llmrouting.Money;
import io.github.llmrouting.RoutingRequest;

/** The filters that every request goes through. */
final class CandidateFilters {

	static final List<CandidateFilter> BUILT_IN = List.of(CandidateFilters::contextWindow, CandidateFilters::maxCost,
			CandidateFilters::maxLatency);

	private CandidateFilters() {
	}

	/**
	 * The conversation must fit; an estimate that is a little too high must not keep
	 * anybody out.
	 */
	private static Optional<String> contextWindow(RoutingRequest request, Candidate candidate) {
		Integer window = candidate.deployment().facts().contextWindow();
		long input = candidate.predictedUsage().input();
		return (window != null && 0.9 * input > window)
				? Optional.of("about " + input + " tokens do not fit into its context window of " + window)
				: Optional.empty();
	}

	private static Optional<String> maxCost(RoutingRequest request, Candidate candidate) {
		Money most = request.hints().maxCost();
		if (most == null) {
			return Optional.empty();
		}
		Money predicted = candidate.predictedCost();
		if (predicted == null) {
			return Optional.of("its price is unknown, and the request has a maximum cost");
		}
		return (predicted.compareTo(most) > 0)
				? Optional.of("predicted to cost " + predicted + ", above the request's maximum of " + most)
				: Optional.empty();
	}

	private static Optional<String> maxLatency(RoutingRequest request, Candidate candidate) {
		Duration most = request.hints().maxLatency();
		Duration predicted = candidate.predictedFirstContent();
		return (most != null && predicted != null && predicted.compareTo(most) > 0)
				? Optional.of("predicted to begin after " + predicted.toMillis()
						+ " ms, above the request's maximum of " + most.toMillis() + " ms")
				: Optional.empty();
	}

}
