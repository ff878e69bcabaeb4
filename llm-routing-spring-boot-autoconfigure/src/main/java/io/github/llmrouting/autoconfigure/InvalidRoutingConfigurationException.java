package io.github.llmrouting.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration under {@code llm.routing} has mistakes: all of them are in here. */
final class InvalidRoutingConfigurationException extends RuntimeException {

	private final transient List<ConfigurationProblem> problems;

	InvalidRoutingConfigurationException(List<ConfigurationProblem> problems) {
		super(problems.stream()
			.map((problem) -> problem.path() + ": " + problem.found())
			.collect(Collectors.joining("; ")));
		this.problems = List.copyOf(problems);
	}

	List<ConfigurationProblem> problems() {
		return this.problems;
	}

}
