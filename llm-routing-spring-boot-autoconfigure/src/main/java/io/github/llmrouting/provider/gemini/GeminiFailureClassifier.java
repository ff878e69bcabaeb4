package io.github.llmrouting.provider.gemini;

import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;

import io.github.llmrouting.provider.CooldownScope;
import io.github.llmrouting.provider.FailureClassifier;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.ContextTooLong;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.ModelNotFound;
import io.github.llmrouting.provider.ProviderFailure.NotTaken;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.RegionRefused;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.RetryAfter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/**
 * Knows what errors mean: by the name of their status, where that is unknown by its
 * number, and where one status means several things by the details or the message. Which
 * quota passes soon and which does not follows gemini-cli [1].
 * <p>
 * [1] https://github.com/google-gemini/gemini-cli, googleQuotaErrors.ts, read in August
 * 2026.
 */
final class GeminiFailureClassifier implements FailureClassifier {

	private static final Duration LONGEST_RATE_LIMIT = Duration.ofMinutes(5);

	private static final Duration MINUTE = Duration.ofSeconds(60);

	/** How long a model without capacity is left alone if nobody says. */
	private static final Duration SHORT = Duration.ofSeconds(10);

	private static final String CACHE_TEXT = "cachedcontent";

	private static final String LOCATION_TEXT = "location is not supported";

	private static final Pattern NO_QUOTA = Pattern.compile("limit: 0(?![.0-9])");

	private final InstantSource clock;

	GeminiFailureClassifier(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public @Nullable ProviderFailure classifyAnswer(HttpHeaders headers, JsonNode body) {
		return FailureClassifier.super.classifyAnswer(headers, GeminiError.unwrap(body));
	}

	@Override
	public ProviderFailure classify(int status, HttpHeaders headers, JsonNode body) {
		GeminiError error = GeminiError.of(status, body);
		return switch (error.status()) {
			case "INVALID_ARGUMENT", "OUT_OF_RANGE" -> invalidArgument(error);
			case "FAILED_PRECONDITION" -> failedPrecondition(error);
			case "UNAUTHENTICATED" -> new Unauthorized(error.detail());
			case "PERMISSION_DENIED" -> denied(error);
			case "NOT_FOUND" -> notFound(error);
			case "RESOURCE_EXHAUSTED" -> exhausted(error, headers);
			case "UNAVAILABLE" -> overloaded(error, headers);
			case "ABORTED" -> new NotTaken(error.detail());
			case "DEADLINE_EXCEEDED", "INTERNAL", "UNKNOWN", "DATA_LOSS", "UNIMPLEMENTED", "CANCELLED" ->
				new ServerError(error.detail());
			default -> byCode(error, headers);
		};
	}

	private ProviderFailure byCode(GeminiError error, HttpHeaders headers) {
		return switch (error.code()) {
			case 401 -> new Unauthorized(error.detail());
			case 402 -> new QuotaExhausted(error.detail());
			case 403 -> denied(error);
			case 404 -> notFound(error);
			case 408, 409, 425 -> new NotTaken(error.detail());
			case 429 -> exhausted(error, headers);
			case 503 -> overloaded(error, headers);
			case 499 -> new ServerError(error.detail());
			default ->
				(error.code() >= 400 && error.code() < 500) ? invalidArgument(error) : new ServerError(error.detail());
		};
	}

	private static ProviderFailure invalidArgument(GeminiError error) {
		if (error.reason().startsWith("API_KEY_") || error.says("api key not valid", "api key expired")) {
			return new Unauthorized(error.detail());
		}
		return error.says("input token count", "maximum number of tokens allowed") ? new ContextTooLong(error.detail())
				: new InvalidRequest(error.detail());
	}

	/** A cache is the request's affair, and so it is when it is gone. */
	private static ProviderFailure denied(GeminiError error) {
		if (error.says(CACHE_TEXT)) {
			return new InvalidRequest(error.detail());
		}
		return error.says(LOCATION_TEXT) ? new RegionRefused(error.detail()) : new Unauthorized(error.detail());
	}

	private static ProviderFailure notFound(GeminiError error) {
		return error.says(CACHE_TEXT) ? new InvalidRequest(error.detail()) : new ModelNotFound(error.detail());
	}

	/** Either the account has no billing, or the key may not be used from here. */
	private static ProviderFailure failedPrecondition(GeminiError error) {
		return error.says("billing") ? new QuotaExhausted(error.detail()) : new RegionRefused(error.detail());
	}

	private ProviderFailure exhausted(GeminiError error, HttpHeaders headers) {
		if (error.reason().equals("MODEL_CAPACITY_EXHAUSTED")) {
			Duration delay = delay(error, headers);
			return new Overloaded(error.detail(), CooldownScope.MODEL, (delay != null) ? delay : SHORT);
		}
		if (error.says("credits are depleted", "spending cap")) {
			return new QuotaExhausted(error.detail());
		}
		return isOfDay(error) ? new QuotaExhausted(error.detail(), CooldownScope.DEPLOYMENT, longDelay(error))
				: new RateLimited(error.detail(), rateLimit(error, headers));
	}

	/**
	 * A project has its quotas by model. When a day ends for it is not told, and a short
	 * delay beside the quota of a day is that of another one.
	 */
	private static boolean isOfDay(GeminiError error) {
		return longDelay(error) != null || error.isOfQuota("PerDay", "Daily")
				|| NO_QUOTA.matcher(error.message()).find();
	}

	private static @Nullable Duration longDelay(GeminiError error) {
		Duration delay = error.retryDelay();
		return (delay != null && delay.compareTo(LONGEST_RATE_LIMIT) > 0) ? delay : null;
	}

	private @Nullable Duration rateLimit(GeminiError error, HttpHeaders headers) {
		Duration delay = RetryAfter.ofRateLimit(headers, error.retryDelay(), this.clock);
		return (delay == null && error.isOfQuota("PerMinute")) ? MINUTE : delay;
	}

	private ProviderFailure overloaded(GeminiError error, HttpHeaders headers) {
		return new Overloaded(error.detail(), CooldownScope.MODEL, delay(error, headers));
	}

	private @Nullable Duration delay(GeminiError error, HttpHeaders headers) {
		Duration told = RetryAfter.of(headers, this.clock);
		return (told != null) ? told : error.retryDelay();
	}

}
