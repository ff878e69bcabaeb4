package io.github.llmrouting.provider.openai;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.github.llmrouting.provider.FailureDetail;
import io.github.llmrouting.provider.RetryAfter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/**
 * What an error answer says. Usually an object {@code error}; some compatible servers
 * leave the object out, put a text in its place, or wrap it in an array.
 *
 * @param status the HTTP status
 * @param code the vendor's code, empty if none
 * @param type the vendor's class of errors, empty if none
 * @param param the part of the request that is wrong, empty if none
 * @param requestId the vendor's id of the request, empty if none
 * @param message text for people, for matching only: it may repeat the prompt or the key
 */
record OpenAiError(int status, String code, String type, String param, String requestId, String message) {

	private static final int MAX_WAIT_LENGTH = 20;

	private static final String WAIT = "try again in ";

	static OpenAiError of(int status, HttpHeaders headers, JsonNode body) {
		JsonNode root = body.isArray() ? body.path(0) : body;
		JsonNode error = root.path("error").isObject() ? root.path("error") : root;
		return new OpenAiError(status, text(error.path("code")), text(error.path("type")), text(error.path("param")),
				Objects.requireNonNullElse(headers.getFirst("x-request-id"), ""), message(root, error));
	}

	private static String text(JsonNode value) {
		return value.isIntegralNumber() ? value.asString() : value.stringValue("");
	}

	private static String message(JsonNode root, JsonNode error) {
		for (JsonNode message : List.of(error.path("message"), root.path("error"), root.path("detail"))) {
			if (message.isString()) {
				return message.stringValue();
			}
		}
		return "";
	}

	/** Returns whether the message contains one of some texts, in any case. */
	boolean says(List<String> texts) {
		String said = this.message.toLowerCase(Locale.ROOT);
		return texts.stream().anyMatch(said::contains);
	}

	/**
	 * Returns how long the message asks to wait, such as "Please try again in 9.816s",
	 * "120ms" or "6m0s".
	 * @return at most a day, or {@code null} if it does not say
	 */
	@Nullable Duration waitInMessage() {
		int begin = this.message.indexOf(WAIT) + WAIT.length();
		int end = begin;
		while (end < this.message.length() && end - begin < MAX_WAIT_LENGTH && this.message.charAt(end) > ' ') {
			end++;
		}
		return (begin < WAIT.length()) ? null : RetryAfter.ofText(this.message.substring(begin, end));
	}

	/** Returns the error in names only, such as "HTTP 429, type tokens". */
	String detail() {
		return FailureDetail.http(this.status)
			.with("type", this.type)
			.with("code", this.code)
			.with("param", this.param)
			.with("request", this.requestId)
			.toString();
	}

	/** Returns the error in names only: the message does not belong in logs. */
	@Override
	public String toString() {
		return "OpenAiError[" + detail() + "]";
	}

}
