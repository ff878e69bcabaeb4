package io.github.llmrouting.provider.ollama;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

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
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.RetryAfter;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/**
 * Knows what Ollama's errors mean. They have no codes: the status counts, and the text
 * where a status means several things. An error within an answer has no status either; it
 * is the model's runner that failed, unless the text says more. What the cloud refuses
 * for its models says nothing of those that the server has itself.
 */
final class OllamaFailureClassifier implements FailureClassifier {

	private static final List<String> CONTEXT_TEXTS = List.of("exceeds the available context size",
			"exceeds the context length", "longer than the context length", "exceeded max context length",
			"maximum context length");

	/** The model's name comes from the deployment, not from the caller. */
	private static final List<String> MODEL_TEXTS = List.of("invalid model name", "cannot run this remote model");

	private static final List<String> QUOTA_TEXTS = List.of("usage limit");

	private static final List<String> BUSY_TEXTS = List.of("server busy", "maximum pending requests");

	/** A queue of local requests moves on in seconds. */
	private static final Duration BUSY = Duration.ofSeconds(2);

	private final InstantSource clock;

	OllamaFailureClassifier(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public ProviderFailure classify(int status, HttpHeaders headers, JsonNode body) {
		String detail = "HTTP " + status;
		String text = text(body.path("error"));
		return switch (status) {
			case 401 -> unauthorized(detail, body);
			case 403 -> new Unauthorized(detail, CooldownScope.DEPLOYMENT);
			case 402 -> new QuotaExhausted(detail);
			case 404 -> new ModelNotFound(detail);
			case 408, 409, 425 -> new NotTaken(detail);
			case 429 -> says(text, QUOTA_TEXTS) ? new QuotaExhausted(detail, CooldownScope.DEPLOYMENT, null)
					: new RateLimited(detail, RetryAfter.ofRateLimit(headers, null, this.clock));
			case 499 -> new Overloaded(detail, RetryAfter.of(headers, this.clock));
			case 503 -> busy(detail, headers);
			default -> (status >= 400 && status < 500) ? refused(detail, text) : failed(detail, headers, text);
		};
	}

	/**
	 * A server that asks to sign in does so for a model of the cloud only; its own models
	 * need nobody's word.
	 */
	private static ProviderFailure unauthorized(String detail, JsonNode body) {
		return body.has("signin_url") ? new Unauthorized(detail, CooldownScope.DEPLOYMENT) : new Unauthorized(detail);
	}

	/** Servers that imitate Ollama may wrap the text in an object. */
	private static String text(JsonNode error) {
		String text = error.isObject() ? error.path("message").stringValue("") : error.stringValue("");
		return text.toLowerCase(Locale.ROOT);
	}

	private static boolean says(String text, List<String> texts) {
		return texts.stream().anyMatch(text::contains);
	}

	private ProviderFailure busy(String detail, HttpHeaders headers) {
		return new Overloaded(detail, Objects.requireNonNullElse(RetryAfter.of(headers, this.clock), BUSY));
	}

	private static ProviderFailure refused(String detail, String text) {
		if (says(text, CONTEXT_TEXTS)) {
			return new ContextTooLong(detail);
		}
		return says(text, MODEL_TEXTS) ? new ModelNotFound(detail) : new InvalidRequest(detail);
	}

	private ProviderFailure failed(String detail, HttpHeaders headers, String text) {
		if (says(text, CONTEXT_TEXTS)) {
			return new ContextTooLong(detail);
		}
		return says(text, BUSY_TEXTS) ? busy(detail, headers) : new ServerError(detail);
	}

}
