package io.github.llmrouting.test;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Gemini {@code generateContent}: addresses, refusals, headers. Answers are written by
 * {@link GeminiAnswers}, errors by {@link GeminiErrors}.
 */
final class GeminiProtocol implements Protocol {

	private static final String INVALID = "INVALID_ARGUMENT";

	@Override
	public String baseUrl(String origin) {
		return origin + "/v1beta";
	}

	@Override
	public Optional<SimulatedReply> refusal(RecordedRequest request) {
		if (!request.method().equals("POST") || GeminiPath.of(request.path()).isEmpty()) {
			return refusal(404, "NOT_FOUND", null, "Requested entity was not found.");
		}
		if (request.header("x-goog-api-key") == null) {
			return refusal(400, INVALID, "API_KEY_INVALID", "API Key not found. Please pass a valid API key.");
		}
		return invalid(request);
	}

	private static Optional<SimulatedReply> invalid(RecordedRequest request) {
		JsonNode contents;
		try {
			contents = request.json().path("contents");
		}
		catch (JacksonException ex) {
			return refusal(400, INVALID, null, "Invalid JSON payload received.");
		}
		if (contents.isEmpty()) {
			return refusal(400, INVALID, null, "* GenerateContentRequest.contents: contents is not specified\n");
		}
		return lacksSignature(request.model(), contents)
				? refusal(400, INVALID, null, "Function call is missing a thought_signature in functionCall parts.")
				: Optional.empty();
	}

	/**
	 * Gemini 3 wants the signature back with the first call of each turn of its own since
	 * the newest question.
	 */
	private static boolean lacksSignature(String model, JsonNode contents) {
		boolean lacks = false;
		for (JsonNode content : contents) {
			JsonNode call = firstWith("functionCall", content);
			boolean question = content.path("role").stringValue("").equals("user")
					&& firstWith("functionResponse", content).isMissingNode();
			lacks = !question && (lacks || (!call.isMissingNode() && !call.has("thoughtSignature")));
		}
		return lacks && model.startsWith("gemini-3");
	}

	private static JsonNode firstWith(String field, JsonNode content) {
		return content.path("parts")
			.valueStream()
			.filter((part) -> part.has(field))
			.findFirst()
			.orElse(MissingNode.getInstance());
	}

	private static Optional<SimulatedReply> refusal(int status, String type, @Nullable String reason, String message) {
		return Optional.of(SimulatedReply.status(status).error(type, reason, message));
	}

	@Override
	public String body(Answer answer) {
		return new GeminiAnswers(answer).body();
	}

	@Override
	public AnswerStream stream(Answer answer) {
		return new GeminiAnswers(answer).stream();
	}

	@Override
	public String errorBody(VendorError error, String requestId) {
		return GeminiErrors.body(error);
	}

	@Override
	public String errorEvent(VendorError error) {
		return GeminiAnswers.event(GeminiErrors.body(error));
	}

	@Override
	public VendorError usualError(int status, String model) {
		return GeminiErrors.usual(status, model);
	}

	@Override
	public VendorError overload() {
		return usualError(503, "");
	}

	/** Nothing but the time taken: not even a rate limit has a header of its own. */
	@Override
	public Map<String, String> headers(String requestId, boolean limited) {
		return Map.of("server-timing", "gfet4t7; dur=1");
	}

}
