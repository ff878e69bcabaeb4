/**
 * What recent attempts tell of each deployment: how many are in flight, whether its
 * circuit breaker lets an attempt through, whether it asked to be left alone, how fast it
 * is. An attempt begins and ends at {@link io.github.llmrouting.health.DeploymentHealth};
 * nobody sends probes, which would cost money.
 */
@NullMarked
package io.github.llmrouting.health;

import org.jspecify.annotations.NullMarked;
