package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.stream.Stream;

import io.github.llmrouting.provider.LoopbackServer.RawReply;
import io.github.llmrouting.provider.ProviderChunk.Progress;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.subscriber.TestSubscriber;

import static io.github.llmrouting.provider.HttpFixture.failureIn;
import static io.github.llmrouting.provider.HttpFixture.failureOf;
import static io.github.llmrouting.provider.HttpFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(15)
class ProviderHttpStreamTests {

	private static final String NO_EVENT_STREAM = "an answer with a content type that is no event stream";

	private final LoopbackServer server = new LoopbackServer();

	private final HttpFixture fixture = new HttpFixture();

	private final TestPublisher<ProviderChunk> chunks = TestPublisher.create();

	private final ProviderHttp http = this.fixture.http(this.server.baseUrl());

	@AfterEach
	void close() {
		this.fixture.close();
		this.server.close();
	}

	@Test
	void headersThatDoNotComeInTimeAreATimeoutAndEndTheExchange() {
		this.server.reply(RawReply.silence()).reply(RawReply.events("data: a\n\n"));

		StepVerifier.create(stream(this.http))
			.then(this.server::takeRequest)
			.then(() -> pass(HttpFixture.TIMEOUTS.response()))
			.verifyErrorSatisfies(
					(error) -> assertThat(failureIn(error)).isEqualTo(new TimedOut("no response in time")));

		this.server.awaitDisconnect();
		StepVerifier.create(stream(this.http)).expectNextCount(1).verifyComplete();
	}

	@Test
	void headersInTimeEndTheResponseTimeout() {
		this.server.reply(RawReply.unended(200, "data: a\n\n", "content-type: text/event-stream"));

		StepVerifier.create(stream(this.http))
			.expectNextCount(1)
			.then(() -> pass(HttpFixture.TIMEOUTS.response().multipliedBy(10)))
			.expectNoEvent(Duration.ofMillis(50))
			.thenCancel()
			.verify();
	}

