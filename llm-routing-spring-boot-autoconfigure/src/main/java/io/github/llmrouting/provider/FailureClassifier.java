package io.github.llmrouting.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/** Knows what a vendor's error answers mean. */
@FunctionalInterface
public interface FailureClassifier {

	/**
	 * Returns what an error answer means.
	 * @param status the HTTP status; 200 if the error came as, or within, an answer
	 * @param headers of the response
	 * @param body the JSON of the error, a missing node if it is none
	 */
	ProviderFailure classify(int status, HttpHeaders headers, JsonNode body);

	/**
	 * Returns whether a JSON answer with status 200 is an error all the same, and which.
	 * @param headers of the response
	 * @param body the JSON of the answer
	 * @return {@code null} if it is no error
	 */
	default @Nullable ProviderFailure classifyAnswer(HttpHeaders headers, JsonNode body) {
		JsonNode error = body.path("error");
		return (error.isObject() || error.isString()) ? classify(200, headers, body) : null;
	}

}
