package io.github.llmrouting.failover;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderRequest;

/**
 * A provider that does what a test tells it, deployment by deployment, and remembers what
 * it was asked. A deployment of which nothing was said answers with its own name.
 */
public final class FakeProviderClient implements ProviderClient {

	/** What an answer costs unless a test says otherwise. */
	public static final TokenUsage USAGE = TokenUsage.of(10, 5);

	private final Map<Deployment, Supplier<@Nullable Mono<ProviderAnswer>>> calls = new ConcurrentHashMap<>();

	private final Map<Deployment, Supplier<@Nullable Flux<ProviderChunk>>> streams = new ConcurrentHashMap<>();

	private final List<ProviderRequest> requests = new CopyOnWriteArrayList<>();

	/** Lets a deployment end every call and stream with a failure. */
	public void fails(Deployment deployment, ProviderFailure failure) {
		calls(deployment, () -> Mono.error(new ProviderException(failure)));
		streams(deployment, () -> Flux.error(new ProviderException(failure)));
	}

	/** Lets a deployment do something when it is called. */
	public void calls(Deployment deployment, Supplier<@Nullable Mono<ProviderAnswer>> answer) {
		this.calls.put(deployment, answer);
	}

	/** Lets a deployment do something when it is asked for a stream. */
	public void streams(Deployment deployment, Supplier<@Nullable Flux<ProviderChunk>> chunks) {
		this.streams.put(deployment, chunks);
	}

	/** Returns what was asked, in order. */
	public List<ProviderRequest> requests() {
		return this.requests;
	}

	/** Returns who was asked, in order. */
	public List<Deployment> asked() {
		return this.requests.stream().map(ProviderRequest::deployment).toList();
	}

	@Override
	public Mono<ProviderAnswer> call(ProviderRequest request) {
		this.requests.add(request);
		return this.calls.getOrDefault(request.deployment(), () -> Mono.just(answer(request.deployment().toString())))
			.get();
	}

	@Override
	public Flux<ProviderChunk> stream(ProviderRequest request) {
		this.requests.add(request);
		return this.streams
			.getOrDefault(request.deployment(), () -> Flux.just(content(request.deployment().toString()), end()))
			.get();
	}

	/** Returns a whole answer. */
	public static ProviderAnswer answer(String text) {
		return answer(text, USAGE);
	}

	/** Returns a whole answer that costs something. */
	public static ProviderAnswer answer(String text, @Nullable TokenUsage usage) {
		AnswerFacts facts = facts(usage);
		return new ProviderAnswer(ChatResponses.whole(facts, text, List.of(), Map.of()), facts);
	}

	/** Returns a piece of a streamed answer. */
	public static ProviderChunk content(String text) {
		return ChatResponses.text("id", "model", text);
	}

	/** Returns the end of a streamed answer. */
	public static ProviderChunk end() {
		return new ProviderChunk.End(facts(USAGE));
	}

	private static AnswerFacts facts(@Nullable TokenUsage usage) {
		return new AnswerFacts("id", "model", FinishReason.STOP, usage, List.of());
	}

}
