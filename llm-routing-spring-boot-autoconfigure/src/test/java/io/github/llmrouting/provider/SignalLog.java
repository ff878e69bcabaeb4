package io.github.llmrouting.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/**
 * Asks for elements one by one, cancels when it has enough, and writes down what it is
 * told. Whatever breaks the rules of publishers, or ends with another error than a
 * {@link ProviderException}, is an {@link AssertionError}.
 */
final class SignalLog implements CoreSubscriber<Object> {

	private static final String COMPLETE = "complete";

	/** Where Reactor looks for whoever is to be told of errors that it drops. */
	private static final String DROPPED = "reactor.onErrorDropped.local";

	private final List<Object> signals = new ArrayList<>();

	private final long demand;

	private @Nullable Subscription subscription;

	private @Nullable Throwable broken;

	private boolean cancelled;

	private boolean ended;

	SignalLog(long demand) {
		this.demand = demand;
	}

	@Override
	public Context currentContext() {
		Consumer<Throwable> dropped = (error) -> breakRule(new AssertionError("an error was dropped", error));
		return Context.of(DROPPED, dropped);
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		subscription.request(1);
	}

	@Override
	public void onNext(Object element) {
		if (this.ended || this.cancelled) {
			breakRule(new AssertionError("an element after the end: " + element));
		}
		this.signals.add(element);
		if (this.signals.size() < this.demand) {
			this.subscription.request(1);
		}
		else {
			this.cancelled = true;
			this.subscription.cancel();
		}
	}

	@Override
	public void onError(Throwable error) {
		if (!(error instanceof ProviderException exception)) {
			breakRule(new AssertionError("another error", error));
			return;
		}
		end(exception.failure());
	}

	@Override
	public void onComplete() {
		end(COMPLETE);
	}

	private void end(Object signal) {
		if (this.ended || this.cancelled) {
			breakRule(new AssertionError("a second end: " + signal));
		}
		this.ended = true;
		this.signals.add(signal);
	}

	private void breakRule(AssertionError error) {
		this.broken = (this.broken != null) ? this.broken : error;
	}

	/** Returns the elements and, unless cancelled, {@code complete} or the failure. */
	List<Object> signals() {
		if (this.broken instanceof AssertionError error) {
			throw error;
		}
		if (!this.ended && !this.cancelled) {
			throw new AssertionError("no end after " + this.signals);
		}
		return this.signals;
	}

}
