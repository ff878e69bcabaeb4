package io.github.llmrouting.provider.chatmodel;

import java.util.List;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Reads one streamed answer and keeps what its end needs to know. Tool calls are passed
 * on as the model gives them, which Spring AI's models do when they are whole. One reader
 * reads one stream.
 */
final class StreamReader {

	private final List<String> dropped;

	private final ModelFailures failures;

	private final UsageReader usage = new UsageReader();

	private String id = "";

	private String model = "";

	private boolean started;

	private boolean hasToolCalls;

	private @Nullable FinishReason finishReason;

	StreamReader(List<String> dropped, ModelFailures failures) {
		this.dropped = dropped;
		this.failures = failures;
	}

	/**
	 * Returns the chunks that the responses make up, the last of them
	 * {@link ProviderChunk.End}. To be subscribed to once.
	 */
	Flux<ProviderChunk> read(Flux<ChatResponse> responses) {
		return responses.<ProviderChunk>handle((response, sink) -> {
			List<Generation> parts = note(response);
			if (!parts.isEmpty()) {
				this.started = true;
				sink.next(Contents.chunk(parts, this.id, this.model).telling(this.usage.usage()));
			}
		}).onErrorMap(this::failure).concatWith(Flux.defer(() -> Flux.just(end())));
	}

	private List<Generation> note(ChatResponse response) {
		String id = AnswerReader.text(response.getMetadata().getId());
		String model = AnswerReader.text(response.getMetadata().getModel());
		this.id = this.id.isEmpty() ? id : this.id;
		this.model = this.model.isEmpty() ? model : this.model;
		this.usage.add(response.getMetadata().getUsage());
		FinishReason told = FinishReasons.read(response);
		this.finishReason = (told != null) ? told : this.finishReason;
		this.hasToolCalls |= Contents.hasToolCalls(response.getResults());
		return Contents.of(response.getResults());
	}

	private ProviderException failure(Throwable error) {
		return this.started ? this.failures.withinContent(error) : this.failures.beforeContent(error);
	}

	private ProviderChunk end() {
		TokenUsage told = this.usage.usage();
		if (this.finishReason == null && told == null) {
			throw new ProviderException(new Interrupted("the stream ended with neither a finish reason nor a usage"));
		}
		FinishReason reason = FinishReasons.inLightOf(this.finishReason, this.hasToolCalls);
		return new ProviderChunk.End(new AnswerFacts(this.id, this.model, reason, told, this.dropped));
	}

}
