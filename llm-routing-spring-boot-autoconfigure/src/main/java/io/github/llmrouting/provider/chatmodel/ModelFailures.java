package io.github.llmrouting.provider.chatmodel;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

import io.github.llmrouting.provider.FailureDetail;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.ContentRefused;
import io.github.llmrouting.provider.ProviderFailure.ContextTooLong;
import io.github.llmrouting.provider.ProviderFailure.Defect;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.ModelNotFound;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.PoolExhausted;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.RetryAfter;
import io.github.llmrouting.provider.TransportFailures;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Tells what the exceptions of chat models mean: the outermost one in the chain of causes
 * that means anything counts. Their messages may hold the prompt or the key, and are
 * neither kept nor are the exceptions.
 */
final class ModelFailures {

	/** Nobody nests deeper; a chain may be a circle. */
	private static final int MAX_CAUSES = 20;

	/**
	 * Of Jackson 2 and 3, of Spring's codecs and converters, and of the vendors' SDKs.
	 */
	private static final Set<String> UNREADABLE = Set.of("JacksonException", "CodecException",
			"HttpMessageConversionException", "OpenAIInvalidDataException", "AnthropicInvalidDataException");

	private static final List<String> CONTEXT_TEXTS = List.of("context_length_exceeded", "maximum context length",
			"prompt is too long", "input is too long", "exceeds the context");

	private static final List<String> QUOTA_TEXTS = List.of("insufficient_quota", "credit balance is too low");

	private static final List<String> REFUSED_TEXTS = List.of("content_policy_violation", "content_filter");

	private final InstantSource clock;

	ModelFailures(InstantSource clock) {
		this.clock = clock;
	}

	/** Returns what an error before any content means. */
	ProviderException beforeContent(Throwable error) {
		return (error instanceof ProviderException known) ? known : new ProviderException(classify(error, false));
	}

	/** Returns what an error after the first content means. */
	ProviderException withinContent(Throwable error) {
		return (error instanceof ProviderException known) ? known : new ProviderException(classify(error, true));
	}

	private ProviderFailure classify(Throwable error, boolean started) {
		return causes(error).<ProviderFailure>mapMulti((cause, found) -> {
			ProviderFailure meaning = meaning(cause, started);
			if (meaning != null) {
				found.accept(meaning);
			}
		}).findFirst().orElseGet(() -> new Defect(place(error)));
	}

	private static Stream<Throwable> causes(Throwable error) {
		return Stream.<Throwable>iterate(error, (cause) -> cause != null, Throwable::getCause).limit(MAX_CAUSES);
	}

	private @Nullable ProviderFailure meaning(Throwable cause, boolean started) {
		if (cause instanceof ProviderException known) {
			return known.failure();
		}
		if (cause instanceof RejectedExecutionException) {
			return new PoolExhausted("no thread for another chat model");
		}
		ErrorAnswer answer = ErrorAnswer.of(cause);
		if (answer != null) {
			return failure(answer, cause);
		}
		String name = name(cause);
		if (isA(cause, UNREADABLE)) {
			return new Unreadable("an answer that the chat model cannot read: " + name);
		}
		ProviderFailure transport = TransportFailures.find(cause);
		if (transport != null && started && !(transport instanceof TimedOut)) {
			return new Interrupted("the connection broke within the answer: " + name);
		}
		return transport;
	}

	private ProviderFailure failure(ErrorAnswer answer, Throwable cause) {
		String detail = FailureDetail.http(answer.status()).with("exception", name(cause)).toString();
		if (answer.status() < 500 && says(cause, CONTEXT_TEXTS)) {
			return new ContextTooLong(detail);
		}
		if (answer.status() < 500 && says(cause, QUOTA_TEXTS)) {
			return new QuotaExhausted(detail);
		}
		if (answer.status() < 500 && says(cause, REFUSED_TEXTS)) {
			return new ContentRefused(detail);
		}
		return byStatus(answer, detail);
	}

	/** 498 is Groq's and 529 Anthropic's for no capacity. */
	private ProviderFailure byStatus(ErrorAnswer answer, String detail) {
		return switch (answer.status()) {
			case 401, 403 -> new Unauthorized(detail);
			case 402 -> new QuotaExhausted(detail);
			case 404 -> new ModelNotFound(detail);
			case 408 -> new TimedOut(detail);
			case 429 -> new RateLimited(detail, RetryAfter.of(answer.headers(), this.clock));
			case 409, 498, 503, 529 -> new Overloaded(detail, RetryAfter.of(answer.headers(), this.clock));
			default -> (answer.status() < 500) ? new InvalidRequest(detail) : new ServerError(detail);
		};
	}

	private static boolean says(Throwable cause, List<String> texts) {
		String message = cause.getMessage();
		return message != null && texts.stream().anyMatch(message::contains);
	}

	private static boolean isA(Throwable cause, Set<String> names) {
		return Stream.<Class<?>>iterate(cause.getClass(), (type) -> type != null, Class::getSuperclass)
			.anyMatch((type) -> names.contains(type.getSimpleName()));
	}

	private static String name(Throwable cause) {
		return ClassUtils.getShortName(cause.getClass());
	}

	/** A defect of a model of the application's own is found by where it is. */
	private static String place(Throwable error) {
		StackTraceElement[] trace = error.getStackTrace();
		return (trace.length > 0) ? name(error) + " at " + trace[0] : name(error);
	}

}
