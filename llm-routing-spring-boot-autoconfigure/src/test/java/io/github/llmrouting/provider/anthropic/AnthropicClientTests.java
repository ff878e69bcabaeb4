package io.github.llmrouting.provider.anthropic;

import java.time.Duration;
import java.util.List;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.ProviderTimeouts;
import io.github.llmrouting.test.ProviderSimulator;
import io.github.llmrouting.test.RecordedRequest;
import io.github.llmrouting.test.SimulatedReply;
import io.github.llmrouting.test.SimulatedToolCall;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AnthropicClientTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private final ProviderSimulator provider = ProviderSimulator.anthropic();

	private final ConnectionProvider connections = ConnectionProvider.create("anthropic", 5);

	private final AnthropicClient client = client(ProviderTimeouts.STANDARD);

	private AnthropicClient client(ProviderTimeouts timeouts) {
		HttpClient http = HttpClient.create(this.connections).disableRetry(true);
		return AnthropicClient.create(AnthropicReplay.settings(this.provider.baseUrl(), timeouts),
				WebClient.builder().clientConnector(new ReactorClientHttpConnector(http)), List.of());
	}

	private AnthropicClient impatientClient() {
		return client(new ProviderTimeouts(SHORT, SHORT, SHORT, SHORT, Duration.ofSeconds(5)));
	}

	@AfterEach
	void stop() {
		this.connections.dispose();
		this.provider.close();
	}

	@Test
	void answerIsAskedForAndRead() {
		this.provider.reply(SimulatedReply.text("Hello, Ada!").usage(1200, 40).cachedInput(1000).reasoning(10));

		ProviderAnswer answer = this.client.call(AnthropicReplay.REQUEST).block();

		assertThat(answer.response().getResult().getOutput().getText()).isEqualTo("Hello, Ada!");
		assertThat(answer.facts().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(answer.facts().usage()).isEqualTo(new TokenUsage(200, 1000, 0, 0, 30, 10, false));
	}

	@Test
	void requestCarriesKeyVersionAndPrompt() {
		this.client.call(AnthropicReplay.REQUEST).block();

		RecordedRequest request = this.provider.requests().get(0);
		assertThat(request.path()).isEqualTo("/v1/messages");
		assertThat(request.header("x-api-key")).isEqualTo("key-1");
		assertThat(request.header("anthropic-version")).isEqualTo("2023-06-01");
		assertThat(request.header("authorization")).isNull();
		assertThat(request.userText()).isEqualTo("Hello!");
		assertThat(request.stream()).isFalse();
	}

	@Test
	void streamIsAskedForAndRead() {
		this.provider.reply(SimulatedReply.text("Hello, dear Ada!"));

		List<String> transcript = AnthropicTranscript.of(this.client.stream(AnthropicReplay.REQUEST));

		assertThat(transcript).startsWith("text |Hello, |", "text |dear |", "text |Ada!|",
				"end STOP id |msg_1| model |claude-sonnet-4-5|");
		assertThat(this.provider.requests().get(0).stream()).isTrue();
	}

	@Test
	void toolCallsAreStreamedAsAWhole() {
		this.provider.reply(SimulatedReply.toolCalls(SimulatedToolCall.of("get_weather", "{\"city\": \"Paris\"}"),
				SimulatedToolCall.of("get_time", "{}")));

		List<ProviderChunk> chunks = this.client.stream(AnthropicReplay.REQUEST).collectList().block();

		assertThat(chunks).hasAtLeastOneElementOfType(ProviderChunk.Progress.class);
		assertThat(chunks).filteredOn(ProviderChunk.Content.class::isInstance)
			.singleElement()
			.satisfies((chunk) -> assertThat(
					((ProviderChunk.Content) chunk).response().getResult().getOutput().getToolCalls())
				.extracting(ToolCall::arguments)
				.containsExactly("{\"city\": \"Paris\"}", "{}"));
	}

	@Test
	void droppedOptionsAreTold() {
		ChatOptions options = ChatOptions.builder().presencePenalty(0.5).build();
		ProviderRequest request = AnthropicReplay.request(new Prompt("Hello!", options), ModelFacts.UNKNOWN);

		ProviderAnswer answer = this.client.call(request).block();
		ProviderChunk end = this.client.stream(request).blockLast();

		assertThat(answer.facts().dropped()).containsExactly("presence-penalty");
		assertThat(end).isInstanceOfSatisfying(ProviderChunk.End.class,
				(last) -> assertThat(last.facts().dropped()).containsExactly("presence-penalty"));
	}

	@Test
	void publishersAreColdAndAskOncePerSubscription() {
		Mono<ProviderAnswer> answer = this.client.call(AnthropicReplay.REQUEST);
		Flux<ProviderChunk> stream = this.client.stream(AnthropicReplay.REQUEST);
		assertThat(this.provider.requests()).isEmpty();

		answer.block();
		stream.blockLast();
		stream.blockLast();

		assertThat(this.provider.requests()).hasSize(3);
	}

	@Test
	void requestThatCannotBeWrittenIsNotSent() {
		Prompt prompt = new Prompt(" ");

		assertThatFailure(this.client.call(AnthropicReplay.request(prompt, ModelFacts.UNKNOWN)))
			.isInstanceOf(InvalidRequest.class);
		assertThatFailure(this.client.stream(AnthropicReplay.request(prompt, ModelFacts.UNKNOWN)))
			.isInstanceOf(InvalidRequest.class);
		assertThat(this.provider.requests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "400, InvalidRequest", "401, Unauthorized", "402, QuotaExhausted", "403, Unauthorized",
			"404, ModelNotFound", "408, NotTaken", "409, NotTaken", "413, InvalidRequest", "429, RateLimited",
			"500, ServerError", "504, ServerError", "529, Overloaded" })
	void errorStatusIsClassified(int status, String expected) {
		this.provider.reply(SimulatedReply.status(status));

		assertThatFailure(this.client.call(AnthropicReplay.REQUEST))
			.extracting((failure) -> failure.getClass().getSimpleName())
			.isEqualTo(expected);
		assertThatFailure(this.client.stream(AnthropicReplay.REQUEST))
			.extracting((failure) -> failure.getClass().getSimpleName())
			.isEqualTo(expected);
		assertThat(this.provider.requests()).hasSize(2);
	}

	@Test
	void rateLimitTellsHowLongToWait() {
		this.provider.reply(SimulatedReply.status(429).header("retry-after", "21"));

		assertThatFailure(this.client.call(AnthropicReplay.REQUEST)).isInstanceOfSatisfying(RateLimited.class,
				(failure) -> assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(21)));
	}

	@Test
	void droppedConnectionIsUnreachable() {
		this.provider.reply(SimulatedReply.drop());

		assertThatFailure(this.client.call(AnthropicReplay.REQUEST)).isInstanceOf(ProviderFailure.Unreachable.class);
		assertThatFailure(this.client.stream(AnthropicReplay.REQUEST)).isInstanceOf(ProviderFailure.Unreachable.class);
		assertThat(this.provider.requests()).hasSize(2);
	}

	@Test
	void cutAnswerIsInterrupted() {
		this.provider.reply(SimulatedReply.text("One two three").cutAfter(2));

		assertThatFailure(this.client.call(AnthropicReplay.REQUEST)).isInstanceOf(ProviderFailure.Interrupted.class);
	}

	@Test
	void cutStreamIsInterruptedAfterWhatItBrought() {
		this.provider.reply(SimulatedReply.text("One two three").cutAfter(2));

		assertThat(AnthropicTranscript.of(this.client.stream(AnthropicReplay.REQUEST)))
			.startsWith("text |One |", "text |two |")
			.hasSize(3)
			.last()
			.asString()
			.startsWith("failure Interrupted");
	}

	@Test
	void streamThatEndsInGoodOrderBeforeMessageStopIsInterrupted() {
		this.provider.reply(SimulatedReply.text("One two three").endAfter(2));

		assertThat(AnthropicTranscript.of(this.client.stream(AnthropicReplay.REQUEST))).containsExactly("text |One |",
				"text |two |", "failure Interrupted |the stream ended before message_stop|");
	}

	@Test
	void errorWithinAStreamIsClassified() {
		this.provider.reply(SimulatedReply.text("One two three").errorAfter(1));

		assertThat(AnthropicTranscript.of(this.client.stream(AnthropicReplay.REQUEST))).containsExactly("text |One |",
				"failure Overloaded |HTTP 200, type overloaded_error|");
	}

	@Test
	void errorInPlaceOfAnAnswerIsClassified() {
		this.provider.reply(SimulatedReply.text("One two three").errorAfter(0));

		assertThatFailure(this.client.call(AnthropicReplay.REQUEST)).isInstanceOf(ProviderFailure.Overloaded.class);
	}

	@Test
	void pageInPlaceOfAnAnswerIsUnreadable() {
		this.provider.reply(SimulatedReply.raw(200, "text/html", "<html></html>"));

		assertThatFailure(this.client.call(AnthropicReplay.REQUEST)).isInstanceOf(ProviderFailure.Unreadable.class);
		assertThatFailure(this.client.stream(AnthropicReplay.REQUEST)).isInstanceOf(ProviderFailure.Unreadable.class);
	}

	@Test
	void stalledStreamTimesOutAndIsClosed() {
		this.provider.reply(SimulatedReply.stall());

		assertThatFailure(impatientClient().stream(AnthropicReplay.REQUEST)).isInstanceOf(TimedOut.class);
		assertNoConnectionIsOpen();
	}

	@Test
	void streamThatStallsAfterItsFirstContentTimesOutAndIsClosed() {
		this.provider.reply(SimulatedReply.text("One two three").stallAfter(1));

		assertThat(AnthropicTranscript.of(impatientClient().stream(AnthropicReplay.REQUEST)))
			.containsExactly("text |One |", "failure TimedOut |no further content within PT0.3S|");
		assertNoConnectionIsOpen();
	}

	@Test
	void stalledAnswerTimesOutAndIsClosed() {
		this.provider.reply(SimulatedReply.stall());
		AnthropicClient client = client(new ProviderTimeouts(SHORT, SHORT, SHORT, SHORT, SHORT));

		assertThatFailure(client.call(AnthropicReplay.REQUEST)).isInstanceOf(TimedOut.class);
		assertNoConnectionIsOpen();
	}

	@Test
	void cancelledStreamIsClosed() {
		this.provider.reply(SimulatedReply.text("One two three").stallAfter(1));

		StepVerifier.create(this.client.stream(AnthropicReplay.REQUEST)).expectNextCount(1).thenCancel().verify();

		assertNoConnectionIsOpen();
	}

	@Test
	void cancelledAnswerIsClosed() {
		this.provider.reply(SimulatedReply.stall());

		StepVerifier.create(this.client.call(AnthropicReplay.REQUEST))
			.thenAwait(SHORT)
			.then(() -> assertThat(this.provider.openConnections()).isOne())
			.thenCancel()
			.verify();

		assertNoConnectionIsOpen();
	}

	private void assertNoConnectionIsOpen() {
		await().until(() -> this.provider.openConnections() == 0);
	}

	private static ObjectAssert<ProviderFailure> assertThatFailure(Publisher<?> publisher) {
		Throwable error = Flux.from(publisher).then().materialize().block().getThrowable();
		assertThat(error).isInstanceOf(ProviderException.class);
		return assertThat(((ProviderException) error).failure());
	}

}
