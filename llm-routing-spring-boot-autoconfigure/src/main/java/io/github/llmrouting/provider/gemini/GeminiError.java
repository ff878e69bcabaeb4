package io.github.llmrouting.provider.gemini;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.llmrouting.provider.FailureDetail;
import io.github.llmrouting.provider.RetryAfter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an error answer says in the form of {@code google.rpc.Status} [1], which may be
 * wrapped in an array of one element.
 * <p>
 * [1] https://cloud.google.com/apis/design/errors.
 *
 * @param code the HTTP status, or the one told within an answer with status 200
 * @param httpStatus the HTTP status
 * @param status name of the status, such as {@code RESOURCE_EXHAUSTED}, empty if none
 * @param reason of the {@code ErrorInfo}, such as {@code API_KEY_INVALID}, empty if none
 * @param quotas ids of the quotas that the {@code QuotaFailure} names
 * @param retryDelay of the {@code RetryInfo}, else that of the message, at most a day, or
 * {@code null} if neither tells
 * @param message text for people, for matching only: it may repeat the prompt or the key
 */
record GeminiError(int code, int httpStatus, String status, String reason, List<String> quotas,
		@Nullable Duration retryDelay, String message) {

	private static final Pattern RETRY_IN = Pattern.compile("retry in ([0-9.hms]{1,30})");

	static GeminiError of(int httpStatus, JsonNode body) {
		JsonNode error = unwrap(body).path("error");
		JsonNode details = error.path("details");
		String message = error.path("message").stringValue("").toLowerCase(Locale.ROOT);
		return new GeminiError(code(httpStatus, error.path("code")), httpStatus, error.path("status").stringValue(""),
				firstText(details, "reason"), quotas(details), retryDelay(firstText(details, "retryDelay"), message),
				message);
	}

	/** Returns the error of an array of one, or what is no array as it is. */
	static JsonNode unwrap(JsonNode body) {
		return body.isArray() ? body.path(0) : body;
	}

	private static int code(int httpStatus, JsonNode code) {
		boolean told = httpStatus == 200 && code.isInt() && code.intValue() >= 400 && code.intValue() < 600;
		return told ? code.intValue() : httpStatus;
	}

	private static String firstText(JsonNode details, String field) {
		return details.valueStream()
			.map((detail) -> detail.path(field).stringValue(""))
			.filter((text) -> !text.isEmpty())
			.findFirst()
			.orElse("");
	}

	private static List<String> quotas(JsonNode details) {
		return details.valueStream()
			.flatMap((detail) -> detail.path("violations").valueStream())
			.map((violation) -> violation.path("quotaId").stringValue(""))
			.filter((id) -> !id.isEmpty())
			.toList();
	}

	private static @Nullable Duration retryDelay(String told, String message) {
		Duration delay = RetryAfter.ofText(told);
		Matcher matcher = RETRY_IN.matcher(message);
		return (delay == null && matcher.find()) ? RetryAfter.ofText(matcher.group(1)) : delay;
	}

	/** Returns whether the message contains one of some texts in lower case. */
	boolean says(String... texts) {
		return List.of(texts).stream().anyMatch(this.message::contains);
	}

	/** Returns whether a quota's id contains one of some words. */
	boolean isOfQuota(String... words) {
		return this.quotas.stream().anyMatch((id) -> List.of(words).stream().anyMatch(id::contains));
	}

	/** Returns the error in names only, such as "HTTP 503, status UNAVAILABLE". */
	String detail() {
		FailureDetail detail = FailureDetail.http(this.httpStatus)
			.with("status", this.status)
			.with("reason", this.reason);
		this.quotas.stream().limit(1).forEach((id) -> detail.with("quota", id));
		return detail.toString();
	}

	/** Returns the error in names only: the message does not belong in logs. */
	@Override
	public String toString() {
		return "GeminiError[" + detail() + "]";
	}

}
