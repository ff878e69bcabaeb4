package io.github.llmrouting.routing;

import java.util.List;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.LlmRoutingException;

/** A request names a route or a model that does not exist. */
public final class UnroutableRequestException extends LlmRoutingException {

	UnroutableRequestException(String message) {
		super(message, FailureReason.INVALID_REQUEST, List.of(), null, null);
	}

}
