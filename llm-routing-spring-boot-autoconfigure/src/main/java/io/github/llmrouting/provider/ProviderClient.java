package io.github.llmrouting.provider;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Speaks to one provider. Makes exactly one attempt per subscription: no retries, no
 * redirects. Thread-safe and non-blocking; publishers are cold, and cancelling them
 * closes the exchange. Errors are {@link ProviderException}s.
 */
public interface ProviderClient {

	/** Asks for a whole answer. */
	Mono<ProviderAnswer> call(ProviderRequest request);

	/**
	 * Asks for an answer as it is written.
	 * @return chunks, then exactly one {@link ProviderChunk.End}; completion without it
	 * does not happen: an answer that breaks off is an error
	 */
	Flux<ProviderChunk> stream(ProviderRequest request);

}