	@Test
	void connectionDroppedBeforeTheResponseIsUnreachable() {
		this.server.reply(RawReply.silence().thenClose());

		assertThat(failureOf(stream(this.http))).isInstanceOf(Unreachable.class);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, Long.MAX_VALUE })
	void connectionDroppedWithinTheStreamIsInterruptedAfterTheEventsBefore(long requests) {
		this.server
			.reply(RawReply.cutOff(200, "data: a\n\ndata: b\n\ndata: my secret", "content-type: text/event-stream"));

		StepVerifier.create(stream(this.http), requests)
			.expectNext(new ServerSentEvent("message", "a"))
			.then(this.server::awaitDisconnect)
			.thenRequest(1)
			.expectNext(new ServerSentEvent("message", "b"))
			.thenRequest(1)
			.verifyErrorSatisfies((error) -> assertThat(failureIn(error)).isInstanceOf(Interrupted.class)
				.extracting(ProviderFailure::detail)
				.asString()
				.doesNotContain("secret"));
	}

	@Test
	void eventOverTheLimitIsUnreadable() {
		this.server.reply(RawReply.events("data: " + "x".repeat(HttpFixture.MAX_EVENT) + "\n\n"));

		assertThat(failureOf(stream(this.http))).isEqualTo(new Unreadable("an event of more than 1000 bytes"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "content-type: application/json", "content-type: application/json;charset=utf-8",
			"content-type: banana", "content-type: ;;", "x-no: content type" })
	void errorThatCameInsteadOfAStreamIsClassified(String header) {
		this.server.reply(RawReply.of(200, "{\"error\": {\"code\": \"slow_down\"}}", header, "x-request-id: r-1"));

		assertThat(failureOf(stream(this.http))).isEqualTo(new ServerError("200 slow_down r-1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "content-type: application/json", "content-type: text/html", "content-type: text/plain",
			"content-type: banana", "x-no: content type" })
	void whateverElseCameInsteadOfAStreamIsUnreadable(String header) {
		this.server.reply(RawReply.of(200, "{\"answer\": \"my secret\"}", header));
		this.server.reply(RawReply.of(200, "<html>my secret</html>", header));
		this.server.reply(RawReply.of(200, "", header));

		assertThat(failureOf(stream(this.http))).isEqualTo(new Unreadable(NO_EVENT_STREAM));
		assertThat(failureOf(stream(this.http))).isEqualTo(new Unreadable(NO_EVENT_STREAM));
		assertThat(failureOf(stream(this.http))).isEqualTo(new Unreadable(NO_EVENT_STREAM));
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/event-stream", "text/event-stream; charset=utf-8", "TEXT/Event-Stream" })
	void eventStreamIsKnownWhateverItsParameters(String contentType) {
		this.server.reply(RawReply.of(200, "data: a\n\n", "content-type: " + contentType));

		StepVerifier.create(stream(this.http)).expectNext(new ServerSentEvent("message", "a")).verifyComplete();
	}

	@Test
	void errorStatusIsClassifiedThoughItsBodyIsAnEventStream() {
		this.server.reply(RawReply.of(529, "data: {}\n\n", "content-type: text/event-stream", "x-request-id: r-1"));

		assertThat(failureOf(stream(this.http))).isEqualTo(new ServerError("529 no code r-1"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 202, 307 })
	void statusThatIsNoAnswerIsUnreadableThoughItsBodyIsAnEventStream(int status) {
		this.server.reply(RawReply.of(status, "data: a\n\n", "content-type: text/event-stream"));

		assertThat(failureOf(stream(this.http))).isEqualTo(new Unreadable("an answer with status " + status));
	}

	@Test
	void streamCompletesWithTheResponseBeItWholeOrNot() {
		this.server.reply(RawReply.events("event: start\ndata: a\n\ndata: b\n\ndata: cut off"));

		StepVerifier.create(stream(this.http))
			.expectNext(new ServerSentEvent("start", "a"), new ServerSentEvent("message", "b"))
			.verifyComplete();
	}

	@Test
	void streamCompletesWithItsLastEventThoughTheResponseGoesOn() {
		this.server
			.reply(RawReply.unended(200, "data: a\n\ndata: [DONE]\n\ndata: b\n\n", "content-type: text/event-stream"));

		StepVerifier.create(stream(this.http))
			.expectNext(new ServerSentEvent("message", "a"), new ServerSentEvent("message", "[DONE]"))
			.verifyComplete();
	}

	@ParameterizedTest
	@MethodSource("failingReplies")
	void connectionIsGivenBackAfterAFailure(RawReply reply) {
		this.server.reply(reply).reply(RawReply.events("data: a\n\n"));

		StepVerifier.create(stream(this.http).onErrorComplete()).thenConsumeWhile((event) -> true).verifyComplete();

		StepVerifier.create(stream(this.http)).expectNextCount(1).verifyComplete();
	}

	static Stream<RawReply> failingReplies() {
		return Stream.of(RawReply.json("{}"), RawReply.json("x".repeat(200_000)),
				RawReply.of(200, "data: a\n\n", "content-type: banana"), RawReply.of(307, "Moved"),
				RawReply.events("x".repeat(200_000)), RawReply.cutOff(200, "data", "content-type: text/event-stream"));
	}

	@Test
	void cancelWithinTheStreamClosesTheConnection() {
		this.server.reply(RawReply.unended(200, "data: a\n\n", "content-type: text/event-stream"));

		StepVerifier.create(stream(this.http)).expectNextCount(1).thenCancel().verify();

		this.server.awaitDisconnect();
	}

	@Test
	void requestAsksForAnEventStream() {
		this.server.reply(RawReply.events(""));

		StepVerifier.create(stream(this.http)).verifyComplete();

		assertThat(this.server.takeRequest().toLowerCase()).startsWith("post /v1/chat http/1.1\r\n")
			.contains("\r\naccept: text/event-stream\r\n", "\r\nx-beta: on\r\n");
	}

	@Test
	void firstContentIsWaitedForAsLongAsTheProviderIsGiven() {
		TestSubscriber<ProviderChunk> subscriber = subscribe(Duration.ofHours(1));

		pass(HttpFixture.TIMEOUTS.firstContent().minusMillis(1));
		assertThat(subscriber.isTerminated()).isFalse();
		pass(Duration.ofMillis(1));

		assertTimedOut(subscriber, "no content within PT30S");
	}

	@Test
	void nextContentIsWaitedForAsLongAsTheProviderIsGiven() {
		TestSubscriber<ProviderChunk> subscriber = subscribe(Duration.ofHours(1));

		this.chunks.next(new Progress(1));
		pass(HttpFixture.TIMEOUTS.betweenContents().minusMillis(1));
		assertThat(subscriber.isTerminated()).isFalse();
		pass(Duration.ofMillis(1));

		assertTimedOut(subscriber, "no further content within PT10S");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT25S", "PT90S", "PT1H" })
	void wholeStreamHasTheShorterOfTheCallersAndTheProvidersTime(Duration callers) {
		Duration total = HttpFixture.TIMEOUTS.total();
		Duration shorter = (callers.compareTo(total) < 0) ? callers : total;
		TestSubscriber<ProviderChunk> subscriber = subscribe(callers);

		for (int seconds = 0; seconds < shorter.toSeconds(); seconds += 5) {
			assertThat(subscriber.isTerminated()).as("after %d seconds", seconds).isFalse();
			this.chunks.next(new Progress(1));
			pass(Duration.ofSeconds(5));
		}

		assertTimedOut(subscriber, "no whole answer within " + shorter);
	}

	@Test
	void streamInTimeIsLeftAlone() {
		TestSubscriber<ProviderChunk> subscriber = subscribe(Duration.ofHours(1));

		this.chunks.next(new Progress(1)).complete();
		pass(Duration.ofDays(1));

		assertThat(subscriber.getReceivedOnNext()).containsExactly(new Progress(1));
		assertThat(subscriber.isTerminatedComplete()).isTrue();
		assertThat(subscriber.getProtocolErrors()).isEmpty();
	}

	private TestSubscriber<ProviderChunk> subscribe(Duration timeout) {
		TestSubscriber<ProviderChunk> subscriber = TestSubscriber.create();
		this.http.inTime(this.chunks.flux(), timeout).subscribe(subscriber);
		return subscriber;
	}

	private void assertTimedOut(TestSubscriber<ProviderChunk> subscriber, String detail) {
		assertThat(failureIn(subscriber.expectTerminalError())).isEqualTo(new TimedOut(detail));
		this.chunks.assertCancelled();
	}

	private void pass(Duration time) {
		this.fixture.scheduler.advanceTimeBy(time);
	}

}
