package io.github.llmrouting.provider.anthropic;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/**
 * Describes an error by status, type and request id, such as
 * {@code HTTP 429, type rate_limit_error, request req_1}. What does not look like a name
 * is left out: it may be a message, and with it the prompt.
 */
final class AnthropicFailureDetail {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,80}");

	private AnthropicFailureDetail() {
	}

	static String of(int status, HttpHeaders headers, JsonNode body) {
		String requestId = body.path("request_id").stringValue(headers.getFirst("request-id"));
		return "HTTP " + status + named("type", body.path("error").path("type").stringValue(null))
				+ named("request", requestId);
	}

	private static String named(String what, @Nullable String name) {
		return (name != null && NAME.matcher(name).matches()) ? ", " + what + " " + name : "";
	}

}
