package io.github.llmrouting.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI chat completions: addresses, refusals, errors, headers. Answers are written by
 * {@link OpenAiAnswers}.
 */
final class OpenAiProtocol implements Protocol {

	private static final String INVALID = "invalid_request_error";

	private static final String SERVER_ERROR = "server_error";

	@Override
	public String baseUrl(String origin) {
		return origin + "/v1";
	}

	@Override
	public Optional<SimulatedReply> refusal(RecordedRequest request) {
		if (!request.isPost("/v1/chat/completions")) {
			String message = "Invalid URL (" + request.method() + " " + request.path() + ")";
			return refusal(404, null, message);
		}
		String authorization = request.header("authorization");
		if (authorization == null || !authorization.startsWith("Bearer ")) {
			return refusal(401, null, "You didn't provide an API key.");
		}
		return invalid(request);
	}

	/** Returns the reply to a request whose body is not what it must be. */
	static Optional<SimulatedReply> invalid(RecordedRequest request) {
		JsonNode body;
		try {
			body = request.json();
		}
		catch (JacksonException ex) {
			return refusal(400, null, "We could not parse the JSON body of your request.");
		}
		if (request.model().isEmpty()) {
			return refusal(400, null, "you must provide a model parameter");
		}
		if (body.path("messages").isEmpty()) {
			return refusal(400, "missing_required_parameter", "Missing required parameter: 'messages'.");
		}
		return new OpenAiToolRules(body).violation();
	}

	private static Optional<SimulatedReply> refusal(int status, @Nullable String code, String message) {
		return Optional.of(SimulatedReply.status(status).error(INVALID, code, message));
	}

	@Override
	public String body(Answer answer) {
		return new OpenAiAnswers(answer).body();
	}

	@Override
	public AnswerStream stream(Answer answer) {
		return new OpenAiAnswers(answer).stream();
	}

	@Override
	public AnswerStream documents(RecordedRequest request, List<String> documents) {
		return OpenAiAnswers.events(documents);
	}

	@Override
	public String ping() {
		return ": keep-alive\n\n";
	}

	@Override
	public PromptCache promptCache() {
		return new OpenAiPromptCache();
	}

	@Override
	public String errorBody(VendorError error, String requestId) {
		return envelope(error).toString();
	}

	@Override
	public String errorEvent(VendorError error) {
		return OpenAiAnswers.event(envelope(error).toString());
	}

	private static ObjectNode envelope(VendorError error) {
		ObjectNode envelope = JsonMapper.shared().createObjectNode();
		envelope.putObject("error")
			.put("message", error.message())
			.put("type", error.type())
			.put("param", error.param())
			.put("code", error.code());
		return envelope;
	}

	@Override
	public VendorError usualError(int status, String model) {
		return switch (status) {
			case 401 -> new VendorError(INVALID, "invalid_api_key", "Incorrect API key provided.");
			case 404 -> new VendorError(INVALID, "model_not_found",
					"The model `" + model + "` does not exist or you do not have access to it.");
			case 429 -> new VendorError("requests", "rate_limit_exceeded", "Rate limit reached for " + model
					+ " on requests per min (RPM): Limit 10000, Used 10000, Requested 1. Please try again in 1s.");
			case 503 -> overload();
			default -> (status < 500) ? new VendorError(INVALID, null, "The request was refused.")
					: new VendorError(SERVER_ERROR, null, "The server had an error while processing your request.");
		};
	}

	@Override
	public VendorError overload() {
		return new VendorError("service_unavailable_error", "server_is_overloaded",
				"Our servers are currently overloaded. Please try again later.");
	}

	@Override
	public Map<String, String> headers(String requestId, boolean limited) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("x-request-id", requestId);
		headers.put("openai-processing-ms", "1");
		headers.put("x-ratelimit-limit-requests", "10000");
		headers.put("x-ratelimit-remaining-requests", limited ? "0" : "9999");
		headers.put("x-ratelimit-reset-requests", limited ? "1s" : "6ms");
		headers.put("x-ratelimit-limit-tokens", "2000000");
		headers.put("x-ratelimit-remaining-tokens", "1999000");
		headers.put("x-ratelimit-reset-tokens", "28ms");
		if (limited) {
			headers.put("retry-after", "1");
		}
		return headers;
	}

}
