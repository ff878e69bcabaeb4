package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens when the timer of a {@link ContentTimeout} fires in the very moment of
 * another signal: two threads meet at a barrier, again and again.
 */
@Timeout(30)
class ContentTimeoutRaceTests {

	private static final int ROUNDS = 3000;

	private static final Duration FIRST = Duration.ofSeconds(1);

	private static final Duration NEXT = Duration.ofHours(1);

	private static final Duration WHOLE = Duration.ofDays(1);

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final ExecutorService otherThread = Executors.newSingleThreadExecutor();

	private final CyclicBarrier barrier = new CyclicBarrier(2);

	@AfterEach
	void dispose() {
		this.otherThread.shutdownNow();
		this.scheduler.dispose();
	}

	@Test
	void timerAgainstTheEndGivesExactlyOneTerminalSignal() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			Source source = new Source();
			Counter counter = subscribe(source);

			race((round % 2 == 0) ? source.subscriber::onComplete
					: () -> source.subscriber.onError(new IllegalStateException()));

			assertThat(counter.terminals).as("round %d", round).hasValue(1);
			assertThat(counter.late).as("round %d", round).hasValue(0);
		}
	}

	@Test
	void timerAgainstAnElementEitherDeliversItOrEndsTheStream() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			Source source = new Source();
			Counter counter = subscribe(source);

			race(() -> source.subscriber.onNext("a"));

			assertThat(counter.elements.get() + counter.terminals.get()).as("round %d", round).isEqualTo(1);
			assertThat(source.cancels).as("round %d", round).hasValue(counter.terminals.get());
			source.subscriber.onComplete();
			assertThat(counter.terminals).as("round %d", round).hasValue(1);
			assertThat(counter.late).as("round %d", round).hasValue(0);
		}
	}

	@Test
	void timerAgainstCancelCancelsTheSourceAndEndsTheStreamAtMostOnce() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			Source source = new Source();
			Counter counter = subscribe(source);

			race(counter::cancel);

			assertThat(source.cancels.get()).as("round %d", round).isPositive();
			assertThat(counter.terminals.get()).as("round %d", round).isLessThanOrEqualTo(1);
		}
	}

	@Test
	void requestAgainstTheEndOfAnElementNeverLosesTheTimer() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			Source source = new Source();
			Counter counter = new Counter(1);
			timed(source).subscribe(counter);

			Future<?> other = this.otherThread.submit(() -> {
				this.barrier.await();
				source.subscriber.onNext("a");
				return null;
			});
			this.barrier.await();
			spinUntil(counter.elements);
			counter.request(1);
			other.get(5, TimeUnit.SECONDS);
			this.scheduler.advanceTimeBy(NEXT);

			assertThat(counter.terminals).as("round %d", round).hasValue(1);
		}
	}

	@Test
	void timersOfRealTimeAmongRandomElementsGiveExactlyOneTerminalSignal() {
		long seed = 20260701;
		Random random = new Random(seed);
		for (int round = 0; round < 100; round++) {
			int fast = random.nextInt(20);
			Flux<Integer> elements = Flux.range(0, fast + 1)
				.concatMap((i) -> (i < fast) ? Flux.just(i) : Flux.just(i).delayElements(Duration.ofMillis(2)));

			Counter counter = new Counter(Long.MAX_VALUE);
			new ContentTimeout<>(elements.map(String::valueOf), Duration.ofMillis(2), Duration.ofMillis(2), WHOLE,
					Schedulers.parallel())
				.subscribe(counter);
			spinUntil(counter.terminals);

			assertThat(counter.terminals).as("seed %d, round %d", seed, round).hasValue(1);
			assertThat(counter.late).as("seed %d, round %d", seed, round).hasValue(0);
		}
	}

	private Counter subscribe(Source source) {
		Counter counter = new Counter(Long.MAX_VALUE);
		timed(source).subscribe(counter);
		return counter;
	}

	private Flux<String> timed(Source source) {
		return new ContentTimeout<>(source, FIRST, NEXT, WHOLE, this.scheduler);
	}

	private void race(Runnable signal) throws Exception {
		Future<?> other = this.otherThread.submit(() -> {
			this.barrier.await();
			signal.run();
			return null;
		});
		this.barrier.await();
		this.scheduler.advanceTimeBy(FIRST);
		other.get(5, TimeUnit.SECONDS);
	}

	private static void spinUntil(AtomicInteger positive) {
		while (positive.get() == 0 && !Thread.currentThread().isInterrupted()) {
			Thread.onSpinWait();
		}
	}

	/** Hands its subscriber out, for signals from anywhere. */
	private static final class Source extends Flux<String> implements Subscription {

		private final AtomicInteger cancels = new AtomicInteger();

		private CoreSubscriber<? super String> subscriber;

		@Override
		public void subscribe(CoreSubscriber<? super String> actual) {
			this.subscriber = actual;
			actual.onSubscribe(this);
		}

		@Override
		public void request(long n) {
			Operators.validate(n);
		}

		@Override
		public void cancel() {
			this.cancels.incrementAndGet();
		}

	}

	/** Counts what it is told, also what it should no longer be told. */
	private static final class Counter implements CoreSubscriber<String> {

		private final long request;

		private final AtomicInteger elements = new AtomicInteger();

		private final AtomicInteger terminals = new AtomicInteger();

		private final AtomicInteger late = new AtomicInteger();

		private Subscription subscription;

		Counter(long request) {
			this.request = request;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
			subscription.request(this.request);
		}

		void request(long n) {
			this.subscription.request(n);
		}

		void cancel() {
			this.subscription.cancel();
		}

		@Override
		public void onNext(String element) {
			this.late.addAndGet(this.terminals.get());
			this.elements.incrementAndGet();
		}

		@Override
		public void onError(Throwable error) {
			this.terminals.incrementAndGet();
		}

		@Override
		public void onComplete() {
			this.terminals.incrementAndGet();
		}

	}

}
