package io.github.llmrouting.test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ollama's chat API: addresses, refusals, errors, which are texts without types and
 * codes. Needs no key and sends no headers of its own. Answers are written by
 * {@link OllamaAnswers}.
 */
final class OllamaProtocol implements Protocol {

	private static final Map<Integer, String> USUAL_ERRORS = Map.of(401, "unauthorized", 403,
			"ollama cloud is disabled: remote model is unavailable", 429, "too many concurrent requests", 499,
			"request canceled", 502, "Post \"https://ollama.com:443/api/chat\": dial tcp: i/o timeout", 503,
			"server busy, please try again.  maximum pending requests exceeded");

	@Override
	public String baseUrl(String origin) {
		return origin;
	}

	@Override
	public Optional<SimulatedReply> refusal(RecordedRequest request) {
		if (!request.isPost("/api/chat")) {
			return Optional.of(SimulatedReply.raw(404, "text/plain", "404 page not found"));
		}
		if (request.body().isEmpty()) {
			return invalid("missing request body");
		}
		try {
			return refusal(request.json());
		}
		catch (JacksonException ex) {
			return invalid("unexpected EOF");
		}
	}

	private static Optional<SimulatedReply> refusal(JsonNode body) {
		String model = body.path("model").stringValue("");
		if (model.isEmpty()) {
			return invalid("model is required");
		}
		return body.path("messages").isEmpty() ? Optional.of(loaded(model)) : Optional.empty();
	}

	private static Optional<SimulatedReply> invalid(String message) {
		return Optional.of(SimulatedReply.status(400).error("", null, message));
	}

	/** Ollama takes a request without messages for one to load the model. */
	private static SimulatedReply loaded(String model) {
		ObjectNode loaded = object().put("model", model).put("created_at", OllamaAnswers.CREATED);
		loaded.putObject("message").put("role", "assistant").put("content", "");
		loaded.put("done", true).put("done_reason", "load");
		return SimulatedReply.raw(200, "application/json; charset=utf-8", loaded.toString());
	}

	@Override
	public String body(Answer answer) {
		return new OllamaAnswers(answer).body();
	}

	@Override
	public AnswerStream stream(Answer answer) {
		return new OllamaAnswers(answer).stream();
	}

	@Override
	public AnswerStream documents(RecordedRequest request, List<String> documents) {
		return OllamaAnswers.lines(documents);
	}

	@Override
	public String ping() {
		return "";
	}

	@Override
	public String errorBody(VendorError error, String requestId) {
		return object().put("error", error.message()).toString();
	}

	@Override
	public String errorEvent(VendorError error) {
		return OllamaAnswers.line(object().put("error", error.message()));
	}

	@Override
	public VendorError usualError(int status, String model) {
		if (status == 404) {
			return error("model '" + model + "' not found");
		}
		String other = (status < 500) ? "invalid request"
				: "model runner has unexpectedly stopped, this may be due to resource limitations or an internal"
						+ " error, check ollama server logs for details";
		return error(USUAL_ERRORS.getOrDefault(status, other));
	}

	@Override
	public VendorError overload() {
		return usualError(503, "");
	}

	private static VendorError error(String message) {
		return new VendorError("", null, message);
	}

	@Override
	public Map<String, String> headers(String requestId, boolean limited) {
		return Map.of();
	}

	private static ObjectNode object() {
		return JsonMapper.shared().createObjectNode();
	}

}
