package io.github.llmrouting.observation;

import java.util.List;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.LlmRoutingException;

/** A request that got no answer. */
final class FakeFailure extends LlmRoutingException {

	FakeFailure(FailureReason reason, AttemptReport... attempts) {
		super("fake", reason, List.of(attempts), null, null);
	}

}
