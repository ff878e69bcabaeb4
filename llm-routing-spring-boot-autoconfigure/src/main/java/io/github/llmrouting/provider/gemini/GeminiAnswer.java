package io.github.llmrouting.provider.gemini;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is known of an answer that comes in one chunk or in many. Usage is cumulative: the
 * newest counts. Not thread-safe.
 */
final class GeminiAnswer {

	private final List<String> dropped;

	private final GeminiToolCalls toolCalls;

	private String id = "";

	private String model = "";

	private String textSignature = "";

	private boolean hasText;

	private @Nullable FinishReason finishReason;

	private @Nullable TokenUsage usage;

	/**
	 * Creates an answer of which nothing is known.
	 * @param dropped what was left out of the request
	 * @param maxToolCallLength most characters of all tool calls together
	 */
	GeminiAnswer(List<String> dropped, int maxToolCallLength) {
		this.dropped = dropped;
		this.toolCalls = new GeminiToolCalls(maxToolCallLength);
	}

	/**
	 * Takes note of a chunk and returns what it says.
	 * @throws ProviderException with {@link Unreadable} if it is not what the API says
	 */
	GeminiContent add(JsonNode chunk) {
		GeminiContent content = GeminiContent.of(chunk);
		noteFacts(chunk);
		this.hasText |= !content.text().isEmpty();
		this.textSignature = content.textSignature().isEmpty() ? this.textSignature : content.textSignature();
		content.calls().forEach((part) -> this.toolCalls.add(part, this.id));
		FinishReason told = GeminiFinishReasons.read(chunk);
		this.finishReason = (told != null) ? told : this.finishReason;
		return content;
	}

	private void noteFacts(JsonNode chunk) {
		this.id = this.id.isEmpty() ? chunk.path("responseId").stringValue("") : this.id;
		this.model = this.model.isEmpty() ? chunk.path("modelVersion").stringValue("") : this.model;
		TokenUsage told = GeminiUsage.read(chunk);
		this.usage = (told != null) ? told : this.usage;
	}

	String id() {
		return this.id;
	}

	String model() {
		return this.model;
	}

	/** Returns what the answer costs up to here, or {@code null} if it is not told. */
	@Nullable TokenUsage usage() {
		return this.usage;
	}

	/** Returns whether the model has said why it ended. */
	boolean isFinished() {
		return this.finishReason != null;
	}

	GeminiToolCalls toolCalls() {
		return this.toolCalls;
	}

	/** Returns whether there is text, thoughts not counted. */
	boolean hasText() {
		return this.hasText;
	}

	/** Returns what the message is to keep for the API. */
	Map<String, Object> properties() {
		Map<String, Object> properties = new HashMap<>(this.toolCalls.properties());
		if (!this.textSignature.isEmpty()) {
			properties.put(GeminiClient.TEXT_SIGNATURE, this.textSignature);
		}
		return properties;
	}

	/**
	 * Returns the facts of the answer, which must be whole by now. Thoughts alone are no
	 * answer.
	 * @throws ProviderException with {@link Interrupted} if the model has not finished,
	 * or with {@link Unreadable} if it has without saying anything
	 */
	AnswerFacts facts() {
		if (this.finishReason == null) {
			throw new ProviderException(new Interrupted("the answer ended without a finish reason"));
		}
		boolean empty = !this.hasText && this.toolCalls.isEmpty();
		if (empty && !GeminiFinishReasons.cutsOff(this.finishReason)) {
			throw new ProviderException(new Unreadable("an empty answer"));
		}
		FinishReason reason = GeminiFinishReasons.inLightOf(this.finishReason, !this.toolCalls.isEmpty());
		return new AnswerFacts(this.id, this.model, reason, this.usage, this.dropped);
	}

}
