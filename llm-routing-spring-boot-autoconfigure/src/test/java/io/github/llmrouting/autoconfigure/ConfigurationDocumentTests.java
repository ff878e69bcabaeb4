package io.github.llmrouting.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares {@code docs/configuration.md} with the code, in both directions. */
class ConfigurationDocumentTests {

	private static final Pattern ROW = Pattern
		.compile("(?m)^\\| `(llm\\.routing[^`]*)` \\| ([^|]+) \\| ([^|]*?) ?\\| ([^|]+) \\|$");

	private static final Pattern MENTION = Pattern.compile("`(llm\\.routing[^`]*)`");

	private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\nllm\\.routing:\n(.*?)```");

	private static final String DOCUMENT = read();

	@Test
	void everyKeyIsDocumentedOnceAndNoOther() {
		assertThat(rows()).extracting((row) -> row.group(1))
			.containsExactlyInAnyOrderElementsOf(ConfigurationKey.all().stream().map(ConfigurationKey::name).toList());
	}

	@Test
	void everyKeyThatIsMentionedExists() {
		List<Pattern> known = ConfigurationKey.all().stream().map(ConfigurationDocumentTests::pattern).toList();

		assertThat(MENTION.matcher(DOCUMENT).results().map((mention) -> mention.group(1))).hasSizeGreaterThan(40)
			.allMatch((mention) -> known.stream().anyMatch((key) -> key.matcher(mention).matches()));
	}

	@Test
	void defaultsAreThoseOfTheRecords() {
		assertThat(ConfigurationKey.all()).filteredOn((key) -> !key.defaultValue().isEmpty())
			.hasSizeGreaterThan(15)
			.allSatisfy((key) -> assertThat(row(key).group(3)).isEqualTo("`" + key.defaultValue() + "`"));
		assertThat(ConfigurationKey.all()).filteredOn((key) -> key.defaultValue().isEmpty())
			.allSatisfy((key) -> assertThat(row(key).group(3)).doesNotMatch("`[^.]*`"));
	}

	@Test
	void switchesSayWhether() {
		assertThat(ConfigurationKey.all()).filteredOn((key) -> key.type() == boolean.class).allSatisfy((key) -> {
			assertThat(row(key).group(2)).isEqualTo("boolean");
			assertThat(row(key).group(4)).startsWith("Whether ");
		});
	}

	@ParameterizedTest
	@MethodSource("examples")
	void everyExampleStarts(String example) {
		StartReport.runner(example.stripIndent())
			.withPropertyValues("OPENAI_API_KEY=sk-1", "ANTHROPIC_API_KEY=sk-2", "GROQ_API_KEY=sk-3",
					"OPENAI_EU_API_KEY=sk-4", "OPENAI_KEY_OF_SEARCH=sk-5", "OPENAI_KEY_OF_SUPPORT=sk-6")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	static Stream<String> examples() {
		List<String> examples = EXAMPLE.matcher(DOCUMENT).results().map((example) -> example.group(1)).toList();
		assertThat(examples).hasSizeGreaterThan(6);
		return examples.stream();
	}

	private static List<MatchResult> rows() {
		return ROW.matcher(DOCUMENT).results().toList();
	}

	private static MatchResult row(ConfigurationKey key) {
		return rows().stream()
			.filter((row) -> row.group(1).equals(key.name()))
			.findFirst()
			.orElseThrow(() -> new AssertionError(key + " is not documented"));
	}

	/** Matches the key with names and indexes in it, and every section around it. */
	private static Pattern pattern(ConfigurationKey key) {
		StringBuilder pattern = new StringBuilder("llm\\.routing");
		String[] elements = key.name().substring("llm.routing.".length()).split("\\.");
		for (String element : elements) {
			pattern.append("(?:\\.")
				.append(element.equals("<name>") ? "(?:<name>|[a-z0-9-]+)" : element.replace("[]", "(?:\\[\\d*])?"));
		}
		return Pattern.compile(pattern + ")?".repeat(elements.length));
	}

	private static String read() {
		try {
			return Files.readString(Path.of("..", "docs", "configuration.md"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
