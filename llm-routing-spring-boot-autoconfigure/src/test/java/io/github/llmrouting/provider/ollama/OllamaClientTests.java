package io.github.llmrouting.provider.ollama;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.ContextTooLong;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.ModelNotFound;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.ProviderTimeouts;
import io.github.llmrouting.test.ProviderSimulator;
import io.github.llmrouting.test.RecordedRequest;
import io.github.llmrouting.test.SimulatedReply;
import io.github.llmrouting.test.SimulatedToolCall;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
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
class OllamaClientTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final ProviderTimeouts PATIENT = new ProviderTimeouts(LONG, LONG, LONG, LONG, LONG);

	private final ProviderSimulator provider = ProviderSimulator.ollama();

	private final ProviderSimulator stranger = ProviderSimulator.ollama();

	private final ConnectionProvider connections = ConnectionProvider.create("ollama", 10);

	@AfterEach
	void close() {
		this.connections.dispose();
		this.provider.close();
		this.stranger.close();
	}

	@Test
	void callIsAnswered() {
		this.provider.next(SimulatedReply.text("Hello!").usage(30, 7).model("llama3.2:3b"));

		ProviderAnswer answer = client().call(request("Hi")).block();

		assertThat(OllamaTranscript.of(Mono.just(answer))).isEqualTo("""
				text "Hello!"
				end stop, model "llama3.2:3b", usage 30 read, 7 written
				""");
		assertThat(answer.facts().id()).isEmpty();
		assertThat(answer.facts().usage()).isEqualTo(TokenUsage.of(30, 7));
		RecordedRequest sent = this.provider.requests().get(0);
		assertThat(sent.path()).isEqualTo("/api/chat");
		assertThat(sent.header("content-type")).isEqualTo("application/json");
		assertThat(sent.header("accept")).isEqualTo("application/json");
		assertThat(sent.model()).isEqualTo("llama3.2");
		assertThat(sent.stream()).isFalse();
	}

	@Test
	void streamIsRead() {
		this.provider.next(SimulatedReply.text("Hello, world!").usage(30, 7));

		assertThat(OllamaTranscript.of(client().stream(request("Hi")))).isEqualTo("""
				text "Hello, "
				text "world!"
				end stop, model "llama3.2", usage 30 read, 7 written
				""");
		RecordedRequest sent = this.provider.requests().get(0);
		assertThat(sent.json().path("stream").booleanValue()).isTrue();
		assertThat(sent.header("accept")).isEqualTo("application/x-ndjson");
	}

	@Test
	void thinkingIsRead() {
		this.provider.reply(SimulatedReply.text("Hello!").usage(30, 7).reasoning(2));

		assertThat(OllamaTranscript.of(client().call(request("Hi")))).startsWith("reasoning \"Hm Hm \"\ntext");
		assertThat(OllamaTranscript.of(client().stream(request("Hi"))))
			.startsWith("reasoning \"Hm \"\nreasoning \"Hm \"\ntext");
	}

	@Test
	void toolCallsAreRead() {
		this.provider.reply(
				SimulatedReply
					.toolCalls(SimulatedToolCall.of("get_weather", "{\"city\": \"Paris\"}"),
							SimulatedToolCall.of("clock", "{}"))
					.usage(1, 1));
		String expected = """
				tool call_%1$d_1 function get_weather {"city":"Paris"}
				tool call_%1$d_2 function clock {}
				end tool_calls, model "llama3.2", usage 1 read, 1 written
				""";

		assertThat(OllamaTranscript.of(client().call(request("Hi")))).isEqualTo(expected.formatted(1));
		assertThat(OllamaTranscript.of(client().stream(request("Hi"))))
			.isEqualTo("progress\nprogress\n" + expected.formatted(2));
	}

	@Test
	void missingCountsAreZero() {
		this.provider.reply(SimulatedReply.text("Hello!").usage(0, 0));

		assertThat(client().call(request("Hi")).block().facts().usage()).isEqualTo(TokenUsage.of(0, 0));
		assertThat(((ProviderChunk.End) client().stream(request("Hi")).blockLast()).facts().usage())
			.isEqualTo(TokenUsage.of(0, 0));
	}

	@Test
	void missingDoneReasonIsNoEnd() {
		this.provider.reply(SimulatedReply.text("Hello!").finishReason(""));

		assertFails(client().call(request("Hi")), new Interrupted("the answer ended without a reason"));
		assertThat(OllamaTranscript.of(client().stream(request("Hi")))).isEqualTo("""
				text "Hello!"
				failed Interrupted: the answer ended without a reason
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
	void connectionIsUsedAgainAfterAStream() {
		for (int i = 0; i < 5; i++) {
			client().stream(request("Hi")).blockLast();
			Awaitility.await().until(() -> this.provider.openConnections() == 1);
		}

		assertThat(this.provider.requests()).hasSize(5);
	}

	@Test
	void droppedOptionsAreReported() {
		ProviderRequest request = new ProviderRequest(deployment(null),
				new Prompt("Hi", ChatOptions.builder().stopSequences(List.of("")).build()), LONG);

		assertThat(client().call(request).block().facts().dropped()).containsExactly("stop-sequences");
		assertThat(((ProviderChunk.End) client().stream(request).blockLast()).facts().dropped())
			.containsExactly("stop-sequences");
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
	void credentialIsShownWhenThereIsOne() {
		client().call(request("Hi")).block();
		client().call(new ProviderRequest(deployment(Credential.of("key-1")), new Prompt("Hi"), LONG)).block();

		assertThat(this.provider.requests()).extracting((sent) -> sent.header("authorization"))
			.containsExactly(null, "Bearer key-1");
	}

	@Test
	void errorsAreClassified() {
		this.provider.next(SimulatedReply.status(429), SimulatedReply.status(503), SimulatedReply.status(404),
				SimulatedReply.status(499), SimulatedReply.status(500), SimulatedReply.status(502),
				SimulatedReply.status(400).error("", null, "\"llama3.2\" does not support tools"),
				SimulatedReply.status(400).error("", null, "the input length exceeds the context length"));

		assertFails(client().call(request("Hi")), new RateLimited("HTTP 429", null));
		assertFails(client().stream(request("Hi")), new Overloaded("HTTP 503", Duration.ofSeconds(2)));
		assertFails(client().stream(request("Hi")), new ModelNotFound("HTTP 404"));
		assertFails(client().call(request("Hi")), new Overloaded("HTTP 499", null));
		assertFails(client().stream(request("Hi")), new ServerError("HTTP 500"));
		assertFails(client().call(request("Hi")), new ServerError("HTTP 502"));
		assertFails(client().stream(request("Hi")), new InvalidRequest("HTTP 400"));
		assertFails(client().call(request("Hi")), new ContextTooLong("HTTP 400"));
	}

	@Test
	void serverThatIsNoOllamaHasNoModel() {
		URI elsewhere = URI.create(this.provider.baseUrl() + "/ollama");

		assertFails(client(settings(elsewhere, PATIENT, 1_000_000, 100_000)).call(request("Hi")),
				new ModelNotFound("HTTP 404"));
	}

	@Test
	void errorsUnderStatus200AreClassified() {
		this.provider.reply(SimulatedReply.raw(200, "application/json", "{\"error\":\"server busy\"}"));

		assertFails(client().call(request("Hi")), new Overloaded("HTTP 200", Duration.ofSeconds(2)));
		assertFails(client().stream(request("Hi")), new Overloaded("HTTP 200", Duration.ofSeconds(2)));
	}

	@Test
	void errorWithinAStreamIsClassified() {
		this.provider.next(SimulatedReply.text("Hello, world!").errorAfter(1, "", null, "Broken"));

		assertThat(OllamaTranscript.of(client().stream(request("Hi")))).isEqualTo("""
				text "Hello, "
				failed ServerError: HTTP 200
				""");
	}

	@Test
	void droppedConnectionIsUnreachableAndNotTriedAgain() {
		this.provider.reply(SimulatedReply.drop());

		assertFails(client().call(request("Hi")), Unreachable.class);
		assertFails(client().stream(request("Hi")), Unreachable.class);
		assertThat(this.provider.requests()).hasSize(2);
	}

	@Test
	void cutAnswerIsInterrupted() {
		this.provider.reply(SimulatedReply.text("Hello, world!").cutAfter(1));

		assertFails(client().call(request("Hi")), Interrupted.class);
		StepVerifier.create(client().stream(request("Hi")))
			.expectNextMatches(ProviderChunk.Content.class::isInstance)
			.verifyErrorMatches((error) -> failure(error) instanceof Interrupted);
	}

	@Test
	void streamThatEndsInGoodOrderBeforeItIsDoneIsInterrupted() {
		this.provider.next(SimulatedReply.text("Hello, world!").endAfter(1));

		assertThat(OllamaTranscript.of(client().stream(request("Hi")))).isEqualTo("""
				text "Hello, "
				failed Interrupted: the stream ended within the answer
				""");
	}

	@Test
	void lastLineWithoutAnEndIsEnough() {
		this.provider.reply(SimulatedReply.raw(200, "application/x-ndjson",
				"{\"message\":{\"content\":\"Hi\"},\"done\":true,\"done_reason\":\"stop\"}"));

		assertThat(OllamaTranscript.of(client().stream(request("Hi")))).isEqualTo("""
				text "Hi"
				end stop, model "", usage 0 read, 0 written
				""");
	}

	@Test
	void streamWithoutHeadersTimesOut() {
		this.provider.next(SimulatedReply.text("Hello, world!").firstTokenAfter(LONG));

		assertFails(client(new ProviderTimeouts(LONG, SHORT, LONG, LONG, LONG)).stream(request("Hi")),
				new TimedOut("no response in time"));
		awaitNoConnection();
	}

	@Test
	void streamWithoutContentTimesOut() {
		this.provider.next(SimulatedReply.text("Hello, world!").stallAfter(0));

		assertFails(client(new ProviderTimeouts(LONG, LONG, SHORT, LONG, LONG)).stream(request("Hi")),
				new TimedOut("no content within PT0.3S"));
		awaitNoConnection();
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
	void wholeAnswerTimesOut() {
		this.provider.reply(SimulatedReply.stall());
		ProviderRequest request = new ProviderRequest(deployment(null), new Prompt("Hi"), SHORT);

		assertFails(client().call(request), new TimedOut("no whole answer within PT0.3S"));
		assertFails(client().stream(request), new TimedOut("no whole answer within PT0.3S"));
	}

	@Test
	void redirectIsNotFollowed() {
		this.provider.reply(SimulatedReply.status(307).header("location", this.stranger.baseUrl() + "/api/chat"));

		assertFails(client().call(request("Hi")), new Unreadable("an answer with status 307"));
		assertFails(client().stream(request("Hi")), new Unreadable("an answer with status 307"));
		assertThat(this.stranger.requests()).isEmpty();
	}

	@Test
	void credentialIsNotSentToAnotherOrigin() {
		URI elsewhere = URI.create(this.stranger.baseUrl() + "/api/chat");
		ProviderExchangeFilter filter = (request, next) -> next
			.exchange(ClientRequest.from(request).url(elsewhere).build());

		StepVerifier
			.create(client(PATIENT, filter)
				.call(new ProviderRequest(deployment(Credential.of("key-1")), new Prompt("Hi"), LONG)))
			.verifyError();
		assertThat(this.stranger.requests()).isEmpty();
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
		OllamaClient client = client(settings(URI.create(this.provider.baseUrl()), PATIENT, 2000, 2000));

		assertFails(client.call(request("Hi")), new Unreadable("an answer of more than 2000 bytes"));
		assertFails(client.stream(request("Hi")), new Unreadable("a line of more than 2000 bytes"));
	}

	@Test
	void pageThatIsNoAnswerIsUnreadable() {
		this.provider.reply(SimulatedReply.raw(200, "text/html", "<html>Login</html>"));

		assertFails(client().call(request("Hi")), Unreadable.class);
		assertFails(client().stream(request("Hi")), Unreadable.class);
	}

	@Test
	void eventsThatAreNoLinesAreUnreadable() {
		this.provider.reply(SimulatedReply.raw(200, "text/event-stream", "data: {}\n\n"));

		assertFails(client().stream(request("Hi")), Unreadable.class);
	}

	private OllamaClient client() {
		return client(PATIENT);
	}

	private OllamaClient client(ProviderTimeouts timeouts, ProviderExchangeFilter... filters) {
		return client(settings(URI.create(this.provider.baseUrl()), timeouts, 1_000_000, 100_000), filters);
	}

	private OllamaClient client(ProviderHttpSettings settings, ProviderExchangeFilter... filters) {
		ReactorClientHttpConnector connector = new ReactorClientHttpConnector(
				HttpClient.create(this.connections).disableRetry(true));
		return OllamaClient.create(settings, WebClient.builder().clientConnector(connector), List.of(filters));
	}

	private static ProviderHttpSettings settings(URI baseUrl, ProviderTimeouts timeouts, int maxBodyBytes,
			int maxEventBytes) {
		return new ProviderHttpSettings("ollama", baseUrl, timeouts, maxBodyBytes, maxEventBytes, Schedulers.parallel(),
				InstantSource.system());
	}

	private static ProviderRequest request(String text) {
		return new ProviderRequest(deployment(null), new Prompt(text), LONG);
	}

	private static Deployment deployment(@Nullable Credential credential) {
		return new Deployment(DeploymentId.of("ollama", "llama3.2"), ModelFacts.UNKNOWN, credential);
	}

	private static void assertFails(Publisher<?> publisher, ProviderFailure failure) {
		StepVerifier.create(publisher).verifyErrorSatisfies((error) -> assertThat(failure(error)).isEqualTo(failure));
	}

	private static void assertFails(Publisher<?> publisher, Class<? extends ProviderFailure> type) {
		StepVerifier.create(publisher).verifyErrorSatisfies((error) -> assertThat(failure(error)).isInstanceOf(type));
	}

	private static ProviderFailure failure(Throwable error) {
		return ((ProviderException) error).failure();
	}

	private void awaitNoConnection() {
		Awaitility.await().until(() -> this.provider.openConnections() == 0);
	}

}
