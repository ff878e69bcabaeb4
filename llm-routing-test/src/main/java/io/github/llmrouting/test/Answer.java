package io.github.llmrouting.test;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a simulated model says to one request, complete, in no protocol's words yet.
 *
 * @param number number of the request at its simulator, from 1
 * @param request request that is answered
 * @param model model that answers
 * @param text text, empty for none
 * @param toolCalls tool calls, each with its id
 * @param usage tokens billed, none unknown
 * @param finishReason why the model stopped, {@code null} for the vendor's usual word
 */
record Answer(long number, RecordedRequest request, String model, String text, List<SimulatedToolCall> toolCalls,
		ReplyUsage usage, @Nullable String finishReason) {

	static Answer of(long number, RecordedRequest request, ReplyContent.Answer content, ReplyDetails details) {
		String model = (details.model() != null) ? details.model() : request.model();
		ReplyUsage usage = details.usage().computedFrom(request.body().length(), length(content));
		return new Answer(number, request, model, content.text(), numbered(number, content.toolCalls()), usage,
				details.finishReason());
	}

	private static int length(ReplyContent.Answer content) {
		int length = content.text().length();
		for (SimulatedToolCall call : content.toolCalls()) {
			length += call.name().length() + call.arguments().length();
		}
		return length;
	}

	private static List<SimulatedToolCall> numbered(long number, List<SimulatedToolCall> calls) {
		List<SimulatedToolCall> numbered = new ArrayList<>();
		for (SimulatedToolCall call : calls) {
			numbered.add(call.orNumbered("call_" + number + "_" + (numbered.size() + 1)));
		}
		return List.copyOf(numbered);
	}

	String finishReasonOr(String usual) {
		return (this.finishReason != null) ? this.finishReason : usual;
	}

}
