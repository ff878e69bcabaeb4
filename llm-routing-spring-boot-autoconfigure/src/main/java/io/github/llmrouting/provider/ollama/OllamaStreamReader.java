package io.github.llmrouting.provider.ollama;

import java.util.ArrayList;
import java.util.List;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.deployment.TokenEstimate;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.FailureClassifier;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ReasoningText;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/**
 * Reads one streamed answer. It is whole when a line said that it is done, and why; tool
 * calls are passed on only then, although each comes whole, so that nobody acts on half
 * an answer. One reader reads one stream.
 */
final class OllamaStreamReader {

	/** Ollama gives answers no id. */
	private static final String NO_ID = "";

	private final List<String> dropped;

	private final FailureClassifier classifier;

	private final OllamaToolCalls toolCalls;

	private final ReasoningText reasoning;

	private boolean hasContent;

	private @Nullable JsonNode last;

	/**
	 * Creates a reader.
	 * @param dropped what was left out of the request
	 * @param classifier knows what errors within the stream mean
	 * @param maxToolCallLength most characters of all tool calls together, and of the
	 * reasoning before them
	 */
	OllamaStreamReader(List<String> dropped, FailureClassifier classifier, int maxToolCallLength) {
		this.dropped = dropped;
		this.classifier = classifier;
		this.toolCalls = new OllamaToolCalls(maxToolCallLength);
		this.reasoning = new ReasoningText(maxToolCallLength);
	}

	static boolean isLast(JsonNode line) {
		return OllamaEnd.isDone(line);
	}

	/**
	 * Returns the chunks that the lines make up, the last of them
	 * {@link ProviderChunk.End}. The lines are asked for one by one, so that an error
	 * does not overtake what came before it. To be subscribed to once.
	 */
	Flux<ProviderChunk> read(Flux<JsonNode> lines) {
		return lines.takeUntil(OllamaStreamReader::isLast)
			.concatMap((line) -> Flux.fromIterable(read(line)), 0)
			.concatWith(Flux.defer(() -> Flux.fromIterable(end())));
	}

	private List<ProviderChunk> read(JsonNode line) {
		rejectError(line);
		List<ProviderChunk> chunks = chunks(OllamaMessage.of(line), line.path("model").stringValue(""));
		if (isLast(line)) {
			this.last = line;
		}
		return chunks;
	}

	private void rejectError(JsonNode line) {
		ProviderFailure failure = this.classifier.classifyAnswer(HttpHeaders.EMPTY, line);
		if (failure != null) {
			throw new ProviderException(failure);
		}
	}

	private List<ProviderChunk> chunks(OllamaMessage message, String model) {
		this.hasContent |= !message.isEmpty();
		List<ProviderChunk> chunks = new ArrayList<>(2);
		if (!message.reasoning().isEmpty()) {
			this.reasoning.append(message.reasoning());
			chunks.add(ChatResponses.reasoning(NO_ID, model, message.reasoning()));
		}
		if (!message.text().isEmpty()) {
			chunks.add(ChatResponses.text(NO_ID, model, message.text()));
		}
		int before = this.toolCalls.written();
		if (this.toolCalls.add(message)) {
			chunks.add(new ProviderChunk.Progress(TokenEstimate.latin(this.toolCalls.written() - before)));
		}
		return chunks;
	}

	private List<ProviderChunk> end() {
		if (this.last == null) {
			throw new ProviderException(new Interrupted("the stream ended within the answer"));
		}
		FinishReason reason = OllamaEnd.reason(this.last, !this.toolCalls.isEmpty());
		if (reason == null) {
			throw OllamaEnd.withoutReason();
		}
		if (!this.hasContent && this.toolCalls.isEmpty() && reason != FinishReason.LENGTH) {
			throw OllamaMessage.unreadable("an empty answer");
		}
		return end(new ProviderChunk.End(OllamaEnd.facts(this.last, reason, this.dropped)));
	}

	private List<ProviderChunk> end(ProviderChunk.End end) {
		return this.toolCalls.isEmpty() ? List.of(end) : List.of(
				ChatResponses.toolCalls(NO_ID, end.facts().model(), this.toolCalls.all(), this.reasoning.properties()),
				end);
	}

}
