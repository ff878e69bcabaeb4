package io.github.llmrouting.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM like this one that runs another class, and ends when it is closed. */
final class JavaProcess implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	private final PrintStream input;

	private JavaProcess(Process process) {
		this.process = process;
		this.output = process.inputReader(StandardCharsets.UTF_8);
		this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
	}

	static JavaProcess start(Class<?> main, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms512m", "-Xmx512m",
						CpuClock.JVM_OPTION));
		command.addAll(List.of(System.getProperty("benchmark.jvm-options", "").strip().split("\\s+")));
		command.removeIf(String::isEmpty);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(arguments));
		try {
			return new JavaProcess(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Writes a line. */
	void tell(String line) {
		this.input.println(line);
	}

	/** Reads the next line that begins so, and returns the rest of it. */
	String hear(String beginning) {
		try {
			for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
				if (line.startsWith(beginning)) {
					return line.substring(beginning.length());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		throw new IllegalStateException("a process ended without an answer");
	}

	@Override
	public void close() {
		this.input.close();
		this.process.destroy();
	}

}
