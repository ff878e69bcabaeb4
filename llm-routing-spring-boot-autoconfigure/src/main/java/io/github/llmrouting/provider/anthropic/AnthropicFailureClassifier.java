package io.github.llmrouting.provider.anthropic;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

import io.github.llmrouting.provider.CooldownScope;
import io.github.llmrouting.provider.FailureClassifier;
import io.github.llmrouting.provider.FailureDetail;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.ContentRefused;
import io.github.llmrouting.provider.ProviderFailure.ContextTooLong;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.ModelNotFound;
import io.github.llmrouting.provider.ProviderFailure.NotTaken;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.RetryAfter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/**
 * Knows what Anthropic's errors [1] mean: by their type, where that is unknown by the
 * status, and where one type means several things by the words of the message.
 * <p>
 * [1] https://platform.claude.com/docs/en/api/errors and .../api/rate-limits.
 */
final class AnthropicFailureClassifier implements FailureClassifier {

	private static final Duration LONGEST_OVERLOAD = Duration.ofMinutes(5);

	private final InstantSource clock;

	AnthropicFailureClassifier(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public @Nullable ProviderFailure classifyAnswer(HttpHeaders headers, JsonNode body) {
		return body.path("type").stringValue("").equals("error") ? classify(200, headers, body)
				: FailureClassifier.super.classifyAnswer(headers, body);
	}

	@Override
	public ProviderFailure classify(int status, HttpHeaders headers, JsonNode body) {
		JsonNode error = body.path("error");
		String detail = detail(status, headers, body);
		return switch (error.path("type").stringValue("")) {
			// Also stands for client errors without a type of their own, such as a
			// timeout
			case "invalid_request_error" -> byStatus((status != 200) ? status : 400, detail, headers, error);
			case "authentication_error", "permission_error" -> new Unauthorized(detail);
			case "billing_error" -> new QuotaExhausted(detail);
			case "not_found_error" -> new ModelNotFound(detail);
			case "request_too_large" -> new InvalidRequest(detail);
			case "rate_limit_error" -> rateLimit(detail, headers, error);
			case "conflict_error" -> new NotTaken(detail);
			case "overloaded_error" -> overloaded(detail, headers);
			case "api_error", "timeout_error" -> new ServerError(detail);
			default -> byStatus(status, detail, headers, error);
		};
	}

	private ProviderFailure byStatus(int status, String detail, HttpHeaders headers, JsonNode error) {
		return switch (status) {
			case 401, 403 -> new Unauthorized(detail);
			case 402 -> new QuotaExhausted(detail);
			case 404 -> new ModelNotFound(detail);
			case 408, 409, 425 -> new NotTaken(detail);
			case 429 -> rateLimit(detail, headers, error);
			case 503 -> new Overloaded(detail, RetryAfter.of(headers, this.clock));
			case 529 -> overloaded(detail, headers);
			default -> (status >= 400 && status < 500) ? invalidRequest(detail, error) : new ServerError(detail);
		};
	}

	private ProviderFailure invalidRequest(String detail, JsonNode error) {
		if (AnthropicSpending.isOver(error)) {
			return exhausted(detail, error);
		}
		String message = error.path("message").stringValue("").toLowerCase(Locale.ROOT);
		if (message.contains("prompt is too long") || message.contains("exceed context limit")) {
			return new ContextTooLong(detail);
		}
		if (message.contains("output blocked by content filtering policy")) {
			return new ContentRefused(detail);
		}
		return new InvalidRequest(detail);
	}

	private ProviderFailure rateLimit(String detail, HttpHeaders headers, JsonNode error) {
		return AnthropicSpending.isOver(error) ? exhausted(detail, error)
				: new RateLimited(detail, RetryAfter.ofRateLimit(headers, null, this.clock));
	}

	private ProviderFailure exhausted(String detail, JsonNode error) {
		return new QuotaExhausted(detail, CooldownScope.CREDENTIAL,
				AnthropicSpending.resetsIn(error, this.clock.instant()));
	}

	/**
	 * All of Anthropic is. A long wait for all that a provider has is not taken on one
	 * answer's word.
	 */
	private ProviderFailure overloaded(String detail, HttpHeaders headers) {
		Duration told = RetryAfter.of(headers, this.clock);
		boolean tooLong = told != null && told.compareTo(LONGEST_OVERLOAD) > 0;
		return new Overloaded(detail, CooldownScope.PROVIDER, tooLong ? LONGEST_OVERLOAD : told);
	}

	private static String detail(int status, HttpHeaders headers, JsonNode body) {
		return FailureDetail.http(status)
			.with("type", body.path("error").path("type").stringValue(null))
			.with("request", body.path("request_id").stringValue(headers.getFirst("request-id")))
			.toString();
	}

}
