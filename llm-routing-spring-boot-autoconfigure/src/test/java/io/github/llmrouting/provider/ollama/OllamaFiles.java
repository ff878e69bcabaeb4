package io.github.llmrouting.provider.ollama;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.StringUtils;

/** The golden files under {@code src/test/resources/ollama}. */
final class OllamaFiles {

	private static final String ROOT = "ollama/";

	private OllamaFiles() {
	}

	/** Returns the names of the files of a folder, without their extension. */
	static Stream<String> names(String folder, String extension) throws IOException {
		return Arrays
			.stream(new PathMatchingResourcePatternResolver()
				.getResources("classpath:" + ROOT + folder + "/*." + extension))
			.map((resource) -> StringUtils.stripFilenameExtension(resource.getFilename()));
	}

	static byte[] bytes(String path) {
		try {
			return new ClassPathResource(ROOT + path).getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String text(String path) {
		return new String(bytes(path), StandardCharsets.UTF_8);
	}

}
