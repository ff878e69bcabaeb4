package io.github.llmrouting.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The configurations that {@code docs/openai-compatible.md} shows. */
final class DocumentedExample {

	private static final Pattern SECTION = Pattern.compile("(?m)^## ");

	private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\nllm\\.routing:\n(.*?)```");

	private DocumentedExample() {
	}

	/** Returns the titles of the sections, one for each server. */
	static List<String> titles() {
		return sections().stream().map((section) -> section.lines().findFirst().orElseThrow()).toList();
	}

	/** Returns what stands below {@code llm.routing} in the examples of a section. */
	static List<String> of(String title) {
		return sections().stream()
			.filter((section) -> section.startsWith(title + "\n"))
			.flatMap((section) -> EXAMPLE.matcher(section).results())
			.map((example) -> example.group(1).stripIndent())
			.toList();
	}

	/**
	 * Returns a runner with an example, whose provider is answered by a stand-in.
	 * @param yaml what stands below {@code llm.routing}
	 */
	static ApplicationContextRunner runner(String yaml, VendorStandIn vendor) {
		String[] keys = List.of("AZURE_OPENAI", "GROQ", "MISTRAL", "DEEPSEEK", "XAI", "TOGETHER", "VLLM", "OPENROUTER")
			.stream()
			.map((name) -> name + "_API_KEY=sk-test")
			.toArray(String[]::new);
		return StartReport.runner(yaml).withPropertyValues(keys).withBean(VendorStandIn.class, () -> vendor);
	}

	private static List<String> sections() {
		try {
			String document = Files.readString(Path.of("..", "docs", "openai-compatible.md"));
			return SECTION.splitAsStream(document).skip(1).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
