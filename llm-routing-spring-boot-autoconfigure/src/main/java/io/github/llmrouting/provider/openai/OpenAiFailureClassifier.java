package io.github.llmrouting.provider.openai;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.provider.CooldownScope;
import io.github.llmrouting.provider.FailureClassifier;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.ContentRefused;
import io.github.llmrouting.provider.ProviderFailure.ContextTooLong;
import io.github.llmrouting.provider.ProviderFailure.DoesNotFit;
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
 * Knows what errors mean, by code, else by type, else by the text of the message, else by
 * status: codes change least. An error within an answer has no status of its own, unless
 * its code is one.
 */
final class OpenAiFailureClassifier implements FailureClassifier {

	private static final List<String> CONTEXT_TEXTS = List.of("maximum context length", "exceeds the context window",
			"exceed the configured limit", "exceeds the available context size");

	private static final List<String> POLICY_TEXTS = List.of("violating our usage policy", "content management policy",
			"input was flagged");

	private static final List<String> CAPACITY_TEXTS = List.of("currently experiencing high demand");

	private static final List<String> REGION_TEXTS = List.of("country, region, or territory not supported");

	/** OpenRouter, where nobody can do what the request asks for. */
	private static final List<String> NOBODY_TEXTS = List.of("no endpoints found that support");

	private static final Duration SHORTEST_SLOWDOWN = Duration.ofSeconds(30);

	private static final Duration LONGEST_SLOWDOWN = Duration.ofSeconds(60);

	private static final String INVALID_REQUEST = "invalid_request_error";

	private final InstantSource clock;

