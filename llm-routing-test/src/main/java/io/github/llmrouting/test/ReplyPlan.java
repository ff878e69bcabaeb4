package io.github.llmrouting.test;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * All that a test said of one reply.
 *
 * @param content what it consists of
 * @param pace when its parts are sent
 * @param fault how it goes wrong, {@code null} if it does not
 * @param details what it says besides its content
 * @param quirks how its form deviates from the vendor's
 */
record ReplyPlan(ReplyContent content, ReplyPace pace, @Nullable ReplyFault fault, ReplyDetails details,
		Set<SimulatedQuirk> quirks) {

	static ReplyPlan of(ReplyContent content) {
		return new ReplyPlan(content, ReplyPace.AT_ONCE, null, ReplyDetails.USUAL, Set.of());
	}

	ReplyPlan with(ReplyContent content) {
		return new ReplyPlan(content, this.pace, this.fault, this.details, this.quirks);
	}

	ReplyPlan with(ReplyPace pace) {
		return new ReplyPlan(this.content, pace, this.fault, this.details, this.quirks);
	}

	ReplyPlan with(ReplyFault fault) {
		return new ReplyPlan(this.content, this.pace, fault, this.details, this.quirks);
	}

	ReplyPlan with(ReplyDetails details) {
		return new ReplyPlan(this.content, this.pace, this.fault, details, this.quirks);
	}

	ReplyPlan plus(List<SimulatedQuirk> quirks) {
		Set<SimulatedQuirk> all = EnumSet.noneOf(SimulatedQuirk.class);
		all.addAll(this.quirks);
		all.addAll(quirks);
		return new ReplyPlan(this.content, this.pace, this.fault, this.details, Set.copyOf(all));
	}

	/**
	 * Returns the content as an answer.
	 * @throws IllegalStateException if it is something else
	 */
	ReplyContent.Answer answer() {
		if (this.content instanceof ReplyContent.Answer answer) {
			return answer;
		}
		throw new IllegalStateException("reply: " + this.content.getClass().getSimpleName() + " (expected: Answer)");
	}

	/**
	 * Returns a plan billed for the prompt cache as it is, unless this one says itself
	 * what is billed for the input, or is no answer.
	 */
	ReplyPlan billedWith(PromptCache cache, RecordedRequest request) {
		boolean silent = this.fault != null && this.fault.beforeHeaders();
		if (silent || !(this.content instanceof ReplyContent.Answer) || !this.details.usage().leavesInputOpen()) {
			return this;
		}
		return with(this.details.withUsage(cache.bill(request, this.details.usage())));
	}

	boolean fails(ReplyFault.Kind kind) {
		return this.fault != null && this.fault.kind() == kind;
	}

	boolean has(SimulatedQuirk quirk) {
		return this.quirks.contains(quirk);
	}

}
