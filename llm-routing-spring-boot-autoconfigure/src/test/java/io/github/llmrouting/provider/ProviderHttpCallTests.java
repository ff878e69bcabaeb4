package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.stream.Stream;

import io.github.llmrouting.provider.LoopbackServer.RawReply;
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
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

import static io.github.llmrouting.provider.HttpFixture.call;
import static io.github.llmrouting.provider.HttpFixture.failureIn;
import static io.github.llmrouting.provider.HttpFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(15)
class ProviderHttpCallTests {

	private final LoopbackServer server = new LoopbackServer();

	private final HttpFixture fixture = new HttpFixture();

	private final ProviderHttp http = this.fixture.http(this.server.baseUrl());

	@AfterEach
	void close() {
		this.fixture.close();
		this.server.close();
	}

	@Test
	void refusedConnectionIsUnreachable() {
		this.server.close();

		assertThat(failureOf(call(this.http))).isInstanceOf(Unreachable.class)
			.extracting(ProviderFailure::detail)
			.asString()
			.startsWith("no response: ")
			.doesNotContain("127.0.0.1");
	}

	@Test
	void connectionDroppedBeforeTheResponseIsUnreachableAndNotTriedAgain() {
		this.server.reply(RawReply.silence().thenClose()).reply(RawReply.json("{}"));

		assertThat(failureOf(call(this.http))).isInstanceOf(Unreachable.class);
		this.server.takeRequest();
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void connectionDroppedWithinTheHeadIsUnreachable() {
		this.server.reply(new RawReply("HTTP/1.1 200 OK\r\ncontent-ty", true));

		assertThat(failureOf(call(this.http))).isInstanceOf(Unreachable.class);
	}

	@Test
	void connectionDroppedWithinTheBodyIsInterrupted() {
		this.server.reply(RawReply.cutOff(200, "{\"answer\": \"a secret", "content-type: application/json"));

		assertThat(failureOf(call(this.http))).isInstanceOf(Interrupted.class)
			.extracting(ProviderFailure::detail)
			.asString()
			.startsWith("the connection broke within the answer: ")
			.doesNotContain("secret");
	}

	@Test
	void answerThatIsNoHttpIsAFailureThatRepeatsNothingOfIt() {
		this.server.reply(new RawReply("my secret banana\r\n\r\n", true));

		assertThat(failureOf(call(this.http)).detail()).doesNotContain("secret");
	}

	@ParameterizedTest
	@ValueSource(ints = { 201, 202, 206, 299 })
	void successOtherThan200IsNoAnswer(int status) {
		this.server.reply(RawReply.of(status, "{\"answer\": 4}", "content-type: application/json"));

		assertThat(failureOf(call(this.http))).isEqualTo(new Unreadable("an answer with status " + status));
	}

	@Test
	void noContentIsNoAnswer() {
		this.server.reply(new RawReply("HTTP/1.1 204 No Content\r\n\r\n", false));

		assertThat(failureOf(call(this.http))).isEqualTo(new Unreadable("an answer with status 204"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 300, 301, 302, 303, 304, 307, 308 })
	void redirectIsNeverFollowed(int status) {
		try (LoopbackServer elsewhere = new LoopbackServer().reply(RawReply.json("{}"))) {
			String reply = "HTTP/1.1 " + status + " Moved\r\ncontent-length: 0\r\nlocation: " + elsewhere.baseUrl();
			this.server.reply(new RawReply(reply + "\r\n\r\n", false));

			assertThat(failureOf(call(this.http))).isEqualTo(new Unreadable("an answer with status " + status));
			assertThat(elsewhere.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 307, 202 })
	void connectionDroppedWithinABodyThatNobodyReadsDoesNotMatter(int status) {
		this.server.reply(RawReply.cutOff(status, "Moved"));

		assertThat(failureOf(call(this.http))).isEqualTo(new Unreadable("an answer with status " + status));
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 404, 429, 500, 503, 529 })
	void errorIsClassifiedByStatusHeadersAndBody(int status) {
		this.server.reply(RawReply.of(status, "{\"error\": {\"code\": \"slow_down\"}}",
				"content-type: application/json", "x-request-id: r-1"));

		assertThat(failureOf(call(this.http))).isEqualTo(new ServerError(status + " slow_down r-1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "<html>Bad Gateway</html>", "{\"error\": {\"code\"", "upstream connect error" })
	void errorWithoutJsonIsClassifiedByStatusAndHeaders(String body) {
		this.server.reply(RawReply.of(502, body, "content-type: application/json", "x-request-id: r-1"));

		assertThat(failureOf(call(this.http))).isEqualTo(new ServerError("502 no code r-1"));
	}

	@Test
	void errorBodyIsReadUpTo64Kibibytes() {
		String shell = "{\"error\": {\"code\": \"large\"}, \"filler\": \"\"}";
		String filler = "x".repeat(64 * 1024 - shell.length());
		this.server.reply(RawReply.of(500, shell.replace("\"\"", "\"" + filler + "\"")));
		this.server.reply(RawReply.of(500, shell.replace("\"\"", "\"" + filler + "x\"")));

		assertThat(failureOf(call(this.http))).isEqualTo(new ServerError("500 large null"));
		assertThat(failureOf(call(this.http))).isEqualTo(new ServerError("500 no code null"));
	}

	@Test
	void connectionDroppedWithinAnErrorBodyLeavesTheStatus() {
		this.server.reply(RawReply.cutOff(500, "{\"error\": {\"code\": \"cut\"}"));

		assertThat(failureOf(call(this.http))).isEqualTo(new ServerError("500 no code null"));
	}

	@Test
	void errorInAnAnswerIsClassified() {
		this.server.reply(RawReply.json("{\"error\": {\"code\": \"slow_down\"}}"));

		assertThat(failureOf(call(this.http))).isEqualTo(new ServerError("200 slow_down null"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"error\": null}", "{\"error\": []}", "{\"answer\": {\"error\": {}}}" })
	void answerWithoutAnErrorIsReturned(String body) {
		this.server.reply(RawReply.json(body));

		StepVerifier.create(call(this.http)).expectNext(WireJson.read(body)).verifyComplete();
	}

	@Test
	void emptyAnswerIsUnreadable() {
		this.server.reply(RawReply.json(""));

		assertThat(failureOf(call(this.http))).isEqualTo(new Unreadable("an empty answer"));
	}

	@ParameterizedTest
	@ValueSource(strings = { " \n", "<html>Sign in</html>", "{\"answer\": ", "data: {}\n\n" })
	void answerThatIsNoJsonIsUnreadable(String body) {
		this.server.reply(RawReply.of(200, body, "content-type: text/html"));

		assertThat(failureOf(call(this.http))).isEqualTo(new Unreadable("an answer that is not JSON"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "content-type: text/plain", "content-type: banana", "x-no: content type" })
	void contentTypeOfAJsonAnswerDoesNotMatter(String header) {
		this.server.reply(RawReply.of(200, "{\"answer\":4}", header));

		StepVerifier.create(call(this.http)).expectNextCount(1).verifyComplete();
	}

	@Test
	void answerIsReadUpToTheSizeLimit() {
		this.server.reply(RawReply.json("\"" + "x".repeat(HttpFixture.MAX_BODY - 2) + "\""));
		this.server.reply(RawReply.json("\"" + "x".repeat(HttpFixture.MAX_BODY - 1) + "\""));

		StepVerifier.create(call(this.http)).expectNextCount(1).verifyComplete();
		assertThat(failureOf(call(this.http))).isEqualTo(new Unreadable("an answer of more than 100000 bytes"));
	}

	@ParameterizedTest
	@MethodSource("failingReplies")
	void connectionIsGivenBackAfterAFailure(RawReply reply) {
		this.server.reply(reply).reply(RawReply.json("{}"));

		failureOf(call(this.http));

		StepVerifier.create(call(this.http)).expectNextCount(1).verifyComplete();
	}

	static Stream<RawReply> failingReplies() {
		return Stream.of(RawReply.of(202, "{}"), RawReply.of(307, "Moved", "location: /v2"), RawReply.of(500, "{}"),
				RawReply.of(500, "x".repeat(70_000)), RawReply.unended(500, "x".repeat(70_000)),
				RawReply.json("x".repeat(200_000)), RawReply.unended(200, "x".repeat(200_000)), RawReply.json("<html>"),
				RawReply.json("{\"error\": \"no\"}"), RawReply.silence().thenClose(), RawReply.cutOff(200, "{"));
	}

	@Test
	void callersTimeoutEndsTheExchange() {
		this.server.reply(RawReply.silence()).reply(RawReply.json("{}"));

		StepVerifier.create(call(this.http, Duration.ofSeconds(40)))
			.then(this.server::takeRequest)
			.then(() -> pass(Duration.ofMillis(39_999)))
			.then(() -> pass(Duration.ofMillis(1)))
			.verifyErrorSatisfies(
					(error) -> assertThat(failureIn(error)).isEqualTo(new TimedOut("no whole answer within PT40S")));

		this.server.awaitDisconnect();
		StepVerifier.create(call(this.http)).expectNextCount(1).verifyComplete();
	}

	@Test
	void answerJustInTimeIsReturned() {
		this.server.reply(RawReply.silence());

		StepVerifier.create(call(this.http, Duration.ofSeconds(40)).timeout(Duration.ofMillis(100), Mono.empty()))
			.then(this.server::takeRequest)
			.then(() -> pass(Duration.ofMillis(39_999)))
			.verifyComplete();
	}

	@Test
	void providersTotalTimeoutCountsWhenItIsShorter() {
		this.server.reply(RawReply.silence());

		StepVerifier.create(call(this.http, Duration.ofHours(1)))
			.then(this.server::takeRequest)
			.then(() -> pass(HttpFixture.TIMEOUTS.total()))
			.verifyErrorSatisfies(
					(error) -> assertThat(failureIn(error)).isEqualTo(new TimedOut("no whole answer within PT1M30S")));
	}

	@Test
	void timeoutCountsWithinTheBodyToo() {
		this.server.reply(RawReply.unended(200, "{\"answer\": "));

		StepVerifier.create(call(this.http))
			.then(this.server::takeRequest)
			.then(() -> pass(HttpFixture.TIMEOUTS.total()))
			.verifyErrorSatisfies((error) -> assertThat(failureIn(error)).isInstanceOf(TimedOut.class));
	}

	@Test
	void responseTimeoutIsForStreamsOnly() {
		this.server.reply(RawReply.silence());

		StepVerifier.create(call(this.http).timeout(Duration.ofMillis(100), Mono.empty()))
			.then(this.server::takeRequest)
			.then(() -> pass(HttpFixture.TIMEOUTS.response().multipliedBy(2)))
			.verifyComplete();
	}

	@Test
	void cancelClosesTheConnection() {
		this.server.reply(RawReply.silence());

		StepVerifier.create(call(this.http)).then(this.server::takeRequest).thenCancel().verify();

		this.server.awaitDisconnect();
	}

	@Test
	void requestIsWrittenAsTheAdapterSays() {
		this.server.reply(RawReply.json("{}"));

		StepVerifier.create(call(this.http)).expectNextCount(1).verifyComplete();

		String request = this.server.takeRequest();
		assertThat(request).startsWith("POST /v1/chat HTTP/1.1\r\n").endsWith("\r\n\r\n" + HttpFixture.BODY);
		assertThat(request.toLowerCase()).contains("\r\ncontent-type: application/json\r\n",
				"\r\naccept: application/json\r\n", "\r\nx-beta: on\r\n");
	}

	@Test
	void userAgentTellsNothingAboutTheApplicationOrItsMachine() {
		this.server.reply(RawReply.json("{}"));

		StepVerifier.create(call(this.http)).expectNextCount(1).verifyComplete();

		assertThat(this.server.takeRequest().lines().filter((line) -> line.toLowerCase().startsWith("user-agent:")))
			.singleElement()
			.asString()
			.matches("(?i)user-agent: ReactorNetty/[0-9.]+(-SNAPSHOT)?");
	}

	@Test
	void everySubscriptionIsAnExchangeOfItsOwnAndNoneIsMadeBefore() {
		Mono<JsonNode> call = call(this.http);
		this.server.reply(RawReply.json("1")).reply(RawReply.json("2"));

		assertThat(this.server.requests()).isEmpty();
		StepVerifier.create(call).expectNext(WireJson.read("1")).verifyComplete();
		StepVerifier.create(call).expectNext(WireJson.read("2")).verifyComplete();
		assertThat(this.server.requests()).hasSize(2);
	}

	private void pass(Duration time) {
		this.fixture.scheduler.advanceTimeBy(time);
	}

}
