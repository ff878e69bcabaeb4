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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.ServerError;

import static io.github.llmrouting.health.BreakerStage.LATENCY;
import static io.github.llmrouting.health.BreakerStage.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

/** One trial at a time whoever asks, in random interleavings. */
class HalfOpenStampedeTests {

	private static final int THREADS = 8;

	private static final int CALLERS = 1_000;

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	private final long seed = System.nanoTime();

	private final Random random = new Random(this.seed);

	private BreakerStage stage = new BreakerStage();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	@Timeout(20)
	void oneOfAThousandConcurrentCallersPassesInEveryInterleaving() throws Exception {
		for (int round = 0; round < 100; round++) {
			this.stage = new BreakerStage();
			this.stage.halfOpen();
			Queue<RunningAttempt> passed = rush();
			assertThat(passed).as("seed %d, round %d", this.seed, round).hasSize(1);

			passed.remove().cancelled();
			Queue<RunningAttempt> next = rush();
			assertThat(next).as("seed %d, round %d, after a cancelled trial", this.seed, round).hasSize(1);
			assertThat(this.stage.inFlight()).isEqualTo(1);
		}
	}

	/** Lets all callers ask at the same time, each thread after a delay of its own. */
	private Queue<RunningAttempt> rush() throws Exception {
		Queue<RunningAttempt> passed = new ConcurrentLinkedQueue<>();
		CountDownLatch ready = new CountDownLatch(THREADS);
		List<Future<?>> running = new ArrayList<>();
		for (int thread = 0; thread < THREADS; thread++) {
			int spins = this.random.nextInt(200);
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
			this.stage.health.tryBegin().ifPresent(passed::add);
		}
		return null;
	}

	@Test
	void neverMoreThanOneTrialAndNeverStuckWhateverHappens() {
		List<RunningAttempt> running = new ArrayList<>();
		List<RunningAttempt> trials = new ArrayList<>();

		for (int step = 0; step < 20_000; step++) {
			if (this.random.nextInt(3) == 0) {
				this.stage.pass(Duration.ofMillis(this.random.nextInt(5_000)));
			}
			if (this.random.nextBoolean()) {
				begin(running, trials);
			}
			else if (!running.isEmpty()) {
				RunningAttempt attempt = running.get(this.random.nextInt(running.size()));
				if (endsSomehow(attempt)) {
					running.remove(attempt);
					trials.remove(attempt);
				}
			}
			if (this.stage.breaker() != BreakerState.HALF_OPEN) {
				trials.clear();
			}
			assertThat(trials).as("seed %d, step %d", this.seed, step).hasSizeLessThanOrEqualTo(1);
			assertThat(this.stage.inFlight()).as("seed %d, step %d", this.seed, step).isEqualTo(running.size());
		}
		running.forEach(RunningAttempt::cancelled);
		this.stage.pass(WAIT.plusNanos(1));

		assertThat(this.stage.health.tryBegin()).as("seed %d", this.seed).isPresent();
		assertThat(this.stage.inFlight()).as("seed %d", this.seed).isEqualTo(1);
	}

	/** Trials are the attempts that begin in the half-open state, until it is left. */
	private void begin(List<RunningAttempt> running, List<RunningAttempt> trials) {
		this.stage.health.tryBegin().ifPresent((attempt) -> {
			running.add(attempt);
			if (this.stage.breaker() == BreakerState.HALF_OPEN) {
				trials.add(attempt);
			}
		});
	}

	/** Returns whether the attempt has ended. */
	private boolean endsSomehow(RunningAttempt attempt) {
		int end = this.random.nextInt(6);
		switch (end) {
			case 0 -> attempt.firstContent(LATENCY);
			case 1 -> attempt.succeeded(LATENCY);
			case 2 -> attempt.cancelled();
			case 3 -> attempt.failed(new InvalidRequest("400"), LATENCY);
			default -> attempt.failed(new ServerError("500"), LATENCY);
		}
		return end != 0;
	}

}
