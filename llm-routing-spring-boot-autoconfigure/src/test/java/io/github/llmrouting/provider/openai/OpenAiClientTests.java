package io.github.llmrouting.provider.openai;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FinishReason;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.ModelNotFound;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.ProviderTimeouts;
import io.github.llmrouting.test.ProviderSimulator;
import io.github.llmrouting.test.RecordedRequest;
import io.github.llmrouting.test.SimulatedReply;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class OpenAiClientTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final ProviderTimeouts PATIENT = new ProviderTimeouts(LONG, LONG, LONG, LONG, LONG);

	private final ProviderSimulator provider = ProviderSimulator.openAi();

	private final ProviderSimulator stranger = ProviderSimulator.openAi();

	private final ConnectionProvider connections = ConnectionProvider.create("test", 10);

	@AfterEach
	void close() {
		this.connections.dispose();
		this.provider.close();
		this.stranger.close();
	}

	@Test
	void callIsAnswered() {
		this.provider.next(SimulatedReply.text("Hello!").usage(30, 7).cachedInput(10).reasoning(5).model("gpt-5.4-1"));

		ProviderAnswer answer = client().call(request("Hi")).block();

		assertThat(answer.response().getResult().getOutput().getText()).isEqualTo("Hello!");
		assertThat(answer.facts().id()).isEqualTo("chatcmpl-1");
		assertThat(answer.facts().model()).isEqualTo("gpt-5.4-1");
		assertThat(answer.facts().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(answer.facts().usage()).isEqualTo(new TokenUsage(20, 10, 0, 0, 2, 5, false));
		RecordedRequest sent = this.provider.requests().get(0);
		assertThat(sent.path()).isEqualTo("/v1/chat/completions");
		assertThat(sent.header("authorization")).isEqualTo("Bearer sk-test");
		assertThat(sent.header("content-type")).isEqualTo("application/json");
		assertThat(sent.header("accept")).isEqualTo("application/json");
		assertThat(sent.model()).isEqualTo("gpt-5.4-mini");
		assertThat(sent.stream()).isFalse();
	}

	@Test
	void streamIsRead() {
		this.provider.next(SimulatedReply.text("Hello, world!").usage(30, 7));

		assertThat(Rendering.of(client().stream(request("Hi")))).isEqualTo("""
				text "Hello, "
				text "world!"
				end stop, id "chatcmpl-1", model "gpt-5.4-mini", usage 30 + 0 cached + 0 written, 7 + 0 thought
				""");
		assertThat(this.provider.requests().get(0).stream()).isTrue();
		assertThat(this.provider.requests().get(0).header("accept")).isEqualTo("text/event-stream");
	}

	@Test
	void toolCallIsRead() {
		this.provider.reply(SimulatedReply.toolCall("get_weather", "{\"city\": \"Paris\"}").usage(1, 1));

		assertThat(Rendering.of(client().call(request("Hi")).block())).contains("{\"city\": \"Paris\"}");
		assertThat(Rendering.of(client().stream(request("Hi")))).startsWith("progress\n").endsWith("""
				tool call_2_1 function get_weather {"city": "Paris"}
				end tool_calls, id "chatcmpl-2", model "gpt-5.4-mini", usage 1 + 0 cached + 0 written, 1 + 0 thought
				""");
	}

	@Test
	void exchangeBeginsWithEachSubscriptionAndNotBefore() {
		Mono<ProviderAnswer> call = client().call(request("Hi"));
		Flux<ProviderChunk> stream = client().stream(request("Hi"));
		assertThat(this.provider.requests()).isEmpty();

		call.block();
		call.block();
		stream.blockLast();
		stream.blockLast();

		assertThat(this.provider.requests()).hasSize(4);
	}

	@Test
	void droppedOptionsAreReported() {
		ProviderRequest request = new ProviderRequest(deployment(Credential.of("sk-test")),
				new Prompt("Hi", ChatOptions.builder().topK(3).build()), LONG);

		assertThat(client().call(request).block().facts().dropped()).containsExactly("top-k");
		assertThat(((ProviderChunk.End) client().stream(request).blockLast()).facts().dropped())
			.containsExactly("top-k");
	}

	@Test
	void invalidRequestIsNotSent() {
		ProviderRequest request = new ProviderRequest(deployment(null), new Prompt(List.of()), LONG);
		ProviderFailure failure = new InvalidRequest("messages: none (expected: at least one)");

		assertFails(client().call(request), failure);
		assertFails(client().stream(request), failure);
		assertThat(this.provider.requests()).isEmpty();
	}

	@Test
	void requestWithoutACredentialShowsNone() {
		ProviderRequest request = new ProviderRequest(deployment(null), new Prompt("Hi"), LONG);

		assertFails(client().call(request), new Unauthorized("HTTP 401, type invalid_request_error, request req_1"));
		assertThat(this.provider.requests().get(0).header("authorization")).isNull();
	}

	@Test
	void errorsAreClassified() {
		this.provider.next(SimulatedReply.status(429), SimulatedReply.status(503), SimulatedReply.status(404));

		assertFails(client().call(request("Hi")), new RateLimited(
				"HTTP 429, type requests, code rate_limit_exceeded, request req_1", Duration.ofSeconds(1)));
		assertFails(client().stream(request("Hi")), new Overloaded(
				"HTTP 503, type service_unavailable_error, code server_is_overloaded, request req_2", null));
		assertFails(client().stream(request("Hi")),
				new ModelNotFound("HTTP 404, type invalid_request_error, code model_not_found, request req_3"));
	}

	@Test
	void errorsUnderStatus200AreClassified() {
		String error = "{\"error\":{\"type\":\"insufficient_quota\"}}";
		this.provider.reply(SimulatedReply.raw(200, "application/json", error));

		assertFails(client().call(request("Hi")), new QuotaExhausted("HTTP 200, type insufficient_quota"));
		assertFails(client().stream(request("Hi")), new QuotaExhausted("HTTP 200, type insufficient_quota"));
	}

	@Test
	void errorWithinAStreamIsClassified() {
		this.provider.next(SimulatedReply.text("Hello, world!").errorAfter(1));

		assertThat(Rendering.of(client().stream(request("Hi")))).isEqualTo("""
				text "Hello, "
				failed Overloaded: HTTP 200, type service_unavailable_error, code server_is_overloaded
				""");
	}

	@Test
	void droppedConnectionIsUnreachableAndNotTriedAgain() {
		this.provider.reply(SimulatedReply.drop());

		assertFails(client().call(request("Hi")), ProviderFailure.Unreachable.class);
		assertFails(client().stream(request("Hi")), ProviderFailure.Unreachable.class);
		assertThat(this.provider.requests()).hasSize(2);
	}

	@Test
	void cutAnswerIsInterrupted() {
		this.provider.reply(SimulatedReply.text("Hello, world!").cutAfter(1));

		assertFails(client().call(request("Hi")), ProviderFailure.Interrupted.class);
		StepVerifier.create(client().stream(request("Hi")))
			.expectNextMatches(ProviderChunk.Content.class::isInstance)
			.verifyErrorMatches((error) -> failure(error) instanceof ProviderFailure.Interrupted);
	}

	@Test
	void streamThatEndsInGoodOrderWithoutAFinishReasonIsInterrupted() {
		this.provider.next(SimulatedReply.text("Hello, world!").endAfter(1));

		assertThat(Rendering.of(client().stream(request("Hi")))).isEqualTo("""
				text "Hello, "
				failed Interrupted: the stream ended within the answer
				""");
	}

	@Test
	void streamWithoutHeadersTimesOut() {
		this.provider.next(SimulatedReply.stall());

		assertFails(client(new ProviderTimeouts(LONG, SHORT, LONG, LONG, LONG)).stream(request("Hi")),
				new TimedOut("no response in time"));
	}

	@Test
	void streamWithoutContentTimesOut() {
		this.provider.next(SimulatedReply.text("Hello, world!").stallAfter(0));

		assertFails(client(new ProviderTimeouts(LONG, LONG, SHORT, LONG, LONG)).stream(request("Hi")),
				new TimedOut("no content within PT0.3S"));
	}

	@Test
	void streamWithoutFurtherContentTimesOut() {
		this.provider.next(SimulatedReply.text("Hello, world!").stallAfter(1));

		StepVerifier.create(client(new ProviderTimeouts(LONG, LONG, LONG, SHORT, LONG)).stream(request("Hi")))
			.expectNextCount(1)
			.verifyErrorMatches((error) -> failure(error).equals(new TimedOut("no further content within PT0.3S")));
		awaitNoConnection();
	}

	@Test
	void argumentsOfAToolKeepAStreamAlive() {
		this.provider.next(SimulatedReply.toolCall("f", "[1, 2, 3, 4, 5, 6]").tokenEvery(SHORT));
		ProviderTimeouts timeouts = new ProviderTimeouts(LONG, LONG, LONG, SHORT.multipliedBy(4), LONG);

		assertThat(Rendering.of(client(timeouts).stream(request("Hi"))))
			.contains("tool call_1_1 function f [1, 2, 3, 4, 5, 6]");
	}

	@Test
	void wholeAnswerTimesOut() {
		this.provider.reply(SimulatedReply.stall());
		ProviderRequest request = new ProviderRequest(deployment(Credential.of("sk-test")), new Prompt("Hi"), SHORT);

		assertFails(client().call(request), new TimedOut("no whole answer within PT0.3S"));
		assertFails(client().stream(request), new TimedOut("no whole answer within PT0.3S"));
	}

	@Test
	void redirectIsNotFollowed() {
		this.provider
			.reply(SimulatedReply.status(307).header("location", this.stranger.baseUrl() + "/chat/completions"));

		assertFails(client().call(request("Hi")), new Unreadable("an answer with status 307"));
		assertFails(client().stream(request("Hi")), new Unreadable("an answer with status 307"));
		assertThat(this.stranger.requests()).isEmpty();
	}

	@Test
	void credentialIsNotSentToAnotherOrigin() {
		URI elsewhere = URI.create(this.stranger.baseUrl() + "/chat/completions");
		ProviderExchangeFilter filter = (request, next) -> next
			.exchange(ClientRequest.from(request).url(elsewhere).build());

		StepVerifier.create(client(PATIENT, filter).call(request("Hi"))).verifyError();
		assertThat(this.stranger.requests()).isEmpty();
	}

	@Test
	void filterOfTheApplicationSeesNoCredential() {
		ProviderExchangeFilter filter = (request, next) -> {
			assertThat(request.headers().containsHeader("Authorization")).isFalse();
			return next.exchange(ClientRequest.from(request).header("x-seen", "yes").build());
		};

		client(PATIENT, filter).call(request("Hi")).block();

		assertThat(this.provider.requests().get(0).header("x-seen")).isEqualTo("yes");
		assertThat(this.provider.requests().get(0).header("authorization")).isEqualTo("Bearer sk-test");
	}

	@Test
	void cancellationClosesTheConnection() {
		this.provider.next(SimulatedReply.text("Hello, world!").tokenEvery(LONG));

		StepVerifier.create(client().stream(request("Hi"))).expectNextCount(1).thenCancel().verify();

		awaitNoConnection();
	}

	@Test
	void cancellationOfACallClosesTheConnection() {
		this.provider.next(SimulatedReply.stall());

		StepVerifier.create(client().call(request("Hi")))
			.expectSubscription()
			.then(() -> Awaitility.await().until(() -> this.provider.requests().size() == 1))
			.thenCancel()
			.verify();

		awaitNoConnection();
	}

	@Test
	void answerThatIsTooLongIsUnreadable() {
		this.provider.reply("x".repeat(3000));

		assertFails(client(settings(PATIENT, 2000, 2000)).call(request("Hi")),
				new Unreadable("an answer of more than 2000 bytes"));
		assertFails(client(settings(PATIENT, 2000, 2000)).stream(request("Hi")),
				new Unreadable("an event of more than 2000 bytes"));
	}

	@Test
	void pageThatIsNoAnswerIsUnreadable() {
		this.provider.reply(SimulatedReply.raw(200, "text/html", "<html>Login</html>"));

		assertFails(client().call(request("Hi")), new Unreadable("an answer that is not JSON"));
		assertFails(client().stream(request("Hi")),
				new Unreadable("an answer with a content type that is no event stream"));
	}

	private OpenAiClient client() {
		return client(PATIENT);
	}

	private OpenAiClient client(ProviderTimeouts timeouts, ProviderExchangeFilter... filters) {
		return client(settings(timeouts, 1_000_000, 100_000), filters);
	}

	private OpenAiClient client(ProviderHttpSettings settings, ProviderExchangeFilter... filters) {
		ReactorClientHttpConnector connector = new ReactorClientHttpConnector(
				HttpClient.create(this.connections).disableRetry(true));
		return OpenAiClient.create(settings, WebClient.builder().clientConnector(connector), List.of(filters));
	}

	private ProviderHttpSettings settings(ProviderTimeouts timeouts, int maxBodyBytes, int maxEventBytes) {
		return new ProviderHttpSettings("openai", URI.create(this.provider.baseUrl()), timeouts, maxBodyBytes,
				maxEventBytes, Schedulers.parallel(), InstantSource.system());
	}

	private static ProviderRequest request(String text) {
		return new ProviderRequest(deployment(Credential.of("sk-test")), new Prompt(text), LONG);
	}

	private static Deployment deployment(@Nullable Credential credential) {
		return new Deployment(DeploymentId.of("openai", "gpt-5.4-mini"), ModelFacts.UNKNOWN, credential);
	}

	private static void assertFails(Flux<ProviderChunk> stream, ProviderFailure failure) {
		StepVerifier.create(stream).verifyErrorSatisfies((error) -> assertThat(failure(error)).isEqualTo(failure));
	}

	private static void assertFails(Flux<ProviderChunk> stream, Class<? extends ProviderFailure> type) {
		StepVerifier.create(stream).verifyErrorSatisfies((error) -> assertThat(failure(error)).isInstanceOf(type));
	}

	private static void assertFails(Mono<ProviderAnswer> call, ProviderFailure failure) {
		StepVerifier.create(call).verifyErrorSatisfies((error) -> assertThat(failure(error)).isEqualTo(failure));
	}

	private static void assertFails(Mono<ProviderAnswer> call, Class<? extends ProviderFailure> type) {
		StepVerifier.create(call).verifyErrorSatisfies((error) -> assertThat(failure(error)).isInstanceOf(type));
	}

	private static ProviderFailure failure(Throwable error) {
		return ((ProviderException) error).failure();
	}

	private void awaitNoConnection() {
		Awaitility.await().until(() -> this.provider.openConnections() == 0);
	}

}
