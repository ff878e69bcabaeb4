package io.github.llmrouting.provider.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Notes how the attempts of each test ended that is named after a mode, a protocol and a
 * side, and writes the table of all modes when the last test has run.
 */
final class FaultRecord implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

	private static final Path TABLE = Path.of("target", "fault-matrix.md");

	private static final String INTRODUCTION = "How an attempt ends when something misbehaves, as a test holds it: "
			+ "with an answer, or with one of the [failures](../provider.md#failures). N: network, S: stream, "
			+ "H: status and body, U: usage, K: clock. It holds for OpenAI, Anthropic, Gemini and Ollama; "
			+ "they are named where they differ, or where not all of them know the mode. Azure is tried in H, S and U, "
			+ "and named where it differs from OpenAI. In each case there is one end, "
			+ "nothing is dropped or leaked, and no connection stays in use.";

	private static final Pattern NAME = Pattern.compile("([A-Z]\\d\\d) (.*), (\\w+) (call|stream)");

	private static final ThreadLocal<List<String>> OUTCOMES = ThreadLocal.withInitial(ArrayList::new);

	/** Takes note of how an attempt of the current test ended. */
	static void note(Outcome outcome) {
		boolean late = outcome.failure() != null && !outcome.text().isEmpty();
		boolean perhapsBilled = outcome.failure() instanceof Unreachable && outcome.failure().mayBeBilled();
		OUTCOMES.get()
			.add("`" + outcome.name() + "`" + (late ? " after content" : "")
					+ (perhapsBilled ? ", perhaps billed" : ""));
	}

	@Override
	public void beforeTestExecution(ExtensionContext context) {
		OUTCOMES.remove();
	}

	@Override
	public void afterTestExecution(ExtensionContext context) {
		Matcher name = NAME.matcher(context.getDisplayName());
		if (name.matches()) {
			String outcome = context.getExecutionException().isPresent() ? "**failed**"
					: String.join(", then ", OUTCOMES.get());
			table(context).note(name.group(1) + " | " + name.group(2), name.group(4), name.group(3), outcome);
		}
	}

	private static Table table(ExtensionContext context) {
		return context.getRoot()
			.getStore(Namespace.create(FaultRecord.class))
			.computeIfAbsent(Table.class, (type) -> new Table(), Table.class);
	}

	/** The modes and their outcomes by side, protocol by protocol. JUnit closes it. */
	static final class Table implements AutoCloseable {

		private final Map<String, Map<String, Map<String, String>>> rows = new TreeMap<>();

		synchronized void note(String mode, String side, String dialect, String outcome) {
			String before = this.rows.computeIfAbsent(mode, (key) -> new TreeMap<>())
				.computeIfAbsent(side, (key) -> new LinkedHashMap<>())
				.put(dialect, outcome);
			if (before != null) {
				throw new IllegalStateException("two tests of one name: " + mode + ", " + dialect + " " + side);
			}
		}

		@Override
		public synchronized void close() {
			List<String> lines = new ArrayList<>(List.of("# Fault matrix", "", INTRODUCTION, "",
					"%d modes, %d cases, %s, %d processors, Java %s.".formatted(this.rows.size(), cases(),
							LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(),
							Runtime.version()),
					"", "| mode | what happens | call | stream |", "|---|---|---|---|"));
			this.rows.forEach((mode, sides) -> lines
				.add("| " + mode + " | " + cell(sides.get("call")) + " | " + cell(sides.get("stream")) + " |"));
			try {
				Files.write(TABLE, lines);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private int cases() {
			return this.rows.values().stream().flatMap((sides) -> sides.values().stream()).mapToInt(Map::size).sum();
		}

		/**
		 * Names the protocols only where they differ, or where not all have the mode, and
		 * Azure only where it differs from OpenAI.
		 */
		private static String cell(Map<String, String> outcomes) {
			if (outcomes == null) {
				return "";
			}
			Map<String, String> different = new LinkedHashMap<>(outcomes);
			different.remove(Dialect.AZURE.toString(), outcomes.get(Dialect.OPENAI.toString()));
			Map<String, List<String>> dialects = new LinkedHashMap<>();
			different.forEach(
					(dialect, outcome) -> dialects.computeIfAbsent(outcome, (key) -> new ArrayList<>()).add(dialect));
			if (dialects.size() == 1 && different.size() == Dialect.values().length - 1) {
				return dialects.keySet().iterator().next();
			}
			return dialects.entrySet()
				.stream()
				.map((entry) -> String.join(", ", entry.getValue()) + ": " + entry.getKey())
				.collect(Collectors.joining("; "));
		}

	}

}
