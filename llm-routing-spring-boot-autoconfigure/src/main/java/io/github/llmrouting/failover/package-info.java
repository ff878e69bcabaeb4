/**
 * Attempts a route's deployments in their order until one answers: the only loop on the
 * request line. {@link io.github.llmrouting.failover.Failover} keeps one deadline over
 * all attempts, lets a stream change deployments until its first content reached the
 * caller, and tells every {@link io.github.llmrouting.failover.AttemptListener} how each
 * attempt ended.
 */
@NullMarked
package io.github.llmrouting.failover;

import org.jspecify.annotations.NullMarked;
