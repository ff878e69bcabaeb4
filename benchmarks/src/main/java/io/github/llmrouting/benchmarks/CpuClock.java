package io.github.llmrouting.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/**
 * CPU time of this process without that of its compilers: these work when a process is
 * young, not when an exchange is made. Where there is no {@code /proc} they count in.
 */
final class CpuClock {

	/** Keeps compilers alive, whose CPU time would be forgotten with them. */
	static final String JVM_OPTION = "-XX:-UseDynamicNumberOfCompilerThreads";

	private static final Path TASKS = Path.of("/proc/self/task");

	private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

	private final List<Path> compilers = compilers();

	private static List<Path> compilers() {
		if (!Files.isDirectory(TASKS)) {
			return List.of();
		}
		try (Stream<Path> tasks = Files.list(TASKS)) {
			return tasks.filter((task) -> read(task.resolve("comm")).contains("CompilerThre")).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	long nanos() {
		return this.system.getProcessCpuTime() - this.compilers.stream().mapToLong(CpuClock::nanosOf).sum();
	}

	private static long nanosOf(Path task) {
		return Long.parseLong(read(task.resolve("schedstat")).split(" ", -1)[0]);
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
