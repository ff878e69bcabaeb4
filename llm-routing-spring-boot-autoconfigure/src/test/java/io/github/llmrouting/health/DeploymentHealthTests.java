package io.github.llmrouting.health;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.QuotaReading;

import static org.assertj.core.api.Assertions.assertThat;

class DeploymentHealthTests {

	private static final DeploymentId DEPLOYMENT = DeploymentId.of("openai", "gpt");

	private static final Duration LATENCY = Duration.ofMillis(100);

	private final AtomicLong nanoTime = new AtomicLong();

	private final DeploymentHealth health = HealthBook
		.of(List.of(DEPLOYMENT), CircuitBreakerRegistry.ofDefaults(), this.nanoTime::get)
		.of(DEPLOYMENT);

	@Test
	void nothingIsKnownBeforeTheFirstAttempt() {
		HealthSnapshot snapshot = this.health.snapshot();

		assertThat(snapshot).isEqualTo(new HealthSnapshot(DEPLOYMENT, BreakerState.CLOSED, null, null, 0, false, null,
				null, QuotaReading.NOTHING));
		assertThat(snapshot.isCallable()).isTrue();
	}

	@Test
	void attemptIsInFlightUntilItSucceeds() {
		RunningAttempt attempt = begin();
		begin();
		assertThat(inFlight()).isEqualTo(2);

		attempt.succeeded(LATENCY);

		assertThat(inFlight()).isEqualTo(1);
	}

	@Test
	void attemptIsInFlightUntilItFails() {
		RunningAttempt attempt = begin();

		attempt.failed(new ServerError("500"), LATENCY);

		assertThat(inFlight()).isZero();
	}

	@Test
	void attemptIsInFlightUntilItIsCancelled() {
		RunningAttempt attempt = begin();

		attempt.cancelled();

		assertThat(inFlight()).isZero();
	}

	@Test
	void firstContentDoesNotEndAnAttempt() {
		RunningAttempt attempt = begin();

		attempt.firstContent(LATENCY);

		assertThat(inFlight()).isEqualTo(1);
	}

	@Test
	void inFlightReturnsToZeroWhateverEndsFirst() {
		List<Consumer<RunningAttempt>> ends = List.of((attempt) -> attempt.succeeded(LATENCY),
				(attempt) -> attempt.failed(new RateLimited("429", Duration.ZERO), LATENCY),
				(attempt) -> attempt.cancelled(), (attempt) -> attempt.firstContent(LATENCY));

		for (Consumer<RunningAttempt> first : ends) {
			for (Consumer<RunningAttempt> second : ends) {
				RunningAttempt attempt = begin();
				first.accept(attempt);
				second.accept(attempt);
				attempt.cancelled();
				assertThat(inFlight()).isZero();
			}
		}
	}

	@Test
	void failureAfterSuccessIsIgnored() {
		RunningAttempt attempt = begin();
		attempt.succeeded(LATENCY);

		attempt.failed(new RateLimited("429", Duration.ofSeconds(30)), LATENCY);

		assertThat(this.health.snapshot().cooldown()).isNull();
		assertThat(this.health.snapshot().lastFailure()).isNull();
	}

	@Test
	void failureAfterCancellationIsIgnored() {
		for (int i = 0; i < 20; i++) {
			RunningAttempt attempt = begin();
			attempt.cancelled();
			attempt.failed(new ServerError("500"), LATENCY);
		}

		assertThat(this.health.snapshot().isCallable()).isTrue();
		assertThat(this.health.snapshot().lastFailure()).isNull();
	}

	@Test
	void cancelledAttemptTellsNothing() {
		begin().cancelled();

		assertThat(this.health.snapshot().attempted()).isFalse();
	}

	@Test
	void lastFailureIsForgottenOnceAnAttemptBringsContent() {
		begin().failed(new ServerError("500"), LATENCY);
		assertThat(this.health.snapshot().lastFailure()).isEqualTo(FailureReason.SERVER_ERROR);

		begin().firstContent(LATENCY);

		assertThat(this.health.snapshot().lastFailure()).isNull();
		assertThat(this.health.snapshot().attempted()).isTrue();
	}

	@Test
	void expectedFirstContentFollowsTheNewestByAFifth() {
		begin().firstContent(Duration.ofMillis(100));
		begin().firstContent(Duration.ofMillis(200));

		assertThat(this.health.snapshot().expectedFirstContent()).isEqualTo(Duration.ofMillis(120));
	}

	@Test
	void expectedFirstContentOfAStreamIsNotItsEnd() {
		RunningAttempt attempt = begin();
		attempt.firstContent(Duration.ofMillis(100));
		attempt.firstContent(Duration.ofSeconds(10));
		attempt.succeeded(Duration.ofSeconds(60));

		assertThat(this.health.snapshot().expectedFirstContent()).isEqualTo(Duration.ofMillis(100));
	}

