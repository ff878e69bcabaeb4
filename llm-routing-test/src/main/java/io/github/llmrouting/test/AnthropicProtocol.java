package io.github.llmrouting.test;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Anthropic messages: addresses, refusals, errors, headers. Answers are written by
 * {@link AnthropicAnswers}.
 */
final class AnthropicProtocol implements Protocol {

	private static final String INVALID = "invalid_request_error";

	private static final Map<Integer, VendorError> USUAL_ERRORS = Map.of(401,
			new VendorError("authentication_error", null, "invalid x-api-key"), 402,
			new VendorError("billing_error", null, "There is an issue with your billing."), 403,
			new VendorError("permission_error", null, "Your API key may not use this resource."), 409,
			new VendorError("conflict_error", null, "The request conflicts with another one."), 413,
			new VendorError("request_too_large", null, "Request exceeds the maximum size"), 429,
			new VendorError("rate_limit_error", null, "This request would exceed your rate limit."), 504,
			new VendorError("timeout_error", null, "Request timed out"), 529,
			new VendorError("overloaded_error", null, "Overloaded"));

	private final InstantSource clock;

	AnthropicProtocol(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public String baseUrl(String origin) {
		return origin;
	}

	@Override
	public Optional<SimulatedReply> refusal(RecordedRequest request) {
		if (!request.isPost("/v1/messages")) {
			return refusal(404, "not_found_error", "Not Found");
		}
		if (request.header("x-api-key") == null) {
			return refusal(401, "authentication_error", "x-api-key header is required");
		}
		if (request.header("anthropic-version") == null) {
			return refusal(400, INVALID, "anthropic-version: header is required");
		}
		return invalid(request);
	}

	private static Optional<SimulatedReply> invalid(RecordedRequest request) {
		JsonNode body;
		try {
			body = request.json();
		}
		catch (JacksonException ex) {
			return refusal(400, INVALID, "The request body is not valid JSON");
		}
		if (body.path("model").stringValue("").isEmpty()) {
			return refusal(400, INVALID, "model: Field required");
		}
		if (body.path("messages").isEmpty()) {
			return refusal(400, INVALID, "messages: at least one message is required");
		}
		if (!body.path("max_tokens").isIntegralNumber()) {
			return refusal(400, INVALID, "max_tokens: Field required");
		}
		return new AnthropicRules(body).violation().map((message) -> refused(400, INVALID, message));
	}

	private static Optional<SimulatedReply> refusal(int status, String type, String message) {
		return Optional.of(refused(status, type, message));
	}

	private static SimulatedReply refused(int status, String type, String message) {
		return SimulatedReply.status(status).error(type, null, message);
	}

	@Override
	public String body(Answer answer) {
		return new AnthropicAnswers(answer).body();
	}

	@Override
	public AnswerStream stream(Answer answer) {
		return new AnthropicAnswers(answer).stream();
	}

	@Override
	public AnswerStream documents(RecordedRequest request, List<String> documents) {
		return AnthropicAnswers.events(documents);
	}

	@Override
	public String ping() {
		return AnthropicAnswers.PING;
	}

	@Override
	public PromptCache promptCache() {
		return new AnthropicPromptCache();
	}

	@Override
	public String errorBody(VendorError error, String requestId) {
		return envelope(error).put("request_id", requestId).toString();
	}

	@Override
	public String errorEvent(VendorError error) {
		return AnthropicAnswers.event(envelope(error));
	}

	private static ObjectNode envelope(VendorError error) {
		ObjectNode envelope = JsonMapper.shared().createObjectNode().put("type", "error");
		envelope.putObject("error").put("type", error.type()).put("message", error.message());
		return envelope;
	}

	@Override
	public VendorError usualError(int status, String model) {
		if (status == 404) {
			return new VendorError("not_found_error", null, "model: " + model);
		}
		VendorError other = (status < 500) ? new VendorError(INVALID, null, "Invalid request")
				: new VendorError("api_error", null, "Internal server error");
		return USUAL_ERRORS.getOrDefault(status, other);
	}

	@Override
	public VendorError overload() {
		return usualError(529, "");
	}

	@Override
	public Map<String, String> headers(String requestId, boolean limited) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("request-id", requestId);
		addLimit(headers, "requests", 4000, limited ? 0 : 3999);
		addLimit(headers, "tokens", 480000, 479000);
		addLimit(headers, "input-tokens", 400000, 399000);
		addLimit(headers, "output-tokens", 80000, 80000);
		if (limited) {
			headers.put("retry-after", "1");
		}
		return headers;
	}

	private void addLimit(Map<String, String> headers, String unit, long limit, long remaining) {
		String prefix = "anthropic-ratelimit-" + unit;
		headers.put(prefix + "-limit", Long.toString(limit));
		headers.put(prefix + "-remaining", Long.toString(remaining));
		headers.put(prefix + "-reset",
				this.clock.instant().plus(Duration.ofSeconds(1)).truncatedTo(ChronoUnit.SECONDS).toString());
	}

}
