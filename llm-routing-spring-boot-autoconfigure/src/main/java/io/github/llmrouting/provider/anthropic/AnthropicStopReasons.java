package io.github.llmrouting.provider.anthropic;

import io.github.llmrouting.FinishReason;
import org.jspecify.annotations.Nullable;

/** Knows what Anthropic's {@code stop_reason}s mean. */
final class AnthropicStopReasons {

	private AnthropicStopReasons() {
	}

	static FinishReason of(@Nullable String stopReason) {
		return switch ((stopReason != null) ? stopReason : "") {
			case "end_turn", "stop_sequence" -> FinishReason.STOP;
			case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
			case "tool_use" -> FinishReason.TOOL_CALLS;
			case "refusal" -> FinishReason.CONTENT_FILTER;
			default -> FinishReason.OTHER;
		};
	}

	/**
	 * Returns whether an answer that ended so is cut off: it may be without content, or
	 * end within a tool call.
	 */
	static boolean cutsOff(FinishReason reason) {
		return reason == FinishReason.LENGTH || reason == FinishReason.CONTENT_FILTER;
	}

}
