package io.github.llmrouting.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The payloads of a vendor under {@code src/test/resources}. */
public final class GoldenFiles {

	private GoldenFiles() {
	}

	/** Returns the bytes of all files, such as {@code openai/streams/*.sse}. */
	public static List<byte[]> bytes(String pattern) {
		try {
			Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:" + pattern);
			return Arrays.stream(files).map(GoldenFiles::bytes).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] bytes(Resource file) {
		try {
			return file.getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
