package io.github.llmrouting.sample;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import org.springframework.web.server.ServerWebInputException;

/** Tells in words what is wrong with a body, and what was expected. */
final class JsonMistake {

	private JsonMistake() {
	}

	static String describe(ServerWebInputException error) {
		for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof JacksonException mistake) {
				return describe(mistake);
			}
		}
		return (error.getReason() != null) ? error.getReason() + " (expected: a JSON object)" : "not readable";
	}

	private static String describe(JacksonException mistake) {
		if (mistake instanceof UnrecognizedPropertyException unknown) {
			return path(mistake) + ": unknown (expected: one of " + unknown.getKnownPropertyIds() + ")";
		}
		if (mistake instanceof MismatchedInputException mismatch) {
			return path(mistake) + ": unusable (expected: " + kind(mismatch.getTargetType()) + ")";
		}
		return "body: broken JSON" + position(mistake) + " (expected: a JSON object)";
	}

	private static String path(JacksonException mistake) {
		String path = mistake.getPath().stream().map(Reference::getPropertyName).collect(Collectors.joining("."));
		return path.isEmpty() ? "body" : path;
	}

	private static String kind(@Nullable Class<?> type) {
		if (type != null && type.isEnum()) {
			return "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
		}
		if (type == String.class) {
			return "a text";
		}
		return (type != null && Number.class.isAssignableFrom(type)) ? "a number" : "a JSON object";
	}

	private static String position(JacksonException mistake) {
		return (mistake instanceof StreamReadException)
				? " at line " + mistake.getLocation().getLineNr() + ", column " + mistake.getLocation().getColumnNr()
				: "";
	}

}
