package io.github.llmrouting.provider.gemini;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Malformed;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads why an answer ended. */
final class GeminiFinishReasons {

	private GeminiFinishReasons() {
	}

	/**
	 * Reads the reason of an answer or a chunk. A prompt that was refused has no
	 * candidates, but feedback that says why.
	 * @return {@code null} if there is none, or none yet
	 * @throws ProviderException with {@link Malformed} if the reason is that the model
	 * wrote something that is no answer
	 */
	static @Nullable FinishReason read(JsonNode chunk) {
		String reason = chunk.path("candidates").path(0).path("finishReason").stringValue("");
		String block = chunk.path("promptFeedback").path("blockReason").stringValue("");
		FinishReason blocked = block.isEmpty() ? null : FinishReason.CONTENT_FILTER;
		return switch (reason) {
			case "", "FINISH_REASON_UNSPECIFIED" -> blocked;
			case "STOP" -> FinishReason.STOP;
			case "MAX_TOKENS" -> FinishReason.LENGTH;
			case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR", "IMAGE_SAFETY",
					"IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION" ->
				FinishReason.CONTENT_FILTER;
			case "MALFORMED_FUNCTION_CALL", "MALFORMED_RESPONSE" ->
				throw new ProviderException(new Malformed("finish reason " + reason));
			default -> FinishReason.OTHER;
		};
	}

	/** Returns the reason in the light of the answer: tool calls end with STOP, too. */
	static FinishReason inLightOf(FinishReason reason, boolean hasToolCalls) {
		return (hasToolCalls && reason == FinishReason.STOP) ? FinishReason.TOOL_CALLS : reason;
	}

	/** Returns whether an answer that ended so may be without content. */
	static boolean cutsOff(FinishReason reason) {
		return reason == FinishReason.LENGTH || reason == FinishReason.CONTENT_FILTER;
	}

}
