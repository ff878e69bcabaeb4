package io.github.llmrouting.provider.chatmodel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.ContentRefused;
import io.github.llmrouting.provider.ProviderFailure.ContextTooLong;
import io.github.llmrouting.provider.ProviderFailure.Defect;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.ModelNotFound;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class ModelFailuresTests {

	private final ModelFailures failures = new ModelFailures(InstantSource.system());

	@ParameterizedTest
	@CsvSource({ "400,InvalidRequest", "401,Unauthorized", "402,QuotaExhausted", "403,Unauthorized",
			"404,ModelNotFound", "408,TimedOut", "409,Overloaded", "422,InvalidRequest", "429,RateLimited",
			"498,Overloaded", "500,ServerError", "502,ServerError", "503,Overloaded", "529,Overloaded" })
	void statusTellsWhateverTheExceptionIs(int status, String kind) {
		List<Throwable> errors = List.of(new NonTransientAiException("HTTP " + status + " - canary"),
				new TransientAiException(status + " - {\"canary\": 1}\n"), new SdkException(status),
				new CodeException(status),
				WebClientResponseException.create(status, "canary", new HttpHeaders(), new byte[0], null),
				new CompletionException(new IllegalStateException("canary", new SdkException(status))));

		assertThat(errors).allSatisfy((error) -> {
			ProviderFailure failure = failure(error);
			assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
			assertThat(failure.detail()).startsWith("HTTP " + status + ", exception ").doesNotContain("canary");
		});
	}

	static List<Throwable> waits() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("Retry-After", "7");
		byte[] body = "canary".getBytes(StandardCharsets.UTF_8);
		return List.of(new SdkException(429),
				HttpClientErrorException.create(HttpStatus.TOO_MANY_REQUESTS, "", headers, body, null),
				WebClientResponseException.create(429, "", headers, body, null));
	}

	@ParameterizedTest
	@MethodSource("waits")
	void waitIsRead(Throwable error) {
		assertThat(failure(error)).isInstanceOfSatisfying(RateLimited.class,
				(limited) -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
	}

	@ParameterizedTest
	@CsvSource({ "context_length_exceeded,ContextTooLong", "insufficient_quota,QuotaExhausted",
			"content_policy_violation,ContentRefused" })
	void codeInTheVendorsTextTellsMore(String code, String kind) {
		ProviderFailure failure = failure(new NonTransientAiException("HTTP 400 - {\"code\":\"" + code + "\"}"));

		assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
		assertThat(failure.detail()).isEqualTo("HTTP 400, exception NonTransientAiException");
	}

	@Test
	void exceptionsOfSpringAiWithoutAStatusAreServerErrors() {
		assertThat(failure(new TransientAiException("canary 429"))).isInstanceOf(ServerError.class);
		assertThat(failure(new NonTransientAiException(null))).isInstanceOf(ServerError.class);
	}

	@Test
	void kindTellsWhereNoStatusDoes() {
		assertThat(failure(new ThrottlingException())).isInstanceOf(RateLimited.class);
	}

	@Test
	void connectionTells() {
		assertThat(failure(new ResourceAccessException("canary", new ConnectException("canary"))))
			.isEqualTo(new Unreachable("no response: ConnectException"));
		assertThat(failure(new UnknownHostException("canary"))).isEqualTo(new Unreachable("unknown host"));
		assertThat(failure(new HttpConnectTimeoutException("canary")))
			.isEqualTo(new Unreachable("no connection in time"));
		assertThat(List.of(new HttpTimeoutException("canary"), new SocketTimeoutException("canary"),
				new TimeoutException("canary")))
			.allSatisfy((error) -> assertThat(failure(new IllegalStateException(error)))
				.isEqualTo(new TimedOut("no response in time")));
	}

	@Test
	void connectionThatBreaksWithinTheAnswerInterruptsIt() {
		ProviderFailure failure = this.failures.withinContent(new IllegalStateException(new IOException("canary")))
			.failure();

		assertThat(failure).isEqualTo(new Interrupted("the connection broke within the answer: IOException"));
		assertThat(this.failures.withinContent(new SdkException(503)).failure()).isInstanceOf(Overloaded.class);
	}

	@Test
	void answerThatIsNoJsonIsUnreadable() {
		Throwable json = catchThrowable(() -> JsonMapper.shared().readTree("{canary"));

		assertThat(failure(new IllegalStateException("canary", json))).isInstanceOf(Unreadable.class);
		assertThat(failure(new DecodingException("canary"))).isInstanceOf(Unreadable.class);
		assertThat(failure(json).detail()).doesNotContain("canary");
	}

	@Test
	void failureOfOursIsKept() {
		ProviderException known = new ProviderException(new ModelNotFound("HTTP 404"));

		assertThat(this.failures.beforeContent(known)).isSameAs(known);
		assertThat(failure(new IllegalStateException(known))).isSameAs(known.failure());
	}

	@Test
	void anythingElseIsADefect() {
		assertThat(failure(new CodeException(7))).isInstanceOf(Defect.class);
		assertThat(failure(new NoClassDefFoundError("canary")).detail()).startsWith("NoClassDefFoundError at ")
			.doesNotContain("canary");
	}

	@Test
	void circleOfCausesEnds() {
		RuntimeException one = new IllegalStateException("canary");
		one.initCause(new IllegalStateException("canary", one));

		assertThat(failure(one)).isInstanceOf(Defect.class);
	}

	private ProviderFailure failure(Throwable error) {
		ProviderException exception = this.failures.beforeContent(error);
		assertThat(exception).hasNoCause();
		assertThat(exception.getMessage()).doesNotContain("canary");
		return exception.failure();
	}

	/** Like those of the official SDKs of OpenAI and Anthropic. */
	public static final class SdkException extends RuntimeException {

		private final int statusCode;

		SdkException(int statusCode) {
			super("canary");
			this.statusCode = statusCode;
		}

		public int statusCode() {
			return this.statusCode;
		}

		public SdkHeaders headers() {
			return new SdkHeaders();
		}

	}

	public static final class SdkHeaders {

		public List<String> values(String name) {
			return name.equals("retry-after") ? List.of("7") : List.of();
		}

	}

	/** Like those of Google's SDK. */
	public static final class CodeException extends RuntimeException {

		private final int code;

		CodeException(int code) {
			super("canary");
			this.code = code;
		}

		public int code() {
			return this.code;
		}

	}

	static final class ThrottlingException extends RuntimeException {

	}

}
