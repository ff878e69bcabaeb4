package io.github.llmrouting.benchmarks;

import java.net.URI;

import reactor.core.publisher.Mono;

/** One way to ask the upstream once. */
@FunctionalInterface
interface Exchange {

	/** Returns the text of the answer. Cold: each subscription is an exchange. */
	Mono<String> text();

	/** Makes ways to ask. */
	@FunctionalInterface
	interface Factory {

		/**
		 * Returns a way to ask.
		 * @param baseUrl of the upstream, which ends with {@code /v1}
		 */
		Exchange to(URI baseUrl, Workload workload);

	}

}
