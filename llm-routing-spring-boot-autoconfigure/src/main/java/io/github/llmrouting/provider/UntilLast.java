package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

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
 * Completes with the element that is the last one, like {@link Flux#takeUntil}, but lets
 * the source run out for a moment before it cancels it. A response whose body was read to
 * its end gives its connection back to the pool; one that is cancelled closes it, which
 * would cost every stream a connection.
 *
 * @param <T> type of the elements
 */
final class UntilLast<T> extends FluxOperator<T, T> {

	private final Predicate<? super T> last;

	private final Duration patience;

	private final Scheduler scheduler;

	/**
	 * Creates the operator.
	 * @param source elements, and perhaps more than is wanted
	 * @param last tells the last element
	 * @param patience how long the source may take to complete after it
	 * @param scheduler where that is waited for
	 */
	UntilLast(Flux<T> source, Predicate<? super T> last, Duration patience, Scheduler scheduler) {
		super(source);
		this.last = last;
		this.patience = patience;
		this.scheduler = scheduler;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		this.source.subscribe(new LastSubscriber(actual));
	}

	private final class LastSubscriber implements CoreSubscriber<T>, Subscription {

		private final CoreSubscriber<? super T> actual;

		private final Disposable.Swap timer = Disposables.swap();

		private final AtomicBoolean ended = new AtomicBoolean();

		private volatile @Nullable Subscription upstream;

		LastSubscriber(CoreSubscriber<? super T> actual) {
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
		}

		@Override
		public void request(long n) {
			Subscription upstream = this.upstream;
			if (upstream != null && !this.ended.get()) {
				upstream.request(n);
			}
		}

		@Override
		public void onNext(T element) {
			if (this.ended.get()) {
				Operators.onDiscard(element, currentContext());
			}
			else if (!isLast(element)) {
				this.actual.onNext(element);
			}
			else if (this.ended.compareAndSet(false, true)) {
				this.actual.onNext(element);
				this.actual.onComplete();
				runOut();
			}
		}

		private boolean isLast(T element) {
			return UntilLast.this.last.test(element);
		}

		private void runOut() {
			this.timer.update(UntilLast.this.scheduler.schedule(this::cancelUpstream, UntilLast.this.patience.toNanos(),
					TimeUnit.NANOSECONDS));
			Subscription upstream = this.upstream;
			if (upstream != null) {
				upstream.request(Long.MAX_VALUE);
			}
		}

		@Override
		public void onError(Throwable error) {
			// After the last element the source's own end is of no interest any more
			this.timer.dispose();
			if (this.ended.compareAndSet(false, true)) {
				this.actual.onError(error);
			}
		}

		@Override
		public void onComplete() {
			this.timer.dispose();
			if (this.ended.compareAndSet(false, true)) {
				this.actual.onComplete();
			}
		}

		@Override
		public void cancel() {
			if (this.ended.compareAndSet(false, true)) {
				cancelUpstream();
			}
		}

		private void cancelUpstream() {
			Subscription upstream = this.upstream;
			if (upstream != null) {
				upstream.cancel();
			}
		}

	}

}
