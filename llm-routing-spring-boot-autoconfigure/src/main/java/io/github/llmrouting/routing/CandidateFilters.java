package io.github.llmrouting.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.llmrouting.Money;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.deployment.RequiredCapabilities;

/** The filters that every request goes through. */
final class CandidateFilters {

	static final List<CandidateFilter> BUILT_IN = List.of(CandidateFilters::capabilities,
			CandidateFilters::contextWindow, CandidateFilters::maxCost, CandidateFilters::maxLatency);

	private CandidateFilters() {
	}

	/** A model of which nobody knows what it can do is trusted. */
	private static Optional<String> capabilities(RoutingRequest request, Candidate candidate) {
		ModelFacts facts = candidate.deployment().facts();
		if (facts.capabilities() == null) {
			return Optional.empty();
		}
		List<String> missing = RequiredCapabilities.of(request.prompt())
			.stream()
			.filter((capability) -> !facts.can(capability))
			.map(Capability::tag)
			.toList();
		return missing.isEmpty() ? Optional.empty()
				: Optional.of("it lacks what the request needs: " + String.join(", ", missing));
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
