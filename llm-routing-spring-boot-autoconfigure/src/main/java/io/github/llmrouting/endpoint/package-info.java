/**
 * What operators look at: {@link io.github.llmrouting.endpoint.RoutingHealth} in the
 * health endpoint, and {@link io.github.llmrouting.endpoint.LlmRoutingEndpoint}, which
 * shows providers, deployments and routes as they are configured and as they stand. Reads
 * what is known anyway, calls no provider, and shows no key and no content.
 */
@NullMarked
package io.github.llmrouting.endpoint;

import org.jspecify.annotations.NullMarked;