	@Test
	void answerInOnePieceTellsNothingOfFirstContents() {
		begin().succeeded(Duration.ofSeconds(10));

		assertThat(this.health.snapshot().expectedFirstContent()).isNull();
		assertThat(this.health.snapshot().attempted()).isTrue();
	}

	@Test
	void openBreakerWhoseWaitIsOverIsSaidToBeHalfOpen() {
		for (int i = 0; i < 10; i++) {
			this.health.tryBegin().ifPresent((attempt) -> attempt.failed(new ServerError("500"), LATENCY));
		}
		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.OPEN);

		pass(Duration.ofSeconds(11));

		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.HALF_OPEN);
		assertThat(this.health.snapshot().isCallable()).isTrue();
		assertThat(this.health.tryBegin()).isPresent();
	}

	@Test
	void failuresDoNotChangeTheExpectedFirstContent() {
		begin().firstContent(Duration.ofMillis(100));

		begin().failed(new ServerError("500"), Duration.ofSeconds(30));

		assertThat(this.health.snapshot().expectedFirstContent()).isEqualTo(Duration.ofMillis(100));
	}

	@Test
	void deploymentThatAsksForRestIsLeftAloneForThatLong() {
		begin().failed(new RateLimited("429", Duration.ofSeconds(30)), LATENCY);

		pass(Duration.ofSeconds(30).minusNanos(1));
		assertThat(this.health.tryBegin()).isEmpty();
		assertThat(this.health.snapshot().cooldown()).isEqualTo(Duration.ofNanos(1));
		assertThat(this.health.snapshot().isCallable()).isFalse();
		pass(Duration.ofNanos(1));
		assertThat(this.health.tryBegin()).isPresent();
		assertThat(this.health.snapshot().cooldown()).isNull();
	}

	@Test
	void refusedAttemptIsNotInFlight() {
		begin().failed(new Unauthorized("401"), LATENCY);

		assertThat(this.health.tryBegin()).isEmpty();

		assertThat(inFlight()).isZero();
	}

	@Test
	void longerCooldownWinsWhicheverComesFirst() {
		RunningAttempt first = begin();
		RunningAttempt second = begin();
		RunningAttempt third = begin();

		first.failed(new RateLimited("429", Duration.ofSeconds(10)), LATENCY);
		second.failed(new QuotaExhausted("402"), LATENCY);
		third.failed(new RateLimited("429", Duration.ofSeconds(20)), LATENCY);

		assertThat(this.health.snapshot().cooldown()).isEqualTo(Duration.ofMinutes(15));
	}

	@Test
	void cooldownIsTheLatestEndOfAllThatWereAskedFor() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		long end = 0;

		for (int i = 0; i < 1_000; i++) {
			long rest = random.nextLong(Duration.ofSeconds(60).toNanos());
			this.health.tryBegin()
				.ifPresent((attempt) -> attempt.failed(new Overloaded("529", Duration.ofNanos(rest)), LATENCY));
			end = Math.max(end, endOfCooldown());
			pass(Duration.ofNanos(random.nextLong(Duration.ofSeconds(20).toNanos())));
			long remaining = end - this.nanoTime.get();

			assertThat(this.health.snapshot().cooldown()).as("seed %d, step %d", seed, i)
				.isEqualTo((remaining > 0) ? Duration.ofNanos(remaining) : null);
		}
	}

	private long endOfCooldown() {
		Duration cooldown = this.health.snapshot().cooldown();
		return (cooldown != null) ? this.nanoTime.get() + cooldown.toNanos() : 0;
	}

	@Test
	void cooldownSurvivesAnOverflowOfTheMonotonicTime() {
		this.nanoTime.set(Long.MAX_VALUE - 5);
		begin().failed(new RateLimited("429", Duration.ofSeconds(1)), LATENCY);

		assertThat(this.health.tryBegin()).isEmpty();
		pass(Duration.ofSeconds(1));
		assertThat(this.health.tryBegin()).isPresent();
	}

	@Test
	void restOfNoLengthIsNoCooldown() {
		begin().failed(new RateLimited("429", Duration.ZERO), LATENCY);
		begin().failed(new RateLimited("429", Duration.ofSeconds(-1)), LATENCY);

		assertThat(this.health.tryBegin()).isPresent();
	}

	@Test
	void restForEverIsACooldown() {
		begin().failed(new RateLimited("429", ChronoUnit.FOREVER.getDuration()), LATENCY);

		pass(Duration.ofDays(365));
		assertThat(this.health.tryBegin()).isEmpty();
		assertThat(inFlight()).isZero();
	}

	private RunningAttempt begin() {
		return this.health.tryBegin().orElseThrow();
	}

	private int inFlight() {
		return this.health.snapshot().inFlight();
	}

	private void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
	}

}
