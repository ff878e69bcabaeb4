package io.github.llmrouting.provider.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.TokenEstimate;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.FailureClassifier;
import io.github.llmrouting.provider.OneByOne;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.ServerSentEvent;
import io.github.llmrouting.provider.WireJson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.http.HttpHeaders;

/**
 * Reads one streamed answer and keeps what its end needs to know. The answer is whole
 * when a finish reason came and then the end marker or the end of the stream; tool calls
 * are passed on only then. Events without choices, such as those with the usage, may come
 * at any time. One reader reads one stream.
 */
final class OpenAiStreamReader {

	private static final String END_MARKER = "[DONE]";

	/** Most characters of reasoning that are kept; what comes later is not. */
	private static final int MAX_REASONING_LENGTH = 1024 * 1024;

	private final List<String> dropped;

	private final FailureClassifier classifier;

	private final OpenAiToolCalls toolCalls;

	private String id = "";

	private String model = "";

	private String serviceTier = "";

	private boolean refused;

	private boolean hasContent;

	private @Nullable FinishReason finishReason;

	private @Nullable TokenUsage usage;

	private @Nullable StringBuilder reasoning;

	/**
	 * Creates a reader.
	 * @param dropped options that were left out of the request
	 * @param classifier knows what errors within the stream mean
	 * @param maxToolCallLength most characters of all tool calls together
	 */
	OpenAiStreamReader(List<String> dropped, FailureClassifier classifier, int maxToolCallLength) {
		this.dropped = dropped;
		this.classifier = classifier;
		this.toolCalls = new OpenAiToolCalls(maxToolCallLength);
	}

	/** Keeps the reasoning, for the message with the tool calls that it leads to. */
	void keepReasoning() {
		this.reasoning = new StringBuilder();
	}

	/**
	 * Returns the chunks that the events make up, the last of them
	 * {@link ProviderChunk.End}. The events are asked for one by one, so that an error
	 * does not overtake what came before it, and are cancelled at their end marker. To be
	 * subscribed to once.
	 */
	Flux<ProviderChunk> read(Flux<ServerSentEvent> events) {
		return new OneByOne<>(events.takeUntil(OpenAiStreamReader::isEndMarker),
				(event, made) -> made.addAll(read(event)), (made) -> made.addAll(end()));
	}

	static boolean isEndMarker(ServerSentEvent event) {
		return event.data().strip().equals(END_MARKER);
	}

	private List<ProviderChunk> read(ServerSentEvent event) {
		if (event.data().isBlank() || isEndMarker(event)) {
			return List.of();
		}
		JsonNode chunk = WireJson.read(event.data());
		rejectError(event, chunk);
		requireShape(chunk.isObject());
		TokenUsage told = noteFacts(chunk);
		JsonNode choice = choice(chunk.path("choices"));
		List<ProviderChunk> chunks = readDelta(choice.path("delta"), told);
		noteFinishReason(choice);
		return chunks;
	}

	private void rejectError(ServerSentEvent event, JsonNode chunk) {
		ProviderFailure failure = event.name().equals("error") ? this.classifier.classify(200, HttpHeaders.EMPTY, chunk)
				: this.classifier.classifyAnswer(HttpHeaders.EMPTY, chunk);
		if (failure != null) {
			throw new ProviderException(failure);
		}
	}

	private static void requireShape(boolean expected) {
		if (!expected) {
			throw new ProviderException(new Unreadable("an event that is no chunk of an answer"));
		}
	}

	/** Returns what the answer costs up to here, where a server says so in each chunk. */
	private @Nullable TokenUsage noteFacts(JsonNode chunk) {
		this.id = this.id.isEmpty() ? chunk.path("id").stringValue("") : this.id;
		this.model = this.model.isEmpty() ? chunk.path("model").stringValue("") : this.model;
		TokenUsage told = OpenAiUsage.read(chunk);
		this.usage = (told != null) ? told : this.usage;
		this.serviceTier = chunk.path("service_tier").stringValue(this.serviceTier);
		return told;
	}

	/** Returns the first choice, which is the only one asked for, or a missing node. */
	private static JsonNode choice(JsonNode choices) {
		requireShape(choices.isArray() || choices.isMissingNode() || choices.isNull());
		JsonNode choice = choices.path(0);
		requireShape(choice.isObject() || choice.isMissingNode());
		return choice;
	}

	private List<ProviderChunk> readDelta(JsonNode delta, @Nullable TokenUsage told) {
		requireShape(delta.isObject() || delta.isMissingNode() || delta.isNull());
		OpenAiContent content = OpenAiContent.of(delta);
		this.refused |= content.isRefusal();
		List<ProviderChunk> chunks = new ArrayList<>(2);
		if (!content.reasoning().isEmpty()) {
			chunks.add(ChatResponses.reasoning(this.id, this.model, content.reasoning()).telling(told));
			keep(content.reasoning());
		}
		String text = content.shown();
		if (text != null && !text.isEmpty()) {
			chunks.add(ChatResponses.text(this.id, this.model, text).telling(told));
		}
		this.hasContent |= !chunks.isEmpty();
		int before = this.toolCalls.written();
		if (this.toolCalls.add(delta)) {
			chunks.add(new ProviderChunk.Progress(TokenEstimate.latin(this.toolCalls.written() - before)));
		}
		return chunks;
	}

	private void keep(String text) {
		if (this.reasoning != null && this.reasoning.length() + text.length() <= MAX_REASONING_LENGTH) {
			this.reasoning.append(text);
		}
	}

	private void noteFinishReason(JsonNode choice) {
		FinishReason told = OpenAiFinishReasons.read(choice);
		this.finishReason = (told != null) ? told : this.finishReason;
	}

	private List<ProviderChunk> end() {
		if (this.finishReason == null) {
			throw new ProviderException(new Interrupted("the stream ended within the answer"));
		}
		List<ToolCall> whole = this.toolCalls.whole(this.finishReason);
		if (!this.hasContent && whole.isEmpty() && !OpenAiFinishReasons.cutsOff(this.finishReason)) {
			throw new ProviderException(new Unreadable("an empty answer"));
		}
		FinishReason reason = OpenAiFinishReasons.inLightOf(this.finishReason, this.refused, !whole.isEmpty());
		ProviderChunk end = new ProviderChunk.End(
				new AnswerFacts(this.id, this.model, reason, this.usage, this.serviceTier, this.dropped));
		return whole.isEmpty() ? List.of(end)
				: List.of(ChatResponses.toolCalls(this.id, this.model, whole, properties()), end);
	}

	private Map<String, Object> properties() {
		return (this.reasoning == null || this.reasoning.isEmpty()) ? Map.of()
				: Map.of(OpenAiClient.REASONING_CONTENT, this.reasoning.toString());
	}

}
