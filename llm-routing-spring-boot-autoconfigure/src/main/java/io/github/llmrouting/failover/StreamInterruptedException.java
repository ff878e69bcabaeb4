package io.github.llmrouting.failover;

import java.util.List;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.provider.ProviderException;

/**
 * A stream broke after content had reached the caller: what came is not the whole answer.
 */
public final class StreamInterruptedException extends LlmRoutingException {

	StreamInterruptedException(String route, List<AttemptReport> attempts, ProviderException cause) {
		super("the answer of the route '" + route + "' broke off: " + AttemptsFailedException.describe(attempts),
				FailureReason.INTERRUPTED, attempts, null, cause);
	}

}
