package io.github.llmrouting.provider.gemini;

import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.provider.ProviderException;
import reactor.core.publisher.Mono;

/**
 * Gives the tokens by which Vertex AI knows who asks. They live for about an hour, so
 * they are asked for before every attempt. Thread-safe and non-blocking.
 */
@FunctionalInterface
public interface AccessTokens {

	/**
	 * Returns a token that is valid now. Cold; an error that is a
	 * {@link ProviderException} says why there is none.
	 */
	Mono<Credential> get();

}
