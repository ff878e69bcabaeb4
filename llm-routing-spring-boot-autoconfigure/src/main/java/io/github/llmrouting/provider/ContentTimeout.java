package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
 * Ends a stream with a {@link TimedOut} failure when the next element does not come in
 * time. Unlike {@link Flux#timeout(Duration)} it measures only while the subscriber is
 * waiting for an element, so that a slow consumer does not trip it.
 *
 * @param <T> type of the elements
 */
final class ContentTimeout<T> extends FluxOperator<T, T> {

	private final Duration first;

	private final Duration next;

	private final Scheduler scheduler;

	ContentTimeout(Flux<T> source, Duration first, Duration next, Scheduler scheduler) {
		super(source);
		this.first = first;
		this.next = next;
		this.scheduler = scheduler;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		this.source.subscribe(new TimedSubscriber<>(actual, this.first, this.next, this.scheduler));
	}

	/**
	 * Every element, the end and a timer that fires advance {@code index} by
	 * compare-and-set; whoever finds it changed has lost and does nothing.
	 */
	private static final class TimedSubscriber<T> implements CoreSubscriber<T>, Subscription {

		private static final long ENDED = Long.MAX_VALUE;

		private final CoreSubscriber<? super T> actual;

		private final Duration first;

		private final Duration next;

		private final Scheduler scheduler;

		private final AtomicLong index = new AtomicLong();

		private final AtomicLong demand = new AtomicLong();

		private final Disposable.Swap timer = Disposables.swap();

		private volatile boolean emitting;

		private @Nullable Subscription upstream;

		TimedSubscriber(CoreSubscriber<? super T> actual, Duration first, Duration next, Scheduler scheduler) {
			this.actual = actual;
			this.first = first;
			this.next = next;
			this.scheduler = scheduler;
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.upstream = subscription;
			this.actual.onSubscribe(this);
		}

		@Override
		public void request(long n) {
			if (!Operators.validate(n) || this.upstream == null) {
				return;
			}
			long before = this.demand.getAndAccumulate(n, Operators::addCap);
			if (before == 0 && !this.emitting) {
				startTimer();
			}
			this.upstream.request(n);
		}

		@Override
		public void onNext(T element) {
			long current = this.index.get();
			if (current == ENDED || !this.index.compareAndSet(current, current + 1)) {
				Operators.onDiscard(element, currentContext());
				return;
			}
			this.emitting = true;
			this.demand.updateAndGet((demand) -> (demand == Long.MAX_VALUE) ? demand : demand - 1);
			this.actual.onNext(element);
			this.emitting = false;
			startTimer();
		}

		private void startTimer() {
			long current = this.index.get();
			if (current == ENDED || this.demand.get() == 0) {
				return;
			}
			Duration timeout = (current == 0) ? this.first : this.next;
			this.timer.update(this.scheduler.schedule(() -> expire(current), timeout.toNanos(), TimeUnit.NANOSECONDS));
		}

		private void expire(long expected) {
			if (this.demand.get() == 0 || !this.index.compareAndSet(expected, ENDED)) {
				return;
			}
			cancelUpstream();
			this.actual.onError(new ProviderException(new TimedOut(
					(expected == 0) ? "no content within " + this.first : "no further content within " + this.next)));
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
			cancelUpstream();
		}

		private boolean end() {
			this.timer.dispose();
			return this.index.getAndSet(ENDED) != ENDED;
		}

		private void cancelUpstream() {
			if (this.upstream != null) {
				this.upstream.cancel();
			}
		}

	}

}
