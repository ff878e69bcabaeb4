package io.github.llmrouting.test;

import java.util.List;
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

	private final boolean vertex;

	/**
	 * Creates the protocol.
	 * @param vertex whether it is spoken by Vertex AI, which differs in paths and
	 * credentials
	 */
	GeminiProtocol(boolean vertex) {
		this.vertex = vertex;
	}

	@Override
	public String baseUrl(String origin) {
		return origin + (this.vertex ? "/v1" : "/v1beta");
	}

	@Override
	public Optional<SimulatedReply> refusal(RecordedRequest request) {
		Optional<GeminiPath> path = GeminiPath.of(request.path()).filter((known) -> known.vertex() == this.vertex);
		if (!request.method().equals("POST") || path.isEmpty()) {
			return refusal(404, "NOT_FOUND", null, "Requested entity was not found.");
		}
		String authorization = request.header("authorization");
		if (this.vertex && (authorization == null || !authorization.startsWith("Bearer "))) {
			return refusal(401, "UNAUTHENTICATED", "CREDENTIALS_MISSING",
					"Request is missing required authentication credential."
							+ " Expected OAuth 2 access token, login cookie or other valid authentication credential.");
		}
		if (!this.vertex && request.header("x-goog-api-key") == null) {
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
		if (lacksResults(contents)) {
			return refusal(400, INVALID, null, "Please ensure that the number of function response parts is equal to"
					+ " the number of function call parts of the function call turn.");
		}
		return lacksSignature(request.model(), contents)
				? refusal(400, INVALID, null, "Function call is missing a thought_signature in functionCall parts.")
				: Optional.empty();
	}

	/** A turn of calls is followed by as many results. */
	private static boolean lacksResults(JsonNode contents) {
		long calls = 0;
		for (JsonNode content : contents) {
			if (calls > 0 && count("functionResponse", content) != calls) {
				return true;
			}
			calls = count("functionCall", content);
		}
		return false;
	}

	private static long count(String field, JsonNode content) {
		return content.path("parts").valueStream().filter((part) -> part.has(field)).count();
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
	public AnswerStream documents(RecordedRequest request, List<String> documents) {
		return GeminiAnswers.documents(request, documents);
	}

	@Override
	public String ping() {
		return ": keep-alive\r\n\r\n";
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
