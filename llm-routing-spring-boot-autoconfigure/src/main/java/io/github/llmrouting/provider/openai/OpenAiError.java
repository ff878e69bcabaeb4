package io.github.llmrouting.provider.openai;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

	private static final List<String> NEVER_FITS = List.of("request too large");

	/** "Limit 30000, Used 0, Requested 30601", the middle part optional. */
	private static final Pattern LIMIT_AND_REQUESTED = Pattern
		.compile("Limit:? ([0-9]{1,15}),(?: Used:? [0-9]{1,15},)? Requested:? ([0-9]{1,15})");

	private static final Pattern TRY_AGAIN_IN = Pattern.compile("try again in ([^\\s]{1,20})(?!\\S)");

	private static final Pattern RETRY_AFTER = Pattern.compile("retry after ([0-9]{1,9}) second");

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
	 * Returns whether the request alone is larger than the limit, as far as the message
	 * tells: such a request has the same code as one that came too soon.
	 */
	boolean neverFits() {
		if (says(NEVER_FITS)) {
			return true;
		}
		Matcher numbers = LIMIT_AND_REQUESTED.matcher(this.message);
		return numbers.find() && Long.parseLong(numbers.group(2)) > Long.parseLong(numbers.group(1));
	}

	/**
	 * Returns how long the message asks to wait, such as "Please try again in 9.816s",
	 * "120ms" or "6m0s", or "Please retry after 37 seconds" as Azure puts it.
	 * @return at most a day, or {@code null} if it does not say
	 */
	@Nullable Duration waitInMessage() {
		Matcher span = TRY_AGAIN_IN.matcher(this.message);
		if (span.find()) {
			return RetryAfter.ofText(span.group(1));
		}
		Matcher seconds = RETRY_AFTER.matcher(this.message);
		return seconds.find() ? RetryAfter.ofText(seconds.group(1) + "s") : null;
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
