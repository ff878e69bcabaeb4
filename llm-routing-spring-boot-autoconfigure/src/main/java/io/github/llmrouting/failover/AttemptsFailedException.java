package io.github.llmrouting.failover;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.provider.ProviderException;
import org.jspecify.annotations.Nullable;

/** Every deployment that could be attempted was, and none answered. */
public final class AttemptsFailedException extends LlmRoutingException {

	AttemptsFailedException(String route, List<AttemptReport> attempts, @Nullable Duration retryAfter,
			ProviderException cause) {
		super("no deployment of the route '" + route + "' answered: " + describe(attempts), cause.failure().reason(),
				attempts, retryAfter, cause);
	}

	static String describe(List<AttemptReport> attempts) {
		return attempts.stream()
			.map((attempt) -> attempt.deployment() + " " + attempt.outcome() + " (" + attempt.detail() + ")")
			.collect(Collectors.joining(", "));
	}

}
