package io.github.llmrouting.health;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.llmrouting.DeploymentId;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

/**
 * Makes the circuit breakers in Resilience4j's registry, where its own endpoint, events
 * and meters find them. The settings are those of the registry's configuration that bears
 * the provider's name, else of the one named {@value #SHARED_CONFIGURATION}, else these:
 * open when half of the last 10 attempts failed, 5 at least; one trial after 10 seconds.
 * Whatever the settings, time is monotonic, and a window of attempts needs no lock.
 */
final class Breakers {

	private static final String SHARED_CONFIGURATION = "llm-routing";

	private static final CircuitBreakerConfig STANDARD = CircuitBreakerConfig.custom()
		.slidingWindow(10, 5, SlidingWindowType.COUNT_BASED, SlidingWindowSynchronizationStrategy.LOCK_FREE)
		.failureRateThreshold(50)
		.waitDurationInOpenState(Duration.ofSeconds(10))
		.permittedNumberOfCallsInHalfOpenState(1)
		.slowCallDurationThreshold(Duration.ofHours(1))
		.build();

	private final CircuitBreakerRegistry registry;

	private final Clock clock;

	private final LongSupplier nanoTime;

	Breakers(CircuitBreakerRegistry registry, LongSupplier nanoTime) {
		this.registry = registry;
		this.clock = new MonotonicClock(nanoTime);
		this.nanoTime = nanoTime;
	}

	CircuitBreaker open(DeploymentId deployment) {
		CircuitBreakerConfig settings = this.registry.getConfiguration(deployment.provider())
			.or(() -> this.registry.getConfiguration(SHARED_CONFIGURATION))
			.orElse(STANDARD);
		CircuitBreakerConfig ours = CircuitBreakerConfig.from(settings)
			.clock(this.clock)
			.currentTimestampFunction((clock) -> this.nanoTime.getAsLong(), TimeUnit.NANOSECONDS)
			.slidingWindowSynchronizationStrategy(synchronization(settings))
			.build();
		return this.registry.circuitBreaker(deployment.toString(), ours);
	}

	/** Resilience4j has no window of less than two without a lock. */
	private static SlidingWindowSynchronizationStrategy synchronization(CircuitBreakerConfig settings) {
		return (settings.getSlidingWindowSize() < 2) ? SlidingWindowSynchronizationStrategy.SYNCHRONIZED
				: SlidingWindowSynchronizationStrategy.LOCK_FREE;
	}

}
