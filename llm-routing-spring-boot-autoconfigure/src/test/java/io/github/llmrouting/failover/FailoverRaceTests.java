package io.github.llmrouting.failover;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.ServerError;

import static io.github.llmrouting.failover.FailoverStage.A;
import static io.github.llmrouting.failover.FailoverStage.B;
import static io.github.llmrouting.failover.FakeProviderClient.answer;
import static io.github.llmrouting.failover.FakeProviderClient.content;
import static io.github.llmrouting.failover.FakeProviderClient.end;
import static org.assertj.core.api.Assertions.assertThat;

/** A provider that answers while the caller goes away. */
class FailoverRaceTests {

	private static final int ROUNDS = 300;

	private final FailoverStage stage = new FailoverStage();

	private final Queue<AttemptReport> told = new ConcurrentLinkedQueue<>();

	private final FailoverPlan plan = FailoverStage.plan(FailoverStage.TIMEOUT, A, B);

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	private final long seed = System.nanoTime();

	private final Random random = new Random(this.seed);

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	@Timeout(20)
	void answeredOrCancelledEveryAttemptIsToldOnce() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			Sinks.One<ProviderAnswer> sink = Sinks.one();
			this.stage.provider.calls(A, sink::asMono);
			Disposable caller = this.stage.failover(this.told::add).call(this.plan).subscribe();

			race(caller, () -> sink.tryEmitValue(answer("4")));

			assertEndedOnce(round, List.of("success", "cancelled"));
		}
	}

	@Test
	@Timeout(20)
	void streamedOrCancelledEveryAttemptIsToldOnce() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			Sinks.Many<ProviderChunk> sink = Sinks.many().unicast().onBackpressureBuffer();
			this.stage.provider.streams(A, sink::asFlux);
			Disposable caller = this.stage.failover(this.told::add).stream(this.plan).subscribe();

			race(caller, () -> {
				sink.tryEmitNext(content("4"));
				sink.tryEmitNext(end());
			});

			assertEndedOnce(round, List.of("success", "cancelled"));
		}
	}

	@Test
	@Timeout(20)
	void failedOrCancelledNothingIsHeld() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			Sinks.One<ProviderAnswer> sink = Sinks.one();
			this.stage.provider.calls(A, sink::asMono);
			Disposable caller = this.stage.failover(this.told::add).call(this.plan).subscribe();

			race(caller, () -> sink.tryEmitError(new ProviderException(new ServerError("500"))));

			this.told.removeIf((report) -> report.deployment().equals(B.id()));
			assertEndedOnce(round, List.of("server_error", "cancelled"));
			keepBreakerClosed();
		}
	}

	private void keepBreakerClosed() {
		for (int i = 0; i < 2; i++) {
			this.stage.health(A).tryBegin().orElseThrow().succeeded(Duration.ZERO);
		}
	}

	private void race(Disposable caller, Runnable provider) throws Exception {
		CyclicBarrier start = new CyclicBarrier(2);
		Future<?> leaving = this.threads.submit(() -> at(start, this.random.nextInt(100), caller::dispose));
		Future<?> answering = this.threads.submit(() -> at(start, 50, provider));
		leaving.get(10, TimeUnit.SECONDS);
		answering.get(10, TimeUnit.SECONDS);
	}

	private static Void at(CyclicBarrier start, int spins, Runnable action) throws Exception {
		start.await();
		for (int i = 0; i < spins; i++) {
			Thread.onSpinWait();
		}
		action.run();
		return null;
	}

	private void assertEndedOnce(int round, List<String> outcomes) {
		assertThat(this.told).as("seed %d, round %d", this.seed, round).hasSize(1);
		assertThat(outcomes).contains(this.told.remove().outcome());
		this.stage.assertNothingIsHeld();
	}

}
