/**
 * What an exchange with a provider costs its client in CPU time and memory:
 * {@link io.github.llmrouting.benchmarks.ExchangeCosts} compares our adapter with what
 * lies below it and with Spring AI's own, {@code EventStreamBenchmark} our decoder of
 * event streams with Spring's.
 */
@NullMarked
package io.github.llmrouting.benchmarks;

import org.jspecify.annotations.NullMarked;
