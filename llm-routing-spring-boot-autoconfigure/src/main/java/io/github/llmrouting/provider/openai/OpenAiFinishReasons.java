package io.github.llmrouting.provider.openai;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads why an answer ended. */
final class OpenAiFinishReasons {

	private OpenAiFinishReasons() {
	}

	/**
	 * Reads the reason of a choice.
	 * @return {@code null} if there is none, or none yet
	 * @throws ProviderException if the reason is that the server failed
	 */
	static @Nullable FinishReason read(JsonNode choice) {
		String reason = choice.path("finish_reason").stringValue("");
		return switch (reason) {
			case "" -> null;
			case "stop", "eos" -> FinishReason.STOP;
			case "length", "model_length" -> FinishReason.LENGTH;
			case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
			case "content_filter" -> FinishReason.CONTENT_FILTER;
			case "error" -> throw failed(new ServerError("finish reason error"));
			case "insufficient_system_resource" ->
				throw failed(new Overloaded("finish reason insufficient_system_resource", null));
			default -> FinishReason.OTHER;
		};
	}

	private static ProviderException failed(ProviderFailure failure) {
		return new ProviderException(failure);
	}

	/**
	 * Returns the reason in the light of the answer: a refusal ends with {@code stop} at
	 * OpenAI, and an answer of tool calls does at some compatible servers.
	 */
	static FinishReason inLightOf(FinishReason reason, boolean refused, boolean hasToolCalls) {
		if (refused) {
			return FinishReason.CONTENT_FILTER;
		}
		return (hasToolCalls && reason == FinishReason.STOP) ? FinishReason.TOOL_CALLS : reason;
	}

	/** Returns whether an answer that ended so may have been cut off anywhere. */
	static boolean cutsOff(FinishReason reason) {
		return reason == FinishReason.LENGTH || reason == FinishReason.CONTENT_FILTER;
	}

}
