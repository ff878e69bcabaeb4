package io.github.llmrouting.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.ServerError;

import static org.assertj.core.api.Assertions.assertThat;

/** A half-open breaker lets one attempt through, and that one decides. */
class HalfOpenTrialTests {

	private static final DeploymentId DEPLOYMENT = DeploymentId.of("openai", "gpt");

	private static final Duration LATENCY = Duration.ofMillis(100);

	private static final Duration WAIT = Duration.ofSeconds(10);

	private static final int THREADS = 8;

	private static final int CALLERS = 1_000;

	private final AtomicLong nanoTime = new AtomicLong();

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	private DeploymentHealth health = newHealth();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	private DeploymentHealth newHealth() {
		return HealthBook.of(List.of(DEPLOYMENT), CircuitBreakerRegistry.ofDefaults(), this.nanoTime::get)
			.of(DEPLOYMENT);
	}

	@Test
	void nobodyPassesBeforeTheWaitIsOver() {
		open();

		pass(WAIT);
		assertThat(this.health.tryBegin()).isEmpty();
		pass(Duration.ofNanos(1));

		assertThat(this.health.tryBegin()).isPresent();
		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.HALF_OPEN);
	}

	@Test
	void oneOfAThousandCallersPasses() {
		halfOpen();

		List<RunningAttempt> passed = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			this.health.tryBegin().ifPresent(passed::add);
		}

		assertThat(passed).hasSize(1);
		assertThat(this.health.snapshot().inFlight()).isEqualTo(1);
	}

	@Test
	@Timeout(20)
	void oneOfAThousandConcurrentCallersPassesInEveryInterleaving() throws Exception {
		long seed = System.nanoTime();
		Random random = new Random(seed);

		for (int round = 0; round < 100; round++) {
			this.health = newHealth();
			halfOpen();
			Queue<RunningAttempt> passed = rush(random);
			assertThat(passed).as("seed %d, round %d", seed, round).hasSize(1);

			passed.remove().cancelled();
			Queue<RunningAttempt> next = rush(random);
			assertThat(next).as("seed %d, round %d, after a cancelled trial", seed, round).hasSize(1);
			assertThat(this.health.snapshot().inFlight()).isEqualTo(1);
		}
	}

	/** Lets all callers ask at the same time, each thread after a delay of its own. */
	private Queue<RunningAttempt> rush(Random random) throws Exception {
		Queue<RunningAttempt> passed = new ConcurrentLinkedQueue<>();
		CountDownLatch ready = new CountDownLatch(THREADS);
		List<Future<?>> running = new ArrayList<>();
		for (int thread = 0; thread < THREADS; thread++) {
			int spins = random.nextInt(200);
			running.add(this.threads.submit(() -> ask(CALLERS / THREADS, spins, ready, passed)));
		}
		for (Future<?> one : running) {
			one.get(10, TimeUnit.SECONDS);
		}
		return passed;
	}

	private Void ask(int times, int spins, CountDownLatch ready, Queue<RunningAttempt> passed)
			throws InterruptedException {
		ready.countDown();
		ready.await();
		for (int i = 0; i < spins; i++) {
			Thread.onSpinWait();
		}
		for (int i = 0; i < times; i++) {
			this.health.tryBegin().ifPresent(passed::add);
		}
		return null;
	}

	@Test
	void successOfTheTrialClosesTheBreaker() {
		RunningAttempt trial = trial();

		trial.succeeded(LATENCY);

		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.CLOSED);
		assertThat(this.health.tryBegin()).isPresent();
		assertThat(this.health.tryBegin()).isPresent();
	}

	@Test
	void firstContentOfTheTrialClosesTheBreakerAtOnce() {
		RunningAttempt trial = trial();

		trial.firstContent(LATENCY);

		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.CLOSED);
	}

	@Test
	void cutOfATrialAfterItsContentCountsInTheClosedBreaker() {
		RunningAttempt trial = trial();
		trial.firstContent(LATENCY);

		trial.failed(new Interrupted("cut"), LATENCY);
		fail(4);

		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.OPEN);
	}

	@Test
	void failureOfTheTrialOpensTheBreakerForAnotherWait() {
		RunningAttempt trial = trial();

		trial.failed(new ServerError("500"), LATENCY);

		pass(WAIT);
		assertThat(this.health.tryBegin()).isEmpty();
		pass(Duration.ofNanos(1));
		assertThat(this.health.tryBegin()).isPresent();
	}

	@Test
	void cancelledTrialGivesItsPlaceToExactlyOneOther() {
		RunningAttempt trial = trial();

		trial.cancelled();
		trial.cancelled();

		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.HALF_OPEN);
		assertThat(this.health.tryBegin()).isPresent();
		assertThat(this.health.tryBegin()).isEmpty();
	}

	@Test
	void neutralFailureOfTheTrialGivesItsPlaceToExactlyOneOther() {
		RunningAttempt trial = trial();

		trial.failed(new InvalidRequest("400"), LATENCY);

		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.HALF_OPEN);
		assertThat(this.health.tryBegin()).isPresent();
		assertThat(this.health.tryBegin()).isEmpty();
	}

	@Test
	void rateLimitedTrialIsRepeatedAfterTheCooldown() {
		RunningAttempt trial = trial();

		trial.failed(new RateLimited("429", Duration.ofSeconds(30)), LATENCY);

		assertThat(this.health.tryBegin()).isEmpty();
		pass(Duration.ofSeconds(30));
		assertThat(this.health.tryBegin()).isPresent();
		assertThat(this.health.tryBegin()).isEmpty();
	}

	@Test
	void attemptThatBeganBeforeDoesNotMakeRoomForASecondTrialByBeingCancelled() {
		RunningAttempt old = this.health.tryBegin().orElseThrow();
		trial();

		old.cancelled();

		assertThat(this.health.tryBegin()).isEmpty();
	}

	@Test
	void attemptThatBeganBeforeDoesNotMakeRoomForASecondTrialByANeutralFailure() {
		RunningAttempt old = this.health.tryBegin().orElseThrow();
		trial();

		old.failed(new InvalidRequest("400"), LATENCY);

		assertThat(this.health.tryBegin()).isEmpty();
	}

	@Test
	void failureOfAnAttemptThatBeganBeforeDoesNotDecide() {
		RunningAttempt old = this.health.tryBegin().orElseThrow();
		RunningAttempt trial = trial();

		old.failed(new ServerError("500"), LATENCY);
		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.HALF_OPEN);
		trial.succeeded(LATENCY);

		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.CLOSED);
	}

	@Test
	void successOfAnAttemptThatBeganBeforeDoesNotDecide() {
		RunningAttempt old = this.health.tryBegin().orElseThrow();
		RunningAttempt trial = trial();

		old.succeeded(LATENCY);
		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.HALF_OPEN);
		trial.failed(new ServerError("500"), LATENCY);

		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.OPEN);
	}

	@Test
	void cutOfAnEarlierTrialDoesNotDecideForTheNext() {
		RunningAttempt earlier = trial();
		earlier.firstContent(LATENCY);
		RunningAttempt trial = trial();

		earlier.failed(new Interrupted("cut"), LATENCY);
		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.HALF_OPEN);
		trial.succeeded(LATENCY);

		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.CLOSED);
	}

	@Test
	void attemptsThatBeganBeforeEndInPeaceAfterATrialFailed() {
		List<RunningAttempt> old = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			old.add(this.health.tryBegin().orElseThrow());
		}
		trial().failed(new ServerError("500"), LATENCY);

		for (int i = 0; i < 4; i++) {
			old.get(2 * i).succeeded(LATENCY);
			old.get(2 * i + 1).failed(new ServerError("500"), LATENCY);
		}

		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.OPEN);
		assertThat(this.health.snapshot().inFlight()).isZero();
	}

	@Test
	void neverMoreThanOneTrialAndNeverStuckWhateverHappens() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		List<RunningAttempt> running = new ArrayList<>();
		List<RunningAttempt> trials = new ArrayList<>();

		for (int step = 0; step < 20_000; step++) {
			if (random.nextInt(3) == 0) {
				pass(Duration.ofMillis(random.nextInt(5_000)));
			}
			if (random.nextBoolean()) {
				begin(running, trials);
			}
			else if (!running.isEmpty()) {
				RunningAttempt attempt = running.get(random.nextInt(running.size()));
				if (endsSomehow(attempt, random)) {
					running.remove(attempt);
					trials.remove(attempt);
				}
			}
			if (this.health.snapshot().breaker() != BreakerState.HALF_OPEN) {
				trials.clear();
			}
			assertThat(trials).as("seed %d, step %d", seed, step).hasSizeLessThanOrEqualTo(1);
			assertThat(this.health.snapshot().inFlight()).as("seed %d, step %d", seed, step).isEqualTo(running.size());
		}
		running.forEach(RunningAttempt::cancelled);
		pass(WAIT.plusNanos(1));

		assertThat(this.health.tryBegin()).as("seed %d", seed).isPresent();
		assertThat(this.health.snapshot().inFlight()).as("seed %d", seed).isEqualTo(1);
	}

	/** Trials are the attempts that begin in the half-open state, until it is left. */
	private void begin(List<RunningAttempt> running, List<RunningAttempt> trials) {
		this.health.tryBegin().ifPresent((attempt) -> {
			running.add(attempt);
			if (this.health.snapshot().breaker() == BreakerState.HALF_OPEN) {
				trials.add(attempt);
			}
		});
	}

	/** Returns whether the attempt has ended. */
	private static boolean endsSomehow(RunningAttempt attempt, Random random) {
		int end = random.nextInt(6);
		switch (end) {
			case 0 -> attempt.firstContent(LATENCY);
			case 1 -> attempt.succeeded(LATENCY);
			case 2 -> attempt.cancelled();
			case 3 -> attempt.failed(new InvalidRequest("400"), LATENCY);
			default -> attempt.failed(new ServerError("500"), LATENCY);
		}
		return end != 0;
	}

	private RunningAttempt trial() {
		halfOpen();
		return this.health.tryBegin().orElseThrow();
	}

	private void halfOpen() {
		open();
		pass(WAIT.plusNanos(1));
	}

	private void open() {
		fail(5);
		assertThat(this.health.snapshot().breaker()).isEqualTo(BreakerState.OPEN);
	}

	private void fail(int times) {
		for (int i = 0; i < times; i++) {
			this.health.tryBegin().orElseThrow().failed(new ServerError("500"), LATENCY);
		}
	}

	private void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
	}

}
