package io.github.llmrouting.provider.gemini;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.deployment.TokenEstimate;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.FailureClassifier;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ServerSentEvent;
import io.github.llmrouting.provider.WireJson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.http.HttpHeaders;

/**
 * Reads one streamed answer. It is whole when a finish reason came: usage may still
 * follow, for which a moment is left, and how the stream ends after that does not matter.
 * Tool calls are held back until then. One reader reads one stream.
 */
final class GeminiStreamReader {

	private final FailureClassifier classifier;

	private final GeminiAnswer answer;

	private final Duration grace;

	private final Scheduler scheduler;

	/**
	 * Creates a reader.
	 * @param dropped what was left out of the request
	 * @param classifier knows what errors within the stream mean
	 * @param maxToolCallLength most characters of all tool calls together
	 * @param grace how long to wait for more after the finish reason
	 * @param scheduler where that is waited for
	 */
	GeminiStreamReader(List<String> dropped, FailureClassifier classifier, int maxToolCallLength, Duration grace,
			Scheduler scheduler) {
		this.classifier = classifier;
		this.grace = grace;
		this.scheduler = scheduler;
		this.answer = new GeminiAnswer(dropped, maxToolCallLength);
	}

	/**
	 * Returns the chunks that the events make up, the last of them
	 * {@link ProviderChunk.End}. The events are asked for one by one, so that an error
	 * does not overtake what came before it. To be subscribed to once.
	 */
	Flux<ProviderChunk> read(Flux<ServerSentEvent> events) {
		return untilWhole(events).concatMap((event) -> Flux.fromIterable(read(event)), 0)
			.concatWith(Flux.defer(() -> Flux.fromIterable(end())));
	}

	/** The grace begins when somebody asks for more than the finish reason. */
	private Flux<ServerSentEvent> untilWhole(Flux<ServerSentEvent> events) {
		Sinks.One<Boolean> whole = Sinks.one();
		return events.onErrorComplete((error) -> this.answer.isFinished())
			.takeUntilOther(whole.asMono().delayElement(this.grace, this.scheduler))
			.doOnRequest((requested) -> {
				if (this.answer.isFinished()) {
					whole.tryEmitValue(true);
				}
			});
	}

	private List<ProviderChunk> read(ServerSentEvent event) {
		if (event.data().isBlank()) {
			return List.of();
		}
		JsonNode json = WireJson.read(event.data());
		ProviderFailure failure = this.classifier.classifyAnswer(HttpHeaders.EMPTY, json);
		if (failure != null) {
			throw new ProviderException(failure);
		}
		int before = this.answer.toolCalls().written();
		return chunks(this.answer.add(json), before);
	}

	private List<ProviderChunk> chunks(GeminiContent content, int before) {
		List<ProviderChunk> chunks = new ArrayList<>(2);
		if (!content.reasoning().isEmpty()) {
			chunks.add(ChatResponses.reasoning(this.answer.id(), this.answer.model(), content.reasoning())
				.telling(this.answer.usage()));
		}
		if (!content.text().isEmpty()) {
			chunks.add(ChatResponses.text(this.answer.id(), this.answer.model(), content.text())
				.telling(this.answer.usage()));
		}
		if (!content.calls().isEmpty()) {
			chunks.add(new ProviderChunk.Progress(TokenEstimate.latin(this.answer.toolCalls().written() - before)));
		}
		return chunks;
	}

	private List<ProviderChunk> end() {
		AnswerFacts facts = this.answer.facts();
		List<ToolCall> toolCalls = this.answer.toolCalls().calls();
		Map<String, Object> properties = this.answer.properties();
		ProviderChunk end = new ProviderChunk.End(facts);
		boolean kept = !toolCalls.isEmpty() || (!properties.isEmpty() && this.answer.hasText());
		return kept ? List.of(ChatResponses.toolCalls(facts.id(), facts.model(), toolCalls, properties), end)
				: List.of(end);
	}

}
