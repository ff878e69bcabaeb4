package io.github.llmrouting.provider.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of payloads, and beside each what is to be read from it. */
final class Golden {

	private static final String EXPECTED = ".expected";

	private Golden() {
	}

	/** Returns the names of all payloads of a kind, without their ending. */
	static List<String> names(String kind, String ending) {
		try (Stream<Path> files = Files.list(directory(kind))) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(ending))
				.map((name) -> name.substring(0, name.length() - ending.length()))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static byte[] payload(String kind, String file) {
		try {
			return Files.readAllBytes(directory(kind).resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String expected(String kind, String name) {
		return new String(payload(kind, name + EXPECTED), StandardCharsets.UTF_8);
	}

	private static Path directory(String kind) {
		try {
			return Path.of(Golden.class.getResource("/openai/" + kind).toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
