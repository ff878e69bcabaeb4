/**
 * The providers of the profile {@code simulated}: servers in this very process that speak
 * the vendors' protocols, and that
 * {@link io.github.llmrouting.sample.simulator.SimulatorController} breaks and mends.
 */
@NullMarked
package io.github.llmrouting.sample.simulator;

import org.jspecify.annotations.NullMarked;
