package io.github.llmrouting.failover;

import java.time.Duration;
import java.util.List;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.provider.ProviderException;

/** The time for all attempts together was over before one answered. */
public final class DeadlineExceededException extends LlmRoutingException {

	DeadlineExceededException(String route, Duration timeout, List<AttemptReport> attempts, ProviderException cause) {
		super("the route '" + route + "' gave no answer within " + timeout + ": "
				+ AttemptsFailedException.describe(attempts), FailureReason.TIMED_OUT, attempts, null, cause);
	}

}
