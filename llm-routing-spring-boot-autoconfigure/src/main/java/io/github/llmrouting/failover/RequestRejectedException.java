package io.github.llmrouting.failover;

import java.util.List;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.provider.ProviderException;

/**
 * A provider rejected the request for a reason that lies in the request: asking elsewhere
 * would not help.
 */
public final class RequestRejectedException extends LlmRoutingException {

	RequestRejectedException(List<AttemptReport> attempts, ProviderException cause) {
		super("the request was rejected: " + AttemptsFailedException.describe(attempts), cause.failure().reason(),
				attempts, null, cause);
	}

}
