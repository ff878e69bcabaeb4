package io.github.llmrouting.provider.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of its own within this machine, joined to it by one pair of interfaces, in
 * which a provider runs and packets can be lost. Takes root, {@code ip} and {@code nft};
 * leaves nothing behind.
 */
final class NetworkNamespace implements AutoCloseable {

	/** Of the block for benchmarks (RFC 2544), which nobody uses otherwise. */
	static final String ADDRESS = "198.18.77.2";

	private final String name = "llm" + ProcessHandle.current().pid() % 100_000;

	private final Process server;

	NetworkNamespace(Dialect dialect) {
		try {
			run("ip", "netns", "add", this.name);
			run("ip", "link", "add", this.name + "a", "type", "veth", "peer", "name", this.name + "b", "netns",
					this.name);
			run("ip", "addr", "add", "198.18.77.1/30", "dev", this.name + "a");
			run("ip", "link", "set", this.name + "a", "up");
			inside("ip", "addr", "add", ADDRESS + "/30", "dev", this.name + "b");
			inside("ip", "link", "set", this.name + "b", "up");
			inside("nft", "add", "table", "inet", "t");
			inside("nft", "add chain inet t in { type filter hook input priority 0 ; }");
			this.server = startServer(dialect);
		}
		catch (RuntimeException ex) {
			deleteQuietly();
			throw ex;
		}
	}

	/** Returns why there can be no namespace here, empty if there can be one. */
	static String obstacle() {
		try {
			run("ip", "netns", "list");
			run("nft", "list", "tables");
			return "root".equals(System.getProperty("user.name")) ? "" : "this takes root";
		}
		catch (RuntimeException ex) {
			return "this takes root, ip and nft: " + ex.getMessage();
		}
	}

	/** From now on, packets that match are treated so. */
	void rule(String rule) {
		inside("nft", "add rule inet t in " + rule);
	}

	@Override
	public void close() {
		this.server.destroyForcibly().onExit().join();
		deleteQuietly();
	}

	/** The interface goes with its namespace, but later: names would collide. */
	private void deleteQuietly() {
		for (String[] command : List.of(new String[] { "ip", "link", "delete", this.name + "a" },
				new String[] { "ip", "netns", "delete", this.name })) {
			try {
				run(command);
			}
			catch (RuntimeException ex) {
				System.err.println("Perhaps left behind: " + ex.getMessage());
			}
		}
	}

	private Process startServer(Dialect dialect) {
		try {
			Process started = new ProcessBuilder("ip", "netns", "exec", this.name,
					ProcessHandle.current().info().command().orElse("java"), "-Xmx64m", "-cp", classPath(),
					RemoteServer.class.getName(), ADDRESS, dialect.name())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8)).readLine();
			return started;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Surefire's own class path is one jar with a manifest. */
	private static String classPath() {
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

	private void inside(String... command) {
		List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", this.name));
		whole.addAll(List.of(command));
		run(whole.toArray(String[]::new));
	}

	private static void run(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (process.waitFor() != 0) {
				throw new IllegalStateException(String.join(" ", command) + ": " + output.strip());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
