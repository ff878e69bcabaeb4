package io.github.llmrouting.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.provider.ProviderFailure.ServerError;

import static org.assertj.core.api.Assertions.assertThat;

/** By whose settings circuit breakers open, and by whose clock. */
class BreakersTests {

	private static final DeploymentId DEPLOYMENT = DeploymentId.of("openai", "gpt");

	private static final Duration WAIT = Duration.ofSeconds(10);

	private final AtomicLong nanoTime = new AtomicLong(-Duration.ofDays(1).toNanos());

	@Test
	void settingsThatBearTheProvidersNameComeFirst() {
		DeploymentHealth health = health(
				CircuitBreakerRegistry.of(Map.of("openai", opensAfter(2), "llm-routing", opensAfter(3))));

		fail(health, 2);

		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.OPEN);
	}

	@Test
	void sharedSettingsComeSecond() {
		DeploymentHealth health = health(
				CircuitBreakerRegistry.of(Map.of("anthropic", opensAfter(2), "llm-routing", opensAfter(3))));

		fail(health, 2);
		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.CLOSED);
		fail(health, 1);

		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.OPEN);
	}

	@Test
	void registrysDefaultSettingsAreNotUsed() {
		DeploymentHealth health = health(CircuitBreakerRegistry.of(opensAfter(1)));

		fail(health, 1);

		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.CLOSED);
	}

	private static CircuitBreakerConfig opensAfter(int failures) {
		return CircuitBreakerConfig.custom()
			.slidingWindowSize(failures)
			.minimumNumberOfCalls(failures)
			.permittedNumberOfCallsInHalfOpenState(1)
			.build();
	}

	@Test
	void breakersAreFoundInTheRegistryByTheDeploymentsName() {
		CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

		HealthBook.of(List.of(DEPLOYMENT, DEPLOYMENT.withCredential(2)), registry, this.nanoTime::get);

		assertThat(registry.getAllCircuitBreakers()).extracting(CircuitBreaker::getName)
			.containsExactlyInAnyOrder("openai/gpt", "openai/gpt#2");
	}

	@Test
	void credentialsOfAProviderHaveBreakersOfTheirOwn() {
		HealthBook book = HealthBook.of(List.of(DEPLOYMENT, DEPLOYMENT.withCredential(2)),
				CircuitBreakerRegistry.ofDefaults(), this.nanoTime::get);

		fail(book.of(DEPLOYMENT), 5);

		assertThat(book.of(DEPLOYMENT).tryBegin()).isEmpty();
		assertThat(book.of(DEPLOYMENT.withCredential(2)).tryBegin()).isPresent();
	}

	@Test
	void wallClockDoesNotMatter() {
		AtomicLong wallSeconds = new AtomicLong();
		CircuitBreakerConfig settings = CircuitBreakerConfig.from(opensAfter(1))
			.waitDurationInOpenState(WAIT)
			.clock(new WallClock(wallSeconds))
			.build();
		DeploymentHealth health = health(CircuitBreakerRegistry.of(Map.of("llm-routing", settings)));
		fail(health, 1);

		wallSeconds.set(1_000_000);
		assertThat(health.tryBegin()).isEmpty();
		wallSeconds.set(-1_000_000);
		pass(WAIT.plusNanos(1));

		assertThat(health.tryBegin()).isPresent();
	}

	@Test
	void breakerThatTheOperatorForcesOpenStaysOpen() {
		CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
		DeploymentHealth health = health(registry);

		registry.circuitBreaker("openai/gpt").transitionToForcedOpenState();
		pass(Duration.ofDays(1));

		assertThat(health.tryBegin()).isEmpty();
		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.OPEN);
	}

	@Test
	void breakerThatTheOperatorDisablesLetsEverythingThrough() {
		CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
		DeploymentHealth health = health(registry);

		registry.circuitBreaker("openai/gpt").transitionToDisabledState();
		fail(health, 20);

		assertThat(health.snapshot().isCallable()).isTrue();
	}

	private DeploymentHealth health(CircuitBreakerRegistry registry) {
		return HealthBook.of(List.of(DEPLOYMENT), registry, this.nanoTime::get).of(DEPLOYMENT);
	}

	private static void fail(DeploymentHealth health, int times) {
		for (int i = 0; i < times; i++) {
			health.tryBegin().ifPresent((attempt) -> attempt.failed(new ServerError("500"), Duration.ZERO));
		}
	}

	private void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
	}

	private static final class WallClock extends Clock {

		private final AtomicLong seconds;

		private WallClock(AtomicLong seconds) {
			this.seconds = seconds;
		}

		@Override
		public Instant instant() {
			return Instant.ofEpochSecond(this.seconds.get());
		}

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
