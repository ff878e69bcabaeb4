package io.github.llmrouting.routing;

import java.util.Optional;

import io.github.llmrouting.RoutingRequest;

/**
 * Keeps deployments out that cannot, or must not, serve a request. Beans of this type are
 * asked after the built-in ones. Thread-safe, does not block.
 */
@FunctionalInterface
public interface CandidateFilter {

	/**
	 * Returns why a candidate is out.
	 * @param request what is asked
	 * @param candidate who might serve it
	 * @return the reason, without content of the request, or empty if the candidate is in
	 */
	Optional<String> refusal(RoutingRequest request, Candidate candidate);

}
