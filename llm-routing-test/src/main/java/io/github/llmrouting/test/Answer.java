package io.github.llmrouting.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a simulated model says to one request, complete, in no protocol's words yet.
 *
 * @param number number of the request at its simulator, from 1
 * @param request request that is answered
 * @param model model that answers
 * @param content what it says, each tool call with its id
 * @param usage tokens billed, none unknown
 * @param serviceTier tier at which it was served, {@code null} for the vendor's usual one
 * @param quirks deviations from the vendor's usual form
 * @param finishReason why the model stopped, {@code null} for the vendor's usual word
 */
record Answer(long number, RecordedRequest request, String model, ReplyContent.Answer content, ReplyUsage usage,
		@Nullable String serviceTier, Set<SimulatedQuirk> quirks, @Nullable String finishReason) {

	static Answer of(long number, RecordedRequest request, ReplyPlan plan) {
		ReplyContent.Answer content = plan.answer();
		ReplyDetails details = plan.details();
		String model = (details.model() != null) ? details.model() : request.model();
		ReplyUsage usage = details.usage().computedFrom(request.body().length(), length(content));
		ReplyContent.Answer numbered = content.withToolCalls(numbered(number, content.toolCalls()));
		return new Answer(number, request, model, numbered, usage, details.serviceTier(), plan.quirks(),
				details.finishReason());
	}

	private static int length(ReplyContent.Answer content) {
		int length = content.thinking().length() + content.text().length();
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

	String thinking() {
		return this.content.thinking();
	}

	String text() {
		return this.content.text();
	}

	List<SimulatedToolCall> toolCalls() {
		return this.content.toolCalls();
	}

	boolean has(SimulatedQuirk quirk) {
		return this.quirks.contains(quirk);
	}

	/** Returns the answer from another model. */
	Answer withModel(String model) {
		return new Answer(this.number, this.request, model, this.content, this.usage, this.serviceTier, this.quirks,
				this.finishReason);
	}

	String finishReasonOr(String usual) {
		return (this.finishReason != null) ? this.finishReason : usual;
	}

}
