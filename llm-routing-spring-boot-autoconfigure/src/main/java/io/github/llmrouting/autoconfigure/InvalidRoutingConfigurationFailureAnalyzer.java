package io.github.llmrouting.autoconfigure;

import java.util.stream.Collectors;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells every mistake of the configuration, and how to mend it. */
final class InvalidRoutingConfigurationFailureAnalyzer
		extends AbstractFailureAnalyzer<InvalidRoutingConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidRoutingConfigurationException cause) {
		String description = cause.problems()
			.stream()
			.map((problem) -> "    " + problem.path() + ": " + problem.found())
			.collect(Collectors.joining("\n", "The configuration of LLM routing is not usable:\n\n", ""));
		String action = cause.problems()
			.stream()
			.map((problem) -> "    " + problem.path() + ": " + problem.mend())
			.distinct()
			.collect(Collectors.joining("\n", "Mend:\n\n", ""));
		return new FailureAnalysis(description, action, cause);
	}

}
