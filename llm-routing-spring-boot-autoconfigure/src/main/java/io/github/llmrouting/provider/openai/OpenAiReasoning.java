package io.github.llmrouting.provider.openai;

import java.util.List;
import java.util.Map;

import io.github.llmrouting.provider.ChatResponses;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;

/**
 * Sends reasoning back to servers that want it. DeepSeek refuses a conversation with tool
 * calls whose assistant messages come without the reasoning that led to them [1]; a
 * message of another provider, which has none, gets a blank one, since an empty one is
 * refused too [2].
 * <p>
 * [1] https://api-docs.deepseek.com/guides/thinking_mode, [2]
 * https://github.com/NousResearch/hermes-agent/pull/17341; both read in November 2026.
 */
final class OpenAiReasoning {

	private static final String FIELD = "reasoning_content";

	private static final String NONE = " ";

	private OpenAiReasoning() {
	}

	/** Returns whether the messages of a conversation are to be sent with reasoning. */
	static boolean isWanted(OpenAiServer server, List<Message> messages) {
		return server.wantsReasoningBack() && messages.stream()
			.anyMatch((message) -> message instanceof AssistantMessage assistant && assistant.hasToolCalls());
	}

	/** Writes the reasoning that a message kept. */
	static void write(AssistantMessage message, ObjectNode written) {
		Map<String, Object> properties = message.getMetadata();
		Object kept = properties.getOrDefault(OpenAiClient.REASONING_CONTENT, properties.get(ChatResponses.REASONING));
		written.put(FIELD, (kept instanceof String text && !text.isEmpty()) ? text : NONE);
	}

}
