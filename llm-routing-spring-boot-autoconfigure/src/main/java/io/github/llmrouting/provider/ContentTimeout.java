package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * Ends a stream with a {@link TimedOut} failure when the next element, or the end of it
 * all, does not come in time. Unlike {@link Flux#timeout(Duration)} it measures the wait
 * for an element only while the subscriber is waiting for one, so that a slow consumer
 * does not trip it.
 *
 * @param <T> type of the elements
 */
final class ContentTimeout<T> extends FluxOperator<T, T> {

	private final Duration first;

	private final Duration next;

	private final Duration whole;

	private final Scheduler scheduler;

	/**
	 * Creates the operator.
	 * @param source elements
	 * @param first time for the first element
	 * @param next time for each further element
	 * @param whole time for all of them, whoever is waiting
	 * @param scheduler where timers run
	 */
	ContentTimeout(Flux<T> source, Duration first, Duration next, Duration whole, Scheduler scheduler) {
		super(source);
		this.first = first;
		this.next = next;
		this.whole = whole;
		this.scheduler = scheduler;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		this.source.subscribe(new TimedSubscriber(actual));
	}

	/**
	 * Every element, the end and a timer that fires advance {@code index} by
	 * compare-and-set; whoever finds it changed has lost and does nothing. The timer for
	 * the next element is not set anew for each: when it fires too early it is set for
	 * what is left.
	 */
	private final class TimedSubscriber implements CoreSubscriber<T>, Subscription {

		private static final long ENDED = Long.MAX_VALUE;

		private static final int EMITTING = 1;

		private static final int OVERDUE = 2;

		private final CoreSubscriber<? super T> actual;

		private final AtomicLong index = new AtomicLong();

		private final AtomicLong demand = new AtomicLong();

		/** Tells whether an element is being emitted, and whether its time is over. */
		private final AtomicInteger turn = new AtomicInteger();

		/** Its monitor guards {@code set} and {@code firesAt}. */
		private final Disposable.Swap timer = Disposables.swap();

		private final Disposable.Swap wholeTimer = Disposables.swap();

		private boolean set;

		private long firesAt;

		private volatile boolean waiting;

		/** When to have the next element; counts while {@code waiting}. */
		private volatile long dueAt;

		private @Nullable Subscription upstream;

		TimedSubscriber(CoreSubscriber<? super T> actual) {
			this.actual = actual;
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.upstream = subscription;
			this.actual.onSubscribe(this);
			if (this.index.get() != ENDED) {
				this.wholeTimer.update(schedule(this::expireWhole, ContentTimeout.this.whole.toNanos()));
			}
		}

		private Disposable schedule(Runnable task, long nanos) {
			return ContentTimeout.this.scheduler.schedule(task, nanos, TimeUnit.NANOSECONDS);
		}

		@Override
		public void request(long n) {
			if (!Operators.validate(n) || this.upstream == null) {
				return;
			}
			long before = this.demand.getAndAccumulate(n, Operators::addCap);
			if (before == 0 && this.turn.get() == 0) {
				startTimer();
			}
			this.upstream.request(n);
		}

		@Override
		public void onNext(T element) {
			this.waiting = false;
			long current = this.index.get();
			if (current == ENDED || !this.index.compareAndSet(current, current + 1)
					|| !this.turn.compareAndSet(0, EMITTING)) {
				Operators.onDiscard(element, currentContext());
				return;
			}
			if (this.demand.get() != Long.MAX_VALUE) {
				this.demand.decrementAndGet();
			}
			this.actual.onNext(element);
			if (this.turn.compareAndSet(EMITTING, 0)) {
				startTimer();
			}
			else {
				this.actual.onError(overdue());
			}
		}

		private void startTimer() {
			long current = this.index.get();
			if (current == ENDED || this.demand.get() == 0) {
				return;
			}
			long timeout = (current == 0) ? ContentTimeout.this.first.toNanos() : ContentTimeout.this.next.toNanos();
			long dueAt = now() + timeout;
			this.dueAt = dueAt;
			this.waiting = true;
			synchronized (this.timer) {
				if (!this.set || dueAt - this.firesAt < 0) {
					setTimer(timeout);
				}
			}
		}

		private void setTimer(long nanos) {
			this.set = true;
			this.firesAt = now() + nanos;
			this.timer.update(schedule(this::check, nanos));
		}

		private long now() {
			return ContentTimeout.this.scheduler.now(TimeUnit.NANOSECONDS);
		}

		private void check() {
			// Read first: an element that comes meanwhile changes it
			long current = this.index.get();
			synchronized (this.timer) {
				this.set = false;
				if (current == ENDED || !this.waiting) {
					return;
				}
				long left = this.dueAt - now();
				if (left > 0) {
					setTimer(left);
					return;
				}
			}
			expire(current);
		}

		private void expire(long expected) {
			if (!this.index.compareAndSet(expected, ENDED)) {
				return;
			}
			stop();
			this.actual.onError(new ProviderException(
					new TimedOut((expected == 0) ? "no content within " + ContentTimeout.this.first
							: "no further content within " + ContentTimeout.this.next)));
		}

		private void expireWhole() {
			if (this.index.getAndSet(ENDED) == ENDED) {
				return;
			}
			stop();
			// Whoever emits an element just now tells it afterwards
			if (this.turn.getAndSet(OVERDUE) == 0) {
				this.actual.onError(overdue());
			}
		}

		private ProviderException overdue() {
			return new ProviderException(new TimedOut("no whole answer within " + ContentTimeout.this.whole));
		}

		@Override
		public void onError(Throwable error) {
			// An error of a source that was cancelled by the timer tells nothing new
			if (end()) {
				this.actual.onError(error);
			}
		}

		@Override
		public void onComplete() {
			if (end()) {
				this.actual.onComplete();
			}
		}

		@Override
		public void cancel() {
			end();
			stop();
		}

		private boolean end() {
			this.timer.dispose();
			this.wholeTimer.dispose();
			return this.index.getAndSet(ENDED) != ENDED;
		}

		private void stop() {
			this.timer.dispose();
			this.wholeTimer.dispose();
			if (this.upstream != null) {
				this.upstream.cancel();
			}
		}

	}

}
