package io.github.llmrouting.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI chat completions as Azure speaks them: deployments in the path, a key in a
 * header of its own, errors with less in them. Answers are written by
 * {@link AzureOpenAiAnswers}.
 */
final class AzureOpenAiProtocol implements Protocol {

	private final Protocol openAi = new OpenAiProtocol();

	@Override
	public String baseUrl(String origin) {
		return origin;
	}

	@Override
	public Optional<SimulatedReply> refusal(RecordedRequest request) {
		boolean versioned = AzureOpenAiPath.of(request.path()).filter((path) -> !path.version().isEmpty()).isPresent();
		boolean known = versioned || request.isPost("/openai/v1/chat/completions");
		if (!request.method().equals("POST") || !known) {
			return Optional.of(SimulatedReply.status(404).error("", "404", "Resource not found"));
		}
		String authorization = request.header("authorization");
		boolean token = authorization != null && authorization.startsWith("Bearer ");
		if (request.header("api-key") == null && !token) {
			return Optional.of(SimulatedReply.status(401));
		}
		return OpenAiProtocol.invalid(request);
	}

	@Override
	public String body(Answer answer) {
		return new AzureOpenAiAnswers(answer).body();
	}

	@Override
	public AnswerStream stream(Answer answer) {
		return new AzureOpenAiAnswers(answer).stream();
	}

	@Override
	public AnswerStream documents(RecordedRequest request, List<String> documents) {
		return this.openAi.documents(request, documents);
	}

	@Override
	public String ping() {
		return this.openAi.ping();
	}

	@Override
	public PromptCache promptCache() {
		return this.openAi.promptCache();
	}

	/** The gateway's own errors have a code and a message, the model's are OpenAI's. */
	@Override
	public String errorBody(VendorError error, String requestId) {
		if (!error.type().isEmpty()) {
			return this.openAi.errorBody(error, requestId);
		}
		ObjectNode envelope = JsonMapper.shared().createObjectNode();
		envelope.putObject("error").put("code", error.code()).put("message", error.message());
		return envelope.toString();
	}

	@Override
	public String errorEvent(VendorError error) {
		return OpenAiAnswers.event(errorBody(error, ""));
	}

	@Override
	public VendorError usualError(int status, String model) {
		return switch (status) {
			case 401 -> error("401", "Access denied due to invalid subscription key or wrong API endpoint. Make sure to"
					+ " provide a valid key for an active subscription and use a correct regional API endpoint for"
					+ " your resource.");
			case 404 ->
				error("DeploymentNotFound", "The API deployment for this resource does not exist. If you created"
						+ " the deployment within the last 5 minutes, please wait a moment and try again.");
			case 429 -> error("429", "Requests to the ChatCompletions_Create Operation under Azure OpenAI API have"
					+ " exceeded token rate limit of your current pricing tier. Please retry after 1 second.");
			default -> this.openAi.usualError(status, model);
		};
	}

	private static VendorError error(@Nullable String code, String message) {
		return new VendorError("", code, message);
	}

	@Override
	public VendorError overload() {
		return this.openAi.overload();
	}

	@Override
	public Map<String, String> headers(String requestId, boolean limited) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("apim-request-id", requestId);
		headers.put("x-request-id", requestId);
		headers.put("x-ms-region", "Sweden Central");
		headers.put("x-ratelimit-remaining-requests", limited ? "0" : "99");
		headers.put("x-ratelimit-remaining-tokens", limited ? "0" : "99000");
		if (limited) {
			headers.put("retry-after", "1");
			headers.put("retry-after-ms", "1000");
		}
		return headers;
	}

}
