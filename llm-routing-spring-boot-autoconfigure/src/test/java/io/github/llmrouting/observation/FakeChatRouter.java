package io.github.llmrouting.observation;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.Money;
import io.github.llmrouting.RequestTrace;
import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.RoutingDecision;
import io.github.llmrouting.RoutingReport.CacheStatus;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** Answers as it is told. */
final class FakeChatRouter implements ChatRouter {

	static final String ANSWER = "canary-of-the-answer";

	private final AtomicReference<@Nullable RoutingRequest> asked = new AtomicReference<>();

	private @Nullable Throwable error;

	private boolean silent;

	private boolean endless;

	static FakeChatRouter answering() {
		return new FakeChatRouter();
	}

	static FakeChatRouter failing(Throwable error) {
		FakeChatRouter router = new FakeChatRouter();
		router.error = error;
		return router;
	}

	/** Returns a router that never answers, and whose streams never end. */
	static FakeChatRouter waiting() {
		FakeChatRouter router = new FakeChatRouter();
		router.endless = true;
		return router;
	}

	/** Returns a router that completes without an answer. */
	static FakeChatRouter silent() {
		FakeChatRouter router = new FakeChatRouter();
		router.silent = true;
		return router;
	}

	@Nullable RoutingRequest asked() {
		return this.asked.get();
	}

	@Override
	public Mono<RoutedResponse> call(RoutingRequest request) {
		this.asked.set(request);
		return Mono.deferContextual((context) -> call(request, trace(context)));
	}

	private Mono<RoutedResponse> call(RoutingRequest request, RequestTrace trace) {
		if (this.error != null) {
			return Mono.error(this.error);
		}
		if (this.silent || this.endless) {
			return this.silent ? Mono.empty() : Mono.<RoutedResponse>never().doOnCancel(() -> cancel(trace));
		}
		return Mono.just(new RoutedResponse(content().response(),
				Reports.report(Objects.requireNonNull(request.id()), "default", CacheStatus.MISS)));
	}

	@Override
	public Flux<RoutedChunk> stream(RoutingRequest request) {
		this.asked.set(request);
		return Flux.deferContextual((context) -> stream(request, trace(context)));
	}

	private Flux<RoutedChunk> stream(RoutingRequest request, RequestTrace trace) {
		Flux<RoutedChunk> contents = Flux.just(content(), content());
		if (this.error != null) {
			return contents.concatWith(Mono.error(this.error));
		}
		if (this.silent || this.endless) {
			return this.silent ? contents : contents.concatWith(Mono.never()).doOnCancel(() -> cancel(trace));
		}
		return contents.concatWith(Mono.just(
				new RoutedChunk.End(Reports.report(Objects.requireNonNull(request.id()), "default", CacheStatus.OFF))));
	}

	private RequestTrace trace(ContextView context) {
		RequestTrace trace = RequestTrace.of(context);
		trace.routeChosen("default");
		if (this.error instanceof LlmRoutingException exception) {
			exception.attempts().forEach(trace::attemptEnded);
		}
		return trace;
	}

	private static void cancel(RequestTrace trace) {
		trace.attemptEnded(
				Reports.failure(Reports.ANTHROPIC, FailureReason.CANCELLED, TokenUsage.of(7, 2), new Money(17)));
	}

	private static RoutedChunk.Content content() {
		return new RoutedChunk.Content(new ChatResponse(List.of(new Generation(new AssistantMessage(ANSWER)))));
	}

	@Override
	public Mono<RoutingDecision> explain(RoutingRequest request) {
		return Mono.just(new RoutingDecision("default", "default", null, List.of()));
	}

	@Override
	public String toString() {
		return "fake";
	}

}
