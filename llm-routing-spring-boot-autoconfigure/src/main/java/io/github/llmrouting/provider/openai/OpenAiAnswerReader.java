package io.github.llmrouting.provider.openai;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;

/** Reads a whole answer. */
final class OpenAiAnswerReader {

	private OpenAiAnswerReader() {
	}

	/**
	 * Reads an answer, of which the first choice counts.
	 * @param answer a chat completion
	 * @param dropped options that were left out of the request
	 * @throws ProviderException with {@link Unreadable} if it is no answer
	 */
	static ProviderAnswer read(JsonNode answer, List<String> dropped) {
		JsonNode choice = answer.path("choices").path(0);
		JsonNode message = choice.path("message");
		FinishReason told = Objects.requireNonNullElse(OpenAiFinishReasons.read(choice), FinishReason.OTHER);
		if (!message.isObject()) {
			throw unreadable("an answer without a message");
		}
		OpenAiContent content = OpenAiContent.of(message);
		List<ToolCall> toolCalls = toolCalls(message, told);
		if (isEmpty(content, toolCalls) && !OpenAiFinishReasons.cutsOff(told)) {
			throw unreadable("an empty answer");
		}
		FinishReason reason = OpenAiFinishReasons.inLightOf(told, content.isRefusal(), !toolCalls.isEmpty());
		return answer(facts(answer, reason, dropped), content, toolCalls);
	}

	private static List<ToolCall> toolCalls(JsonNode message, FinishReason reason) {
		OpenAiToolCalls toolCalls = new OpenAiToolCalls(Integer.MAX_VALUE);
		toolCalls.add(message);
		return toolCalls.whole(reason);
	}

	private static boolean isEmpty(OpenAiContent content, List<ToolCall> toolCalls) {
		return content.shown() == null && content.reasoning().isEmpty() && toolCalls.isEmpty();
	}

	private static AnswerFacts facts(JsonNode answer, FinishReason reason, List<String> dropped) {
		return new AnswerFacts(answer.path("id").stringValue(""), answer.path("model").stringValue(""), reason,
				OpenAiUsage.read(answer), answer.path("service_tier").stringValue(""), dropped);
	}

	private static ProviderAnswer answer(AnswerFacts facts, OpenAiContent content, List<ToolCall> toolCalls) {
		Map<String, Object> properties = content.reasoning().isEmpty() ? Map.of()
				: Map.of(ChatResponses.REASONING, content.reasoning());
		return new ProviderAnswer(ChatResponses.whole(facts, content.shown(), toolCalls, properties), facts);
	}

	private static ProviderException unreadable(String detail) {
		return new ProviderException(new Unreadable(detail));
	}

}
