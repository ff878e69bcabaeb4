package io.github.llmrouting.provider.ollama;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

import io.github.llmrouting.provider.CooldownScope;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class OllamaFailureClassifierTests {

	private final OllamaFailureClassifier classifier = new OllamaFailureClassifier(
			InstantSource.fixed(Instant.parse("2026-08-01T00:00:00Z")));

	private final HttpHeaders headers = new HttpHeaders();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			400 | missing request body                                                    | InvalidRequest
			400 | model is required                                                       | InvalidRequest
			400 | invalid model name                                                      | ModelNotFound
			400 | this server cannot run this remote model                                | ModelNotFound
			400 | registry.ollama.ai/library/llama2:latest does not support tools         | InvalidRequest
			400 | "llama3.2" does not support thinking                                    | InvalidRequest
			400 | "nomic-embed-text" does not support chat                                | InvalidRequest
			400 | invalid format: "7"; expected "json" or a valid JSON Schema object      | InvalidRequest
			400 | the input length exceeds the context length                             | ContextTooLong
			400 | the prompt is longer than the context length currently available to the | ContextTooLong
			400 | request (302 tokens) exceeds the available context size (256 tokens)    | ContextTooLong
			400 | prompt too long; exceeded max context length by 540451 tokens           | ContextTooLong
			401 | unauthorized                                                            | Unauthorized
			402 | payment required                                                        | QuotaExhausted
			403 | ollama cloud is disabled: remote model is unavailable                   | Unauthorized
			404 | model 'llama3.2' not found                                              | ModelNotFound
			404 | model "llama3.2" not found, try pulling it first                        | ModelNotFound
			408 | request timeout                                                         | NotTaken
			409 | conflict                                                                | NotTaken
			425 | too early                                                               | NotTaken
			413 | request body too large                                                  | InvalidRequest
			418 | teapot                                                                  | InvalidRequest
			422 | unprocessable                                                           | InvalidRequest
			429 | too many concurrent requests                                            | RateLimited
			429 | you've reached your hourly usage limit, please wait or upgrade          | QuotaExhausted
			429 | you (ada) have reached your weekly usage limit, upgrade for higher      | QuotaExhausted
			499 | request canceled                                                        | Overloaded
			500 | model runner has unexpectedly stopped, this may be due to resource      | ServerError
			500 | model requires more system memory (9.1 GiB) than is available (3.2 GiB) | ServerError
			500 | input length (9 tokens) exceeds the model's maximum context length (8)  | ContextTooLong
			502 | dial tcp: i/o timeout                                                   | ServerError
			503 | server busy, please try again.  maximum pending requests exceeded       | Overloaded
			504 | gateway timeout                                                         | ServerError
			200 | an error was encountered while running the model                        | ServerError
			200 | the input length exceeds the context length                             | ContextTooLong
			200 | server busy, please try again.  maximum pending requests exceeded       | Overloaded
			""")
	void errorIsClassifiedByStatusAndThenByText(int status, String text, String expected) {
		ProviderFailure failure = this.classifier.classify(status, this.headers, error(text));

		assertThat(failure.getClass().getSimpleName()).isEqualTo(expected);
		assertThat(failure.detail()).isEqualTo("HTTP " + status);
	}

	@ParameterizedTest
	@CsvSource({ "400, InvalidRequest", "401, Unauthorized", "404, ModelNotFound", "429, RateLimited",
			"500, ServerError", "502, ServerError", "503, Overloaded", "200, ServerError" })
	void errorWithoutJsonIsClassifiedByStatus(int status, String expected) {
		assertThat(this.classifier.classify(status, this.headers, MissingNode.getInstance()).getClass().getSimpleName())
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"error\":null}", "{\"error\":7}", "{\"error\":[]}", "{\"error\":{}}",
			"{\"error\":{\"message\":7}}", "[]", "7" })
	void errorOfAnotherShapeIsClassifiedByStatus(String body) {
		assertThat(this.classifier.classify(400, this.headers, WireJson.read(body)))
			.isEqualTo(new InvalidRequest("HTTP 400"));
	}

	@Test
	void errorOfCloudBesideItsStatusIsUnderstood() {
		ObjectNode error = error("prompt too long; exceeded max context length by 7 tokens").put("StatusCode", 400)
			.put("Status", "400 Bad Request");

		assertThat(this.classifier.classify(400, this.headers, error))
			.isInstanceOf(ProviderFailure.ContextTooLong.class);
	}

	@Test
	void whatTheCloudRefusesSaysNothingOfOtherModels() {
		ObjectNode signIn = error("unauthorized").put("signin_url", "https://ollama.com/connect?name=host");

		assertThat(scope(401, signIn)).isEqualTo(CooldownScope.DEPLOYMENT);
		assertThat(scope(403, error("ollama cloud is disabled"))).isEqualTo(CooldownScope.DEPLOYMENT);
		assertThat(scope(429, error("you've reached your hourly usage limit"))).isEqualTo(CooldownScope.DEPLOYMENT);
		assertThat(scope(401, error("unauthorized"))).isEqualTo(CooldownScope.CREDENTIAL);
	}

	private CooldownScope scope(int status, ObjectNode error) {
		return Objects.requireNonNull(this.classifier.classify(status, this.headers, error).cooldown()).scope();
	}

	@Test
	void busyServerIsLeftAloneForTwoSecondsWhenItDoesNotSay() {
		assertThat(this.classifier.classify(503, this.headers, error("server busy")))
			.isEqualTo(new Overloaded("HTTP 503", Duration.ofSeconds(2)));
		assertThat(this.classifier.classify(200, this.headers, error("server busy")))
			.isEqualTo(new Overloaded("HTTP 200", Duration.ofSeconds(2)));
	}

	@Test
	void serverThatSaysHowLongToWaitIsBelieved() {
		this.headers.set(HttpHeaders.RETRY_AFTER, "17");

		assertThat(this.classifier.classify(503, this.headers, error("server busy")))
			.isEqualTo(new Overloaded("HTTP 503", Duration.ofSeconds(17)));
		assertThat(this.classifier.classify(429, this.headers, error("slow down")))
			.isEqualTo(new RateLimited("HTTP 429", Duration.ofSeconds(17)));
	}

	@Test
	void rateLimitTellsNoWaitWhenTheServerDoesNot() {
		assertThat(this.classifier.classify(429, this.headers, error("slow down")))
			.isEqualTo(new RateLimited("HTTP 429", null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "7", "{\"error\":null}", "{\"message\":{\"content\":\"error\"}}" })
	void answerWithoutAnErrorIsNone(String body) {
		assertThat(this.classifier.classifyAnswer(this.headers, WireJson.read(body))).isNull();
	}

	private static ObjectNode error(String text) {
		return WireJson.object().put("error", text);
	}

}
