package io.github.llmrouting;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers chat requests from one of several deployments, as if they were one that does
 * not fail. Thread-safe. All publishers are cold: each subscription is a request of its
 * own, and cancelling it cancels the provider call and releases whatever the request
 * held. Errors are {@link LlmRoutingException}s.
 */
public interface ChatRouter {

	/**
	 * Returns the whole answer.
	 * @param request what is asked, and hints for choosing who answers
	 * @return exactly one answer or an {@link LlmRoutingException}
	 */
	Mono<RoutedResponse> call(RoutingRequest request);

	/**
	 * Returns the answer as it is written. Another deployment may be tried until the
	 * first content reached the caller; a stream that breaks after that ends with an
	 * error, never with a completion.
	 * @param request what is asked, and hints for choosing who answers
	 * @return content chunks, then exactly one {@link RoutedChunk.End}; back-pressured
	 */
	Flux<RoutedChunk> stream(RoutingRequest request);

	/**
	 * Returns how a request would be routed now, without calling a provider.
	 * @param request what would be asked
	 * @return the route, and every deployment in or out with the reason
	 */
	Mono<RoutingDecision> explain(RoutingRequest request);

	/**
	 * Returns the whole answer to one user message.
	 * @param userText the message, not blank
	 * @return exactly one answer or an {@link LlmRoutingException}
	 */
	default Mono<RoutedResponse> call(String userText) {
		return call(RoutingRequest.of(userText));
	}

	/**
	 * Returns the answer to one user message as it is written.
	 * @param userText the message, not blank
	 * @return content chunks, then exactly one {@link RoutedChunk.End}
	 */
	default Flux<RoutedChunk> stream(String userText) {
		return stream(RoutingRequest.of(userText));
	}

}
