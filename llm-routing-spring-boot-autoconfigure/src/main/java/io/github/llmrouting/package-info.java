/**
 * The front door: {@link io.github.llmrouting.ChatRouter} answers a
 * {@link io.github.llmrouting.RoutingRequest} from whichever deployment is up, and says
 * in a {@link io.github.llmrouting.RoutingReport} which one that was, what was tried and
 * what it cost. The other types here are the values that every package speaks.
 */
@NullMarked
package io.github.llmrouting;

import org.jspecify.annotations.NullMarked;
