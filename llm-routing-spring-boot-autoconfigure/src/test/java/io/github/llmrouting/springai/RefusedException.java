package io.github.llmrouting.springai;

import java.util.List;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.LlmRoutingException;

/** A refusal of which tests know nothing but that it has to arrive as it is. */
final class RefusedException extends LlmRoutingException {

	RefusedException() {
		super("refused", FailureReason.RATE_LIMITED, List.of(), null, null);
	}

}
