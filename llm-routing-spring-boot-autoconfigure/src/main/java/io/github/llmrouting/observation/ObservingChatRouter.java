package io.github.llmrouting.observation;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.RoutingDecision;
import io.github.llmrouting.RoutingRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives each request an id, times it, and tells listeners once how it ended: answered,
 * failed or cancelled. An answer counts as soon as it, or the end of its stream, is
 * there: whoever cancels after that has been answered.
 */
public final class ObservingChatRouter implements ChatRouter {

	private final ChatRouter next;

	private final List<RequestListener> listeners;

	private final Supplier<String> ids;

	private final LongSupplier nanoTime;

	/**
	 * Creates a router.
	 * @param next the router to observe
	 * @param listeners to be told how requests end
	 * @param ids makes an id for each request that has none
	 * @param nanoTime monotonic time in nanoseconds
	 */
	public ObservingChatRouter(ChatRouter next, List<RequestListener> listeners, Supplier<String> ids,
			LongSupplier nanoTime) {
		this.next = next;
		this.listeners = List.copyOf(listeners);
		this.ids = ids;
		this.nanoTime = nanoTime;
	}

	@Override
	public Mono<RoutedResponse> call(RoutingRequest request) {
		return Mono.defer(() -> call(begin(request, false)));
	}

	private Mono<RoutedResponse> call(RunningRequest running) {
		return Mono.defer(() -> this.next.call(running.request()))
			.doOnSuccess(running::succeeded)
			.doOnError(running::failed)
			.doFinally(running::ended)
			.contextWrite(running.trace()::in);
	}

	@Override
	public Flux<RoutedChunk> stream(RoutingRequest request) {
		return Flux.defer(() -> stream(begin(request, true)));
	}

	private Flux<RoutedChunk> stream(RunningRequest running) {
		return Flux.defer(() -> this.next.stream(running.request()))
			.doOnNext(running::brought)
			.doOnError(running::failed)
			.doOnComplete(running::completed)
			.doFinally(running::ended)
			.contextWrite(running.trace()::in);
	}

	private RunningRequest begin(RoutingRequest request, boolean streamed) {
		RoutingRequest named = (request.id() != null) ? request : request.withId(this.ids.get());
		return new RunningRequest(named, streamed, this.listeners, this.nanoTime);
	}

	@Override
	public Mono<RoutingDecision> explain(RoutingRequest request) {
		return this.next.explain(request);
	}

	@Override
	public String toString() {
		return "observation > " + this.next;
	}

}
