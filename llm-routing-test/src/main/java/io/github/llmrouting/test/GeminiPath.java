package io.github.llmrouting.test;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a Gemini request says that elsewhere is said in the body.
 *
 * @param vertex whether the path is Vertex AI's
 * @param model model that is asked
 * @param stream whether the answer is asked for as a stream
 * @param events whether the stream is to be one of events, or else one JSON array
 */
record GeminiPath(boolean vertex, String model, boolean stream, boolean events) {

	private static final Pattern FORM = Pattern
		.compile("/(v1beta|v1(?:beta1)?/projects/[^/]+/locations/[^/]+/publishers/google)/models/([^/:?]+)"
				+ "(?::|%3A)(generateContent|streamGenerateContent)(?:\\?(.*))?");

	/** Returns what a path with its query says, if it is one of Gemini's. */
	static Optional<GeminiPath> of(String path) {
		Matcher matcher = FORM.matcher(path);
		return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
	}

	private static GeminiPath of(Matcher matcher) {
		String query = (matcher.group(4) != null) ? matcher.group(4) : "";
		String model = URLDecoder.decode(matcher.group(2).replace("+", "%2B"), StandardCharsets.UTF_8);
		return new GeminiPath(matcher.group(1).contains("/"), model, matcher.group(3).startsWith("stream"),
				("&" + query + "&").contains("&alt=sse&"));
	}

}
