package io.github.llmrouting.provider.chatmodel;

import java.util.Locale;

import io.github.llmrouting.FinishReason;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/** Reads why an answer ended from what the vendors call it. */
final class FinishReasons {

	/** Where Spring AI's OpenAI model puts the words of a refusal. */
	private static final String REFUSAL = "refusal";

	private FinishReasons() {
	}

	/**
	 * Returns the first reason that a response tells.
	 * @return {@code null} if it tells none, or none yet
	 */
	static @Nullable FinishReason read(ChatResponse response) {
		FinishReason found = null;
		for (Generation generation : response.getResults()) {
			if (isRefusal(generation)) {
				return FinishReason.CONTENT_FILTER;
			}
			found = (found != null) ? found : read(generation.getMetadata().getFinishReason());
		}
		return found;
	}

	private static boolean isRefusal(Generation generation) {
		return generation.getOutput().getMetadata().get(REFUSAL) instanceof String words && StringUtils.hasText(words);
	}

	private static @Nullable FinishReason read(@Nullable String told) {
		return switch ((told != null) ? told.strip().toLowerCase(Locale.ROOT) : "") {
			case "", "null", "unknown", "_unknown", "finish_reason_unspecified" -> null;
			case "stop", "eos", "end_turn", "stop_sequence", "complete", "completed", "finished" -> FinishReason.STOP;
			case "length", "max_tokens", "model_length", "model_context_window_exceeded" -> FinishReason.LENGTH;
			case "tool_calls", "tool_use", "tool_call", "function_call" -> FinishReason.TOOL_CALLS;
			case "content_filter", "content_filtered", "guardrail_intervened", "refusal", "safety", "recitation",
					"blocklist", "prohibited_content", "spii" ->
				FinishReason.CONTENT_FILTER;
			default -> FinishReason.OTHER;
		};
	}

	/** Returns the reason of a whole answer: some end with any reason, or none at all. */
	static FinishReason inLightOf(@Nullable FinishReason told, boolean hasToolCalls) {
		FinishReason reason = (told != null) ? told : FinishReason.STOP;
		return (hasToolCalls && reason == FinishReason.STOP) ? FinishReason.TOOL_CALLS : reason;
	}

	/** Returns whether an answer that ended so may be empty. */
	static boolean cutsOff(FinishReason reason) {
		return reason == FinishReason.LENGTH || reason == FinishReason.CONTENT_FILTER;
	}

}
