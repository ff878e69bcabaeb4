package io.github.llmrouting.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReadmeTests {

	private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\nllm\\.routing:\n(.*?)```");

	@ParameterizedTest
	@MethodSource("examples")
	void everyExampleStarts(String example) {
		StartReport.runner(example.stripIndent())
			.withPropertyValues("OPENAI_API_KEY=sk-1", "ANTHROPIC_API_KEY=sk-2")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	/** Otherwise one that stalls uses up the time of the next one. */
	@ParameterizedTest
	@MethodSource("examples")
	void everyExampleLeavesTimeForTheNextProvider(String example) {
		StartReport.runner(example.stripIndent())
			.withPropertyValues("OPENAI_API_KEY=sk-1", "ANTHROPIC_API_KEY=sk-2")
			.run((context) -> {
				RoutingSetup setup = context.getBean(RoutingSetup.class);
				assertThat(setup.activeProviders())
					.allSatisfy((provider) -> assertThat(provider.timeouts().total()).isLessThan(setup.timeout()));
			});
	}

	static Stream<String> examples() {
		List<String> examples = EXAMPLE.matcher(read()).results().map((example) -> example.group(1)).toList();
		assertThat(examples).hasSize(2);
		return examples.stream();
	}

	private static String read() {
		try {
			return Files.readString(Path.of("..", "README.md"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
