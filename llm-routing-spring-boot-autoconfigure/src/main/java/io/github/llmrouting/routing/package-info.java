/**
 * Chooses a route for a request and puts the route's deployments in the order in which
 * they are to be attempted. A {@link io.github.llmrouting.routing.Route} is a name for
 * entries, deployments or other routes, and a
 * {@link io.github.llmrouting.routing.RoutingStrategy} that orders them; a
 * {@link io.github.llmrouting.routing.CandidateFilter} keeps out who cannot serve the
 * request.
 */
@NullMarked
package io.github.llmrouting.routing;

import org.jspecify.annotations.NullMarked;
