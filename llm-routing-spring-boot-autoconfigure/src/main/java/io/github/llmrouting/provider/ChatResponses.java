package io.github.llmrouting.provider;

import java.util.List;
import java.util.Map;

import io.github.llmrouting.FinishReason;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** Builds answers in Spring AI's form. */
public final class ChatResponses {

	/** Key of the reasoning text among the properties of an {@link AssistantMessage}. */
	public static final String REASONING = "reasoningContent";

	private ChatResponses() {
	}

	/**
	 * Returns a whole answer.
	 * @param facts id, model, usage and finish reason for the metadata
	 * @param text of the answer, or {@code null} if there is none
	 * @param toolCalls tools that the model asks for
	 * @param properties of the message, such as {@value #REASONING}
	 */
	public static ChatResponse whole(AnswerFacts facts, @Nullable String text, List<ToolCall> toolCalls,
			Map<String, Object> properties) {
		AssistantMessage message = AssistantMessage.builder()
			.content(text)
			.toolCalls(toolCalls)
			.properties(properties)
			.build();
		ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder().id(facts.id()).model(facts.model());
		if (facts.usage() != null) {
			metadata.usage(facts.usage());
		}
		return new ChatResponse(List.of(new Generation(message, finished(facts.finishReason()))), metadata.build());
	}

	/**
	 * Returns a piece of text of a streamed answer.
	 * @param id the provider's id of the answer, empty if it gives none
	 * @param model the model that the provider says it used, empty if it does not say
	 * @param text not empty
	 */
	public static ProviderChunk.Content text(String id, String model, String text) {
		return piece(id, model, AssistantMessage.builder().content(text).build());
	}

	/** Returns a piece of reasoning of a streamed answer, beside an empty text. */
	public static ProviderChunk.Content reasoning(String id, String model, String reasoning) {
		return piece(id, model,
				AssistantMessage.builder().content("").properties(Map.of(REASONING, reasoning)).build());
	}

	/** Returns the whole tool calls of a streamed answer, beside an empty text. */
	public static ProviderChunk.Content toolCalls(String id, String model, List<ToolCall> toolCalls) {
		return toolCalls(id, model, toolCalls, Map.of());
	}

	/**
	 * Returns the whole tool calls of a streamed answer, beside an empty text.
	 * @param id the provider's id of the answer, empty if it gives none
	 * @param model the model that the provider says it used, empty if it does not say
	 * @param toolCalls tools that the model asks for
	 * @param properties of the message: what the provider wants back with the calls
	 */
	public static ProviderChunk.Content toolCalls(String id, String model, List<ToolCall> toolCalls,
			Map<String, Object> properties) {
		return piece(id, model,
				AssistantMessage.builder().content("").toolCalls(toolCalls).properties(properties).build());
	}

	private static ProviderChunk.Content piece(String id, String model, AssistantMessage message) {
		return new ProviderChunk.Content(new ChatResponse(List.of(new Generation(message)),
				ChatResponseMetadata.builder().id(id).model(model).build()));
	}

	private static ChatGenerationMetadata finished(FinishReason reason) {
		return ChatGenerationMetadata.builder().finishReason(reason.name()).build();
	}

}
