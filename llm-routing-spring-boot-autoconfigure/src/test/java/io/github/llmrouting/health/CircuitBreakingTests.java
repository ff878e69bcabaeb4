package io.github.llmrouting.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.ContentRefused;
import io.github.llmrouting.provider.ProviderFailure.ContextTooLong;
import io.github.llmrouting.provider.ProviderFailure.Defect;
import io.github.llmrouting.provider.ProviderFailure.DoesNotFit;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.Malformed;
import io.github.llmrouting.provider.ProviderFailure.ModelNotFound;
import io.github.llmrouting.provider.ProviderFailure.NotTaken;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.PoolExhausted;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.RegionRefused;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.ShareExceeded;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;

import static org.assertj.core.api.Assertions.assertThat;

/** Which attempts open a circuit breaker. */
class CircuitBreakingTests {

	private static final DeploymentId DEPLOYMENT = DeploymentId.of("openai", "gpt");

	private static final Duration LATENCY = Duration.ofMillis(100);

	private final AtomicLong nanoTime = new AtomicLong(-Duration.ofDays(1).toNanos());

	static Stream<ProviderFailure> unhealthy() {
		return Stream.of(new Overloaded("529", null), new ServerError("500"), new TimedOut("late"),
				new Unreachable("refused"), new Unreadable("no JSON"), new Interrupted("cut"), new Defect("bug"));
	}

	static Stream<ProviderFailure> neutral() {
		return Stream.of(new RateLimited("429", Duration.ZERO), new QuotaExhausted("402"), new PoolExhausted("pool"),
				new ShareExceeded("share"), new Unauthorized("401"), new RegionRefused("403"),
				new DoesNotFit("429", FailureReason.RATE_LIMITED), new NotTaken("409"), new Malformed("tool call"),
				new ModelNotFound("404"), new InvalidRequest("400"), new ContextTooLong("400"),
				new ContentRefused("400"), new Unsupported("media"));
	}

	@Test
	void everyKindOfFailureIsEitherUnhealthyOrNeutral() {
		assertThat(Stream.concat(unhealthy(), neutral()).map(ProviderFailure::getClass))
			.containsExactlyInAnyOrder(kindsOfFailures());
	}

	@SuppressWarnings("unchecked")
	private static Class<? extends ProviderFailure>[] kindsOfFailures() {
		return (Class<? extends ProviderFailure>[]) ProviderFailure.class.getPermittedSubclasses();
	}

	@ParameterizedTest
	@MethodSource("unhealthy")
	void breakerOpensAfterFiveUnhealthyFailures(ProviderFailure failure) {
		DeploymentHealth health = health(CircuitBreakerRegistry.ofDefaults());

		fail(health, failure, 4);
		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.CLOSED);
		fail(health, failure, 1);

		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.OPEN);
		assertThat(health.snapshot().isCallable()).isFalse();
		assertThat(health.tryBegin()).isEmpty();
		assertThat(health.snapshot().inFlight()).isZero();
	}

	@ParameterizedTest
	@MethodSource("neutral")
	void neutralFailuresNeverCount(ProviderFailure failure) {
		DeploymentHealth health = health(CircuitBreakerRegistry.ofDefaults());

		for (int i = 0; i < 50; i++) {
			fail(health, failure, 1);
			pass(Duration.ofHours(1));
		}

		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.CLOSED);
		assertThat(health.tryBegin()).isPresent();
	}

	@Test
	void neutralFailuresDoNotDiluteUnhealthyOnes() {
		DeploymentHealth health = health(CircuitBreakerRegistry.ofDefaults());

		for (int i = 0; i < 5; i++) {
			fail(health, new InvalidRequest("400"), 10);
			fail(health, new ServerError("500"), 1);
		}

		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.OPEN);
	}

	@Test
	void cancelledAttemptsNeverCount() {
		DeploymentHealth health = health(CircuitBreakerRegistry.ofDefaults());

		for (int i = 0; i < 5; i++) {
			health.tryBegin().orElseThrow().cancelled();
			fail(health, new ServerError("500"), 1);
		}

		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.OPEN);
	}

	@Test
	void fewerFailuresThanHalfLeaveTheBreakerClosed() {
		DeploymentHealth health = health(CircuitBreakerRegistry.ofDefaults());

		for (int i = 0; i < 20; i++) {
			succeed(health, 3);
			fail(health, new ServerError("500"), 1);
		}

		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.CLOSED);
	}

	@Test
	void firstContentCountsAsSuccessAtOnce() {
		DeploymentHealth health = health(CircuitBreakerRegistry.ofDefaults());
		for (int i = 0; i < 5; i++) {
			health.tryBegin().orElseThrow().firstContent(LATENCY);
		}

		fail(health, new ServerError("500"), 4);

		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.CLOSED);
	}

	@Test
	void successOfAStreamCountsOnce() {
		DeploymentHealth health = health(CircuitBreakerRegistry.ofDefaults());
		for (int i = 0; i < 2; i++) {
			RunningAttempt attempt = health.tryBegin().orElseThrow();
			attempt.firstContent(LATENCY);
			attempt.firstContent(LATENCY);
			attempt.succeeded(LATENCY);
		}

		fail(health, new ServerError("500"), 3);

		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.OPEN);
	}

	@Test
	void streamsThatAreAlwaysCutOpenTheBreaker() {
		DeploymentHealth health = health(CircuitBreakerRegistry.ofDefaults());

		for (int i = 0; i < 3; i++) {
			RunningAttempt attempt = health.tryBegin().orElseThrow();
			attempt.firstContent(LATENCY);
			attempt.failed(new Interrupted("cut"), LATENCY);
		}

		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.OPEN);
	}

	@Test
	void streamsThatTheCallerLeavesAfterContentAreSuccesses() {
		DeploymentHealth health = health(CircuitBreakerRegistry.ofDefaults());
		for (int i = 0; i < 5; i++) {
			RunningAttempt attempt = health.tryBegin().orElseThrow();
			attempt.firstContent(LATENCY);
			attempt.cancelled();
		}

		fail(health, new ServerError("500"), 4);

		assertThat(health.snapshot().breaker()).isEqualTo(BreakerState.CLOSED);
	}

	private DeploymentHealth health(CircuitBreakerRegistry registry) {
		return HealthBook.of(List.of(DEPLOYMENT), registry, this.nanoTime::get).of(DEPLOYMENT);
	}

	private static void fail(DeploymentHealth health, ProviderFailure failure, int times) {
		for (int i = 0; i < times; i++) {
			health.tryBegin().ifPresent((attempt) -> attempt.failed(failure, LATENCY));
		}
	}

	private static void succeed(DeploymentHealth health, int times) {
		for (int i = 0; i < times; i++) {
			health.tryBegin().orElseThrow().succeeded(LATENCY);
		}
	}

	private void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
	}

}