	OpenAiFailureClassifier(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public ProviderFailure classify(int status, HttpHeaders headers, JsonNode body) {
		OpenAiError error = OpenAiError.of(status, headers, body);
		return failure(meaning(error), error, headers);
	}

	/** Adds vLLM's errors without an object {@code error}. */
	@Override
	public @Nullable ProviderFailure classifyAnswer(HttpHeaders headers, JsonNode body) {
		boolean error = body.path("object").stringValue("").equals("error");
		return error ? classify(200, headers, body) : FailureClassifier.super.classifyAnswer(headers, body);
	}

	private static Meaning meaning(OpenAiError error) {
		Meaning byCode = Meaning.of(error.code());
		if (byCode != null) {
			return byCode;
		}
		Meaning byType = Meaning.of(error.type());
		if (byType != null) {
			return byType;
		}
		int status = status(error);
		return (status >= 400 && status < 500) ? byText(error, status) : byStatus(status);
	}

	private static int status(OpenAiError error) {
		if (error.status() != 200) {
			return error.status();
		}
		if (error.code().length() == 3 && error.code().chars().allMatch(Character::isDigit)) {
			return Integer.parseInt(error.code());
		}
		return error.type().equals(INVALID_REQUEST) ? 400 : 500;
	}

	private static Meaning byText(OpenAiError error, int status) {
		if (error.says(CONTEXT_TEXTS)) {
			return Meaning.CONTEXT_TOO_LONG;
		}
		if (error.says(POLICY_TEXTS)) {
			return Meaning.CONTENT_REFUSED;
		}
		return switch (status) {
			case 403 -> error.says(REGION_TEXTS) ? Meaning.REGION_REFUSED : byStatus(status);
			case 404 -> error.says(NOBODY_TEXTS) ? Meaning.DOES_NOT_FIT : byStatus(status);
			case 429 -> error.says(CAPACITY_TEXTS) ? Meaning.OVERLOADED : byStatus(status);
			default -> byStatus(status);
		};
	}

	/** 498 is Groq's for no capacity. */
	private static Meaning byStatus(int status) {
		return switch (status) {
			case 401, 403 -> Meaning.UNAUTHORIZED;
			case 402 -> Meaning.QUOTA_EXHAUSTED;
			case 404 -> Meaning.MODEL_NOT_FOUND;
			case 408, 409, 425 -> Meaning.NOT_TAKEN;
			case 429 -> Meaning.RATE_LIMITED;
			case 498, 503 -> Meaning.OVERLOADED;
			default -> (status >= 400 && status < 500) ? Meaning.INVALID_REQUEST : Meaning.SERVER_ERROR;
		};
	}

	private ProviderFailure failure(Meaning meaning, OpenAiError error, HttpHeaders headers) {
		String detail = error.detail();
		return switch (meaning) {
			case QUOTA_EXHAUSTED -> new QuotaExhausted(detail);
			case UNAUTHORIZED -> new Unauthorized(detail);
			case REGION_REFUSED -> new RegionRefused(detail);
			case RATE_LIMITED -> rateLimited(error, headers);
			case SLOW_DOWN -> new Overloaded(detail, CooldownScope.CREDENTIAL, slowdown(headers));
			case OVERLOADED -> new Overloaded(detail, RetryAfter.of(headers, this.clock));
			case MODEL_NOT_FOUND -> new ModelNotFound(detail);
			case CONTEXT_TOO_LONG -> new ContextTooLong(detail);
			case CONTENT_REFUSED -> new ContentRefused(detail);
			case DOES_NOT_FIT -> new DoesNotFit(detail, FailureReason.INVALID_REQUEST);
			case INVALID_REQUEST -> new InvalidRequest(detail);
			case NOT_TAKEN -> new NotTaken(detail);
			case SERVER_ERROR -> new ServerError(detail);
		};
	}

	private ProviderFailure rateLimited(OpenAiError error, HttpHeaders headers) {
		if (error.neverFits()) {
			return new DoesNotFit(error.detail(), FailureReason.RATE_LIMITED);
		}
		return new RateLimited(error.detail(), RetryAfter.ofRateLimit(headers, error.waitInMessage(), this.clock));
	}

	/** The account asks for more and more; less takes a while to show. */
	private Duration slowdown(HttpHeaders headers) {
		Duration told = RetryAfter.of(headers, this.clock);
		if (told == null || told.compareTo(SHORTEST_SLOWDOWN) < 0) {
			return SHORTEST_SLOWDOWN;
		}
		return (told.compareTo(LONGEST_SLOWDOWN) > 0) ? LONGEST_SLOWDOWN : told;
	}

	/** What can be meant, and the codes and types that always mean it. */
	private enum Meaning {

		QUOTA_EXHAUSTED("insufficient_quota", "credit_balance_exhausted", "organization_spend_limit_exceeded",
				"organization_usage_limit_exceeded", "project_spend_limit_exceeded", "billing_hard_limit_reached",
				"billing_not_active"),

		UNAUTHORIZED("invalid_api_key", "authentication_error", "permission_error"),

		REGION_REFUSED("unsupported_country_region_territory"),

		RATE_LIMITED("rate_limit_exceeded", "rate_limit_error", "tokens", "requests"),

		SLOW_DOWN("slow_down"),

		/** The last three at Azure, Moonshot, Mistral. */
		OVERLOADED("server_is_overloaded", "service_unavailable_error", "resource_unavailable", "no_capacity",
				"engine_overloaded_error", "service_tier_capacity_exceeded"),

		/** The last three at Azure, Mistral, vLLM. */
		MODEL_NOT_FOUND("model_not_found", "DeploymentNotFound", "invalid_model", "NotFoundError"),

		/** The last one at llama.cpp. */
		CONTEXT_TOO_LONG("context_length_exceeded", "exceed_context_size_error"),

		/** The last one at Azure. */
		CONTENT_REFUSED("content_policy_violation", "image_content_policy_violation", "bio_policy", "invalid_prompt",
				"content_filter"),

		DOES_NOT_FIT, INVALID_REQUEST, NOT_TAKEN, SERVER_ERROR;

		private final Set<String> names;

		Meaning(String... names) {
			this.names = Set.of(names);
		}

		static @Nullable Meaning of(String name) {
			for (Meaning meaning : values()) {
				if (meaning.names.contains(name)) {
					return meaning;
				}
			}
			return null;
		}

	}

}
