package io.github.llmrouting.provider.chatmodel;

import java.util.List;
import java.util.Set;

import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderChunk;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/** Tells content from announcements. */
final class Contents {

	/** Where Spring AI's models put what was thought, besides our own adapters. */
	private static final Set<String> REASONING = Set.of(ChatResponses.REASONING, "thinking");

	private Contents() {
	}

	/** Returns the parts of a response that hold content, one message each. */
	static List<Generation> of(List<Generation> parts) {
		return parts.stream().filter((part) -> isContent(part.getOutput())).toList();
	}

	/**
	 * Returns a piece of a streamed answer.
	 * @param parts not empty; what is told beside their messages is left out
	 * @param id the provider's id of the answer, empty if it gives none
	 * @param model the model that the provider says it used, empty if it does not say
	 */
	static ProviderChunk.Content chunk(List<Generation> parts, String id, String model) {
		return new ProviderChunk.Content(
				new ChatResponse(parts.stream().map((part) -> new Generation(part.getOutput())).toList(),
						ChatResponseMetadata.builder().id(id).model(model).build()));
	}

	private static boolean isContent(AssistantMessage message) {
		return StringUtils.hasLength(message.getText()) || message.hasToolCalls() || !message.getMedia().isEmpty()
				|| REASONING.stream().map(message.getMetadata()::get).anyMatch(Contents::isText);
	}

	private static boolean isText(Object value) {
		return value instanceof String text && !text.isEmpty();
	}

	static boolean hasToolCalls(List<Generation> parts) {
		return parts.stream().anyMatch((part) -> part.getOutput().hasToolCalls());
	}

}
