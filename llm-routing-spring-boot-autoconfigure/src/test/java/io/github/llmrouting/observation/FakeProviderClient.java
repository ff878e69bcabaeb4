package io.github.llmrouting.observation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderRequest;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers, fails or waits, and remembers the observation in its Reactor context. */
final class FakeProviderClient implements ProviderClient {

	static final AnswerFacts FACTS = new AnswerFacts("id-1", "gpt-5.4-mini-2026-01", FinishReason.STOP, Reports.USAGE,
			List.of());

	private final AtomicReference<@Nullable Observation> observation = new AtomicReference<>();

	private final Mono<ProviderChunk> end;

	private FakeProviderClient(Mono<ProviderChunk> end) {
		this.end = end;
	}

	static FakeProviderClient answering() {
		return new FakeProviderClient(Mono.just(new ProviderChunk.End(FACTS)));
	}

	static FakeProviderClient failing(Throwable error) {
		return new FakeProviderClient(Mono.error(error));
	}

	static FakeProviderClient waiting() {
		return new FakeProviderClient(Mono.never());
	}

	@Nullable Observation observation() {
		return this.observation.get();
	}

	@Override
	public Mono<ProviderAnswer> call(ProviderRequest request) {
		return remembering(
				this.end.map((end) -> new ProviderAnswer(ChatResponses.whole(FACTS, "4", List.of(), Map.of()), FACTS)));
	}

	@Override
	public Flux<ProviderChunk> stream(ProviderRequest request) {
		return remembering(Mono.<ProviderChunk>just(ChatResponses.text("id-1", "", "4"))).concatWith(this.end);
	}

	private <T> Mono<T> remembering(Mono<T> mono) {
		return Mono.deferContextual((view) -> {
			this.observation.set(view.getOrDefault(ObservationThreadLocalAccessor.KEY, null));
			return mono;
		});
	}

}
