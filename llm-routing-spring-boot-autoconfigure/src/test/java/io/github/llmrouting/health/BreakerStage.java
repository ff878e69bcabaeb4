package io.github.llmrouting.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.provider.ProviderFailure.ServerError;

import static org.assertj.core.api.Assertions.assertThat;

/** A deployment with standard settings whose breaker a test opens and half-opens. */
final class BreakerStage {

	static final Duration LATENCY = Duration.ofMillis(100);

	static final Duration WAIT = Duration.ofSeconds(10);

	private static final DeploymentId DEPLOYMENT = DeploymentId.of("openai", "gpt");

	private final AtomicLong nanoTime = new AtomicLong();

	final DeploymentHealth health = HealthBook
		.of(List.of(DEPLOYMENT), CircuitBreakerRegistry.ofDefaults(), this.nanoTime::get)
		.of(DEPLOYMENT);

	RunningAttempt trial() {
		halfOpen();
		return this.health.tryBegin().orElseThrow();
	}

	void halfOpen() {
		open();
		pass(WAIT.plusNanos(1));
	}

	void open() {
		fail(5);
		assertThat(breaker()).isEqualTo(BreakerState.OPEN);
	}

	void fail(int times) {
		for (int i = 0; i < times; i++) {
			this.health.tryBegin().orElseThrow().failed(new ServerError("500"), LATENCY);
		}
	}

	void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
	}

	BreakerState breaker() {
		return this.health.snapshot().breaker();
	}

	int inFlight() {
		return this.health.snapshot().inFlight();
	}

}
