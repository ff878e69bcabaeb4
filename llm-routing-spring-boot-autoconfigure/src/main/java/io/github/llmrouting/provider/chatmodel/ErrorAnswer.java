package io.github.llmrouting.provider.chatmodel;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/**
 * The HTTP answer that an exception stands for. Vendors' SDKs are not needed to know
 * theirs: OpenAI's, Anthropic's and Amazon's exceptions have a {@code statusCode()},
 * Google's a {@code code()}.
 *
 * @param status from 400 to 599
 * @param headers as far as the exception has them
 */
record ErrorAnswer(int status, HttpHeaders headers) {

	private static final List<String> STATUS = List.of("statusCode", "getStatusCode", "code");

	private static final List<String> WAITS = List.of("retry-after-ms", "retry-after");

	/** What Spring AI's own error handlers write before the vendor's text. */
	private static final Pattern SPRING_AI = Pattern.compile("(?:HTTP )?([45]\\d\\d) - .*", Pattern.DOTALL);

	/** Kinds that Spring AI and Amazon's SDK may throw without a status. */
	private static final Map<String, Integer> KINDS = Map.of("TransientAiException", 500, "NonTransientAiException",
			500, "ThrottlingException", 429, "TooManyRequestsException", 429, "ServiceQuotaExceededException", 429,
			"ModelNotReadyException", 503, "ModelTimeoutException", 408);

	/**
	 * Returns the answer that an exception stands for.
	 * @return {@code null} if it stands for none
	 */
	static @Nullable ErrorAnswer of(Throwable error) {
		if (error instanceof RestClientResponseException answered) {
			return of(answered.getStatusCode().value(), answered.getResponseHeaders());
		}
		if (error instanceof WebClientResponseException answered) {
			return of(answered.getStatusCode().value(), answered.getHeaders());
		}
		int status = status(error);
		return isError(status) ? new ErrorAnswer(status, waits(error)) : null;
	}

	private static @Nullable ErrorAnswer of(int status, @Nullable HttpHeaders headers) {
		return isError(status) ? new ErrorAnswer(status, (headers != null) ? headers : HttpHeaders.EMPTY) : null;
	}

	private static boolean isError(int status) {
		return status >= 400 && status < 600;
	}

	private static int status(Throwable error) {
		Integer kind = KINDS.get(error.getClass().getSimpleName());
		if (kind != null && error.getClass().getSimpleName().endsWith("TransientAiException")) {
			return statusInText(error.getMessage(), kind);
		}
		return (kind != null) ? kind
				: STATUS.stream()
					.mapToInt((name) -> number(read(error, name)))
					.filter(ErrorAnswer::isError)
					.findFirst()
					.orElse(0);
	}

	private static int statusInText(@Nullable String text, int otherwise) {
		Matcher told = SPRING_AI.matcher((text != null) ? text : "");
		return told.matches() ? Integer.parseInt(told.group(1)) : otherwise;
	}

	private static int number(@Nullable Object status) {
		if (status instanceof HttpStatusCode code) {
			return code.value();
		}
		return (status instanceof Integer number) ? number : 0;
	}

	private static HttpHeaders waits(Throwable error) {
		HttpHeaders headers = new HttpHeaders();
		Object told = read(error, "headers");
		if (told != null) {
			WAITS.forEach((name) -> {
				if (read(told, "values", name) instanceof List<?> values && !values.isEmpty()) {
					headers.set(name, String.valueOf(values.get(0)));
				}
			});
		}
		return headers;
	}

	/**
	 * Returns what a public method returns.
	 * @return {@code null} if there is no such method, or it cannot be called
	 */
	private static @Nullable Object read(Object object, String method, Object... arguments) {
		Class<?>[] types = new Class<?>[arguments.length];
		for (int i = 0; i < types.length; i++) {
			types[i] = arguments[i].getClass();
		}
		try {
			return object.getClass().getMethod(method, types).invoke(object, arguments);
		}
		catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException ex) {
			return null;
		}
	}

}
