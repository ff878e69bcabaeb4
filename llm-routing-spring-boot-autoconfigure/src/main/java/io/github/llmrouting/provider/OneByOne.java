package io.github.llmrouting.provider;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Turns each element into any number of others, and the end of the source into some more.
 * Elements are asked for one by one, so that an error of the source does not overtake
 * what was made of the elements before it, and no more than one is read ahead.
 *
 * @param <T> type of the elements
 * @param <R> type of what is made of them
 */
public final class OneByOne<T, R> extends FluxOperator<T, R> {

	private static final int EXPECTED = 4;

	private final BiConsumer<? super T, List<R>> read;

	private final Consumer<List<R>> end;

	/**
	 * Creates the operator.
	 * @param source elements
	 * @param read adds what it makes of an element; what it throws comes after that, and
	 * ends the source
	 * @param end adds the last ones, when the source has completed
	 */
	public OneByOne(Flux<T> source, BiConsumer<? super T, List<R>> read, Consumer<List<R>> end) {
		super(source);
		this.read = read;
		this.end = end;
	}

	@Override
	public void subscribe(CoreSubscriber<? super R> actual) {
		this.source.subscribe(new ReadingSubscriber(actual));
	}

	/**
	 * Whoever increments {@code work} from 0 emits until there is no more to do; others
	 * leave it to them.
	 */
	private final class ReadingSubscriber implements CoreSubscriber<T>, Subscription {

		private final CoreSubscriber<? super R> actual;

		private final AtomicInteger work = new AtomicInteger();

		private final AtomicLong demand = new AtomicLong();

		private volatile @Nullable Subscription upstream;

		private volatile @Nullable Iterator<R> made;

		private volatile @Nullable Throwable error;

		private volatile boolean completed;

		private volatile boolean ended;

		private boolean asked;

		private boolean endMade;

		ReadingSubscriber(CoreSubscriber<? super R> actual) {
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
			if (Operators.validate(n)) {
				this.demand.getAndAccumulate(n, Operators::addCap);
				emit();
			}
		}

		@Override
		public void onNext(T element) {
			if (this.ended || this.error != null) {
				Operators.onDiscard(element, currentContext());
				return;
			}
			List<R> made = new ArrayList<>(EXPECTED);
			Throwable thrown = null;
			try {
				OneByOne.this.read.accept(element, made);
			}
			catch (Throwable ex) {
				thrown = Operators.onOperatorError(this.upstream, ex, element, currentContext());
			}
			this.made = made.iterator();
			if (thrown != null) {
				this.error = thrown;
			}
			emit();
		}

		@Override
		public void onError(Throwable error) {
			if (this.ended || this.error != null) {
				Operators.onErrorDropped(error, currentContext());
				return;
			}
			this.error = error;
			emit();
		}

		@Override
		public void onComplete() {
			this.completed = true;
			emit();
		}

		private void emit() {
			if (this.work.getAndIncrement() != 0) {
				return;
			}
			int seen = 1;
			while (seen != 0) {
				emitWhatIsThere();
				seen = this.work.addAndGet(-seen);
			}
		}

		private void emitWhatIsThere() {
			boolean going = true;
			while (going && !this.ended) {
				// Read first: what the last element was made into is there when it is set
				boolean last = this.completed || this.error != null;
				Iterator<R> made = this.made;
				going = (made == null || emitAll(made)) && (last ? end() : ask(made != null));
			}
		}

		/** Returns whether everything was wanted. */
		private boolean emitAll(Iterator<R> made) {
			long demand = this.demand.get();
			long emitted = 0;
			while (emitted < demand && !this.ended && made.hasNext()) {
				this.actual.onNext(made.next());
				emitted++;
			}
			if (demand != Long.MAX_VALUE) {
				this.demand.addAndGet(-emitted);
			}
			return !this.ended && !made.hasNext();
		}

		/** Returns whether the end was made into something that is to be emitted. */
		private boolean end() {
			Throwable error = this.error;
			if (error == null && !this.endMade) {
				this.endMade = true;
				makeEnd();
				return true;
			}
			this.ended = true;
			if (error != null) {
				this.actual.onError(error);
			}
			else {
				this.actual.onComplete();
			}
			return false;
		}

		private void makeEnd() {
			List<R> made = new ArrayList<>(EXPECTED);
			Throwable thrown = null;
			try {
				OneByOne.this.end.accept(made);
			}
			catch (Throwable ex) {
				thrown = Operators.onOperatorError(ex, currentContext());
			}
			this.made = made.iterator();
			if (thrown != null) {
				this.error = thrown;
			}
		}

		/** Asks for one more, and returns whether that may be there already. */
		private boolean ask(boolean answered) {
			Subscription upstream = this.upstream;
			boolean due = this.asked ? answered : this.demand.get() > 0;
			if (upstream == null || !due) {
				return false;
			}
			this.asked = true;
			this.made = null;
			upstream.request(1);
			return true;
		}

		@Override
		public void cancel() {
			this.ended = true;
			Subscription upstream = this.upstream;
			if (upstream != null) {
				upstream.cancel();
			}
		}

	}

}
