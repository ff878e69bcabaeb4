package io.github.llmrouting.provider.gemini;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FinishReason;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.deployment.ModelPrices;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderExchangeFilter;
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

class GeminiClientTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private final ProviderSimulator provider = ProviderSimulator.gemini();

	private final ConnectionProvider connections = ConnectionProvider.create("gemini", 5);

	private final GeminiClient client = client(ProviderTimeouts.STANDARD);

	private GeminiClient client(ProviderTimeouts timeouts) {
		HttpClient http = HttpClient.create(this.connections).disableRetry(true);
		return GeminiClient.create(GeminiReplay.settings(this.provider.baseUrl(), timeouts),
				WebClient.builder().clientConnector(new ReactorClientHttpConnector(http)), List.of());
	}

	private GeminiClient impatientClient() {
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

		ProviderAnswer answer = this.client.call(GeminiReplay.REQUEST).block();

		assertThat(answer.response().getResult().getOutput().getText()).isEqualTo("Hello, Ada!");
		assertThat(answer.facts().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(answer.facts().usage()).isEqualTo(new TokenUsage(200, 1000, 0, 0, 30, 10, false));
	}

	@Test
	void requestCarriesKeyModelAndPrompt() {
		this.client.call(GeminiReplay.REQUEST).block();

		RecordedRequest request = this.provider.requests().get(0);
		assertThat(request.path()).isEqualTo("/v1beta/models/gemini-3-flash:generateContent");
		assertThat(request.header("x-goog-api-key")).isEqualTo("key-1");
		assertThat(request.header("authorization")).isNull();
		assertThat(request.userText()).isEqualTo("Hello!");
		assertThat(request.stream()).isFalse();
	}

	@Test
	void streamIsAskedForAndRead() {
		this.provider.reply(SimulatedReply.text("Hello, dear Ada!"));

		List<String> transcript = GeminiTranscript.of(this.client.stream(GeminiReplay.REQUEST));

		assertThat(transcript).startsWith("text |Hello, |", "text |dear |", "text |Ada!|",
				"end STOP id |r1| model |gemini-3-flash|");
		assertThat(this.provider.requests().get(0).path())
			.isEqualTo("/v1beta/models/gemini-3-flash:streamGenerateContent?alt=sse");
	}

	@Test
	void modelIsEncodedAndLeftOutOfTheTemplateThatMetersKnow() {
		List<Object> templates = new ArrayList<>();
		ProviderExchangeFilter filter = (request, next) -> {
			templates.add(request.attribute(WebClient.class.getName() + ".uriTemplate").orElse(""));
			return next.exchange(request);
		};
		GeminiClient client = GeminiClient.create(
				GeminiReplay.settings(this.provider.baseUrl(), ProviderTimeouts.STANDARD), WebClient.builder(),
				List.of(filter));

		client.call(GeminiReplay.request(new Prompt("Hello!"), ModelFacts.UNKNOWN, "team/{a}?b c")).block();

		assertThat(this.provider.requests().get(0).path())
			.isEqualTo("/v1beta/models/team%2F%7Ba%7D%3Fb%20c:generateContent");
		assertThat(this.provider.requests().get(0).model()).isEqualTo("team/{a}?b c");
		assertThat(templates).singleElement().asString().endsWith("/models/{model}:generateContent");
	}

	@Test
	void streamEndsAsSoonAsTheResponseDoesAndKeepsItsConnection() {
		this.client.stream(GeminiReplay.REQUEST).blockLast(SHORT.multipliedBy(5));
		this.client.stream(GeminiReplay.REQUEST).blockLast(SHORT.multipliedBy(5));

		assertThat(this.provider.openConnections()).isOne();
	}

	@Test
	void missingKeyIsUnauthorized() {
		ProviderRequest request = new ProviderRequest(
				new Deployment(DeploymentId.of("gemini", "gemini-3-flash"), ModelFacts.UNKNOWN, null),
				new Prompt("Hello!"), Duration.ofSeconds(5));

		assertThatFailure(this.client.call(request)).isInstanceOf(ProviderFailure.Unauthorized.class);
	}

	@Test
	void spentQuotaIsNoRateLimit() {
		this.provider.reply(SimulatedReply.status(429)
			.error("RESOURCE_EXHAUSTED", "GenerateRequestsPerDayPerProjectPerModel-FreeTier", "Quota exceeded"));

		assertThatFailure(this.client.call(GeminiReplay.REQUEST)).isInstanceOf(ProviderFailure.QuotaExhausted.class);
	}

	@Test
	void arrayInPlaceOfAStreamIsUnreadable() {
		this.provider.reply(SimulatedReply.raw(200, "application/json", "[{\"candidates\":[]}]"));

		assertThatFailure(this.client.stream(GeminiReplay.REQUEST)).isInstanceOf(ProviderFailure.Unreadable.class);
	}

	@Test
	void errorInAnArrayInPlaceOfAStreamIsClassified() {
		this.provider.reply(SimulatedReply.raw(200, "application/json", """
				[{"error":{"code":503,"status":"UNAVAILABLE"}}]"""));

		assertThatFailure(this.client.stream(GeminiReplay.REQUEST)).isInstanceOf(ProviderFailure.Overloaded.class);
	}

	@Test
	void toolCallsAreStreamedAsAWhole() {
		this.provider.reply(SimulatedReply.toolCalls(SimulatedToolCall.of("get_weather", "{\"city\": \"Paris\"}"),
				SimulatedToolCall.of("get_time", "{}")));

		List<ProviderChunk> chunks = this.client.stream(GeminiReplay.REQUEST).collectList().block();

		assertThat(chunks).hasAtLeastOneElementOfType(ProviderChunk.Progress.class);
		assertThat(chunks).filteredOn(ProviderChunk.Content.class::isInstance)
			.singleElement()
			.satisfies((chunk) -> assertThat(
					((ProviderChunk.Content) chunk).response().getResult().getOutput().getToolCalls())
				.extracting(ToolCall::arguments)
				.containsExactly("{\"city\":\"Paris\"}", "{}"));
	}

	@Test
	void droppedOptionsAreTold() {
		ChatOptions options = ChatOptions.builder().temperature(0.5).build();
		ProviderRequest request = GeminiReplay.request(new Prompt("Hello!", options),
				new ModelFacts(null, null, ModelPrices.UNKNOWN, Set.of()));

		ProviderAnswer answer = this.client.call(request).block();
		ProviderChunk end = this.client.stream(request).blockLast();

		assertThat(answer.facts().dropped()).containsExactly("temperature");
		assertThat(end).isInstanceOfSatisfying(ProviderChunk.End.class,
				(last) -> assertThat(last.facts().dropped()).containsExactly("temperature"));
	}

	@Test
	void publishersAreColdAndAskOncePerSubscription() {
		Mono<ProviderAnswer> answer = this.client.call(GeminiReplay.REQUEST);
		Flux<ProviderChunk> stream = this.client.stream(GeminiReplay.REQUEST);
		assertThat(this.provider.requests()).isEmpty();

		answer.block();
		stream.blockLast();
		stream.blockLast();

		assertThat(this.provider.requests()).hasSize(3);
	}

	@Test
	void requestThatCannotBeWrittenIsNotSent() {
		Prompt prompt = new Prompt(" ");

		assertThatFailure(this.client.call(GeminiReplay.request(prompt, ModelFacts.UNKNOWN)))
			.isInstanceOf(InvalidRequest.class);
		assertThatFailure(this.client.stream(GeminiReplay.request(prompt, ModelFacts.UNKNOWN)))
			.isInstanceOf(InvalidRequest.class);
		assertThat(this.provider.requests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "400, InvalidRequest", "401, Unauthorized", "403, Unauthorized", "404, ModelNotFound", "409, NotTaken",
			"429, RateLimited", "499, ServerError", "500, ServerError", "503, Overloaded", "504, ServerError" })
	void errorStatusIsClassified(int status, String expected) {
		this.provider.reply(SimulatedReply.status(status));

		assertThatFailure(this.client.call(GeminiReplay.REQUEST))
			.extracting((failure) -> failure.getClass().getSimpleName())
			.isEqualTo(expected);
		assertThatFailure(this.client.stream(GeminiReplay.REQUEST))
			.extracting((failure) -> failure.getClass().getSimpleName())
			.isEqualTo(expected);
		assertThat(this.provider.requests()).hasSize(2);
	}

	@Test
	void rateLimitTellsHowLongToWait() {
		this.provider.reply(SimulatedReply.status(429));

		assertThatFailure(this.client.call(GeminiReplay.REQUEST)).isInstanceOfSatisfying(RateLimited.class,
				(failure) -> assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
	}

	@Test
	void droppedConnectionIsUnreachable() {
		this.provider.reply(SimulatedReply.drop());

		assertThatFailure(this.client.call(GeminiReplay.REQUEST)).isInstanceOf(ProviderFailure.Unreachable.class);
		assertThatFailure(this.client.stream(GeminiReplay.REQUEST)).isInstanceOf(ProviderFailure.Unreachable.class);
		assertThat(this.provider.requests()).hasSize(2);
	}

	@Test
	void cutAnswerIsInterrupted() {
		this.provider.reply(SimulatedReply.text("One two three").cutAfter(2));

		assertThatFailure(this.client.call(GeminiReplay.REQUEST)).isInstanceOf(ProviderFailure.Interrupted.class);
	}

	@Test
	void cutStreamIsInterruptedAfterWhatItBrought() {
		this.provider.reply(SimulatedReply.text("One two three").cutAfter(2));

		assertThat(GeminiTranscript.of(this.client.stream(GeminiReplay.REQUEST)))
			.startsWith("text |One |", "text |two |")
			.hasSize(3)
			.last()
			.asString()
			.startsWith("failure Interrupted");
	}

	@Test
	void streamThatEndsInGoodOrderWithoutFinishReasonIsInterrupted() {
		this.provider.reply(SimulatedReply.text("One two three").endAfter(2));

		assertThat(GeminiTranscript.of(this.client.stream(GeminiReplay.REQUEST))).containsExactly("text |One |",
				"text |two |", "failure Interrupted |the answer ended without a finish reason|");
	}

	@Test
	void errorWithinAStreamIsClassified() {
		this.provider.reply(SimulatedReply.text("One two three").errorAfter(1));

		assertThat(GeminiTranscript.of(this.client.stream(GeminiReplay.REQUEST))).containsExactly("text |One |",
				"failure Overloaded |HTTP 200, status UNAVAILABLE|");
	}

	@Test
	void errorInPlaceOfAnAnswerIsClassified() {
		this.provider.reply(SimulatedReply.text("One two three").errorAfter(0));

		assertThatFailure(this.client.call(GeminiReplay.REQUEST)).isInstanceOf(ProviderFailure.Overloaded.class);
	}

	@Test
	void pageInPlaceOfAnAnswerIsUnreadable() {
		this.provider.reply(SimulatedReply.raw(200, "text/html", "<html></html>"));

		assertThatFailure(this.client.call(GeminiReplay.REQUEST)).isInstanceOf(ProviderFailure.Unreadable.class);
		assertThatFailure(this.client.stream(GeminiReplay.REQUEST)).isInstanceOf(ProviderFailure.Unreadable.class);
	}

	@Test
	void stalledStreamTimesOutAndIsClosed() {
		this.provider.reply(SimulatedReply.stall());

		assertThatFailure(impatientClient().stream(GeminiReplay.REQUEST)).isInstanceOf(TimedOut.class);
		assertNoConnectionIsOpen();
	}

	@Test
	void streamThatStallsAfterItsFirstContentTimesOutAndIsClosed() {
		this.provider.reply(SimulatedReply.text("One two three").stallAfter(1));

		assertThat(GeminiTranscript.of(impatientClient().stream(GeminiReplay.REQUEST))).containsExactly("text |One |",
				"failure TimedOut |no further content within PT0.3S|");
		assertNoConnectionIsOpen();
	}

	@Test
	void stalledAnswerTimesOutAndIsClosed() {
		this.provider.reply(SimulatedReply.stall());
		GeminiClient client = client(new ProviderTimeouts(SHORT, SHORT, SHORT, SHORT, SHORT));

		assertThatFailure(client.call(GeminiReplay.REQUEST)).isInstanceOf(TimedOut.class);
		assertNoConnectionIsOpen();
	}

	@Test
	void cancelledStreamIsClosed() {
		this.provider.reply(SimulatedReply.text("One two three").stallAfter(1));

		StepVerifier.create(this.client.stream(GeminiReplay.REQUEST)).expectNextCount(1).thenCancel().verify();

		assertNoConnectionIsOpen();
	}

	@Test
	void cancelledAnswerIsClosed() {
		this.provider.reply(SimulatedReply.stall());

		StepVerifier.create(this.client.call(GeminiReplay.REQUEST))
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
