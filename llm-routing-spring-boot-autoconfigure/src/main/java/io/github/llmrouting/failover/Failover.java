package io.github.llmrouting.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import io.github.llmrouting.RequestTrace;
import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.health.RunningAttempt;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.ShareExceeded;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.ContextView;

/**
 * Attempts deployments in order. A failure that another deployment may survive moves on
 * to the next; a mistake of the caller ends the request. Thread-safe; publishers are
 * cold, and cancelling them ends the running attempt.
 */
public final class Failover {

	private final Map<String, ProviderClient> clients;

	private final HealthBook health;

	private final List<AttemptListener> listeners;

	private final int maxAttempts;

	private final Scheduler scheduler;

	private final LongSupplier nanoTime;

	/**
	 * Creates a failover.
	 * @param clients of the providers, by the provider's name
	 * @param health of every deployment
	 * @param listeners to be told how attempts end
	 * @param maxAttempts most attempts for one request, at least 1
	 * @param scheduler where deadlines are waited for
	 * @param nanoTime monotonic time in nanoseconds
	 */
	public Failover(Map<String, ProviderClient> clients, HealthBook health, List<AttemptListener> listeners,
			int maxAttempts, Scheduler scheduler, LongSupplier nanoTime) {
		this.clients = Map.copyOf(clients);
		this.health = health;
		this.listeners = List.copyOf(listeners);
		this.maxAttempts = maxAttempts;
		this.scheduler = scheduler;
		this.nanoTime = nanoTime;
	}

	/**
	 * Returns the first answer.
	 * @param plan what to attempt
	 */
	public Mono<RoutedResponse> call(FailoverPlan plan) {
		return Mono.deferContextual((context) -> call(begin(plan, context)));
	}

	private Mono<RoutedResponse> call(FailoverState state) {
		return callNext(state).doOnCancel(state::cancelled);
	}

	private Mono<RoutedResponse> callNext(FailoverState state) {
		if (state.isCancelled()) {
			return Mono.never();
		}
		Attempt attempt = nextAttempt(state);
		if (attempt == null) {
			return Mono.error(state.exhausted());
		}
		return Mono.defer(() -> client(attempt.deployment()).call(attempt.request()))
			.switchIfEmpty(Mono.error(() -> new ProviderException(new Unreadable("no answer"))))
			.timeout(attempt.share(), Mono.error(() -> timeUp(state)), this.scheduler)
			.map((answer) -> answered(state, attempt, answer))
			.doOnCancel(attempt::cancelled)
			.onErrorResume(
					(error) -> state.goesOnAfter(attempt, error) ? callNext(state) : Mono.error(state.failure()));
	}

	private static RoutedResponse answered(FailoverState state, Attempt attempt, ProviderAnswer answer) {
		attempt.succeeded(answer.facts());
		return new RoutedResponse(answer.response(), state.report(attempt, answer.facts()));
	}

	/**
	 * Returns the chunks of the first answer that brings content.
	 * @param plan what to attempt
	 */
	public Flux<RoutedChunk> stream(FailoverPlan plan) {
		return Flux.deferContextual((context) -> stream(begin(plan, context)));
	}

	private Flux<RoutedChunk> stream(FailoverState state) {
		return streamNext(state).doOnCancel(state::cancelled);
	}

	private Flux<RoutedChunk> streamNext(FailoverState state) {
		if (state.isCancelled()) {
			return Flux.never();
		}
		Attempt attempt = nextAttempt(state);
		if (attempt == null) {
			return Flux.error(state.exhausted());
		}
		return Flux.defer(() -> client(attempt.deployment()).stream(attempt.request()))
			.concatWith(Mono.error(() -> new ProviderException(new Interrupted("the stream ended without its end"))))
			.takeUntilOther(timeUp(attempt))
			.concatWith(Mono.error(() -> timeUp(state)))
			.<RoutedChunk>handle((chunk, sink) -> deliver(state, attempt, chunk, sink))
			.takeUntil((chunk) -> chunk instanceof RoutedChunk.End)
			.doOnCancel(attempt::cancelled)
			.onErrorResume(
					(error) -> state.goesOnAfter(attempt, error) ? streamNext(state) : Flux.error(state.failure()));
	}

	private static void deliver(FailoverState state, Attempt attempt, ProviderChunk chunk,
			SynchronousSink<RoutedChunk> sink) {
		if (chunk instanceof ProviderChunk.Content content) {
			attempt.delivered(content);
			sink.next(new RoutedChunk.Content(content.response()));
		}
		else if (chunk instanceof ProviderChunk.End end) {
			attempt.succeeded(end.facts());
			sink.next(new RoutedChunk.End(state.report(attempt, end.facts())));
		}
		else if (chunk instanceof ProviderChunk.Progress progress) {
			attempt.progressed(progress.tokens());
		}
	}

	private FailoverState begin(FailoverPlan plan, ContextView context) {
		return new FailoverState(plan, this.maxAttempts, listeners(RequestTrace.of(context)), this.health,
				this.nanoTime);
	}

	private List<AttemptListener> listeners(RequestTrace trace) {
		List<AttemptListener> listeners = new ArrayList<>(this.listeners.size() + 1);
		listeners.add(trace::attemptEnded);
		listeners.addAll(this.listeners);
		return listeners;
	}

	private @Nullable Attempt nextAttempt(FailoverState state) {
		while (state.hasNext()) {
			Deployment deployment = state.next();
			RunningAttempt running = this.health.of(deployment.id()).tryBegin().orElse(null);
			if (running != null) {
				return state.begin(deployment, running);
			}
		}
		return null;
	}

	private ProviderClient client(Deployment deployment) {
		ProviderClient client = this.clients.get(deployment.provider());
		if (client == null) {
			throw new IllegalStateException("no client of the provider '" + deployment.provider() + "'");
		}
		return client;
	}

	/**
	 * Signals when a stream has to end: at the request's deadline, or when its share of
	 * the time is over and nothing has come yet. Once content has come the rest of the
	 * time is the stream's.
	 */
	private Mono<Long> timeUp(Attempt attempt) {
		Mono<Long> deadline = Mono.delay(attempt.request().timeout(), this.scheduler);
		Mono<Long> silent = Mono.delay(attempt.share(), this.scheduler)
			.filter((tick) -> attempt.firstContent() == null);
		return Mono.firstWithValue(deadline, silent);
	}

	private static ProviderException timeUp(FailoverState state) {
		return new ProviderException(state.isOverdue() ? new TimedOut("the request's deadline passed")
				: new ShareExceeded("nothing came in the attempt's share of the request's time"));
	}

	static Duration positive(long nanos) {
		return Duration.ofNanos(Math.max(1, nanos));
	}

}
