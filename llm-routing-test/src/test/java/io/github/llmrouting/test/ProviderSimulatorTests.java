package io.github.llmrouting.test;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.ChannelBindException;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class ProviderSimulatorTests {

	private final ProviderSimulator provider = ProviderSimulator.openAi();

	private final SimulatorClient client = SimulatorClient.openAi(this.provider);

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void baseUrlIsWhatTheVendorsClientsExpect() {
		try (ProviderSimulator anthropic = ProviderSimulator.anthropic()) {
			assertThat(this.provider.baseUrl()).isEqualTo("http://127.0.0.1:" + this.provider.port() + "/v1");
			assertThat(anthropic.baseUrl()).isEqualTo("http://127.0.0.1:" + anthropic.port());
		}
	}

	@Test
	void userIsEchoedByDefault() {
		assertThat(call().body()).contains("\"content\":\"You said: Hi\"");
	}

	@Test
	void queuedRepliesComeFirstInTheirOrder() {
		this.provider.next(SimulatedReply.status(503), SimulatedReply.text("second"))
			.next(SimulatedReply.text("third"))
			.reply("lasting");

		assertThat(call().status()).isEqualTo(503);
		assertThat(call().body()).contains("second");
		assertThat(call().body()).contains("third");
		assertThat(call().body()).contains("lasting");
		assertThat(call().body()).contains("lasting");
	}

	@Test
	void functionRepliesToWhatIsAsked() {
		this.provider.reply((request) -> request.hasToolResult() ? SimulatedReply.text("21 degrees")
				: SimulatedReply.toolCall("weather", "{}"));

		assertThat(call().body()).contains("\"name\":\"weather\"");
		assertThat(this.client.post("""
				{"model":"m","messages":[{"role":"user","content":"Hi"},
				{"role":"assistant","tool_calls":[{"id":"call_1"}]},
				{"role":"tool","tool_call_id":"call_1","content":"21"}]}""").body()).contains("21 degrees");
	}

	@Test
	void functionThatThrowsFailsTheRequest() {
		this.provider.reply((request) -> {
			throw new IllegalStateException("no reply");
		});

		Received answer = call();

		assertThat(answer.status()).isEqualTo(500);
		assertThat(answer.body()).contains("java.lang.IllegalStateException: no reply");
	}

	@Test
	void requestsAreRecordedOldestFirst() {
		this.client.with("X-Trace", "1").post(SimulatorClient.OPENAI_CALL);
		this.client.post("?api-version=1", SimulatorClient.OPENAI_STREAM);

		List<RecordedRequest> requests = this.provider.requests();

		assertThat(requests).hasSize(2);
		assertThat(requests.get(0).method()).isEqualTo("POST");
		assertThat(requests.get(0).path()).isEqualTo("/v1/chat/completions");
		assertThat(requests.get(0).header("X-Trace")).isEqualTo("1");
		assertThat(requests.get(0).headers()).containsEntry("authorization", List.of("Bearer test-key"));
		assertThat(requests.get(0).body()).isEqualTo(SimulatorClient.OPENAI_CALL);
		assertThat(requests.get(1).path()).isEqualTo("/v1/chat/completions?api-version=1");
		assertThat(requests.get(1).stream()).isTrue();
	}

	@Test
	void concurrentRequestsEachGetAReplyAndANumber() {
		List<String> ids = Flux.range(0, 200)
			.flatMap((index) -> this.client.posting("", SimulatorClient.OPENAI_CALL), 10)
			.map((answer) -> answer.headers().get("x-request-id"))
			.collectList()
			.block(Duration.ofSeconds(30));

		assertThat(ids).doesNotHaveDuplicates().hasSize(200);
		assertThat(this.provider.requests()).hasSize(200);
	}

	@Test
	void resetForgetsRequestsAndReplies() {
		this.provider.next(SimulatedReply.status(503)).reply("scripted");
		call();
		this.provider.next(SimulatedReply.status(503));

		this.provider.reset();

		assertThat(this.provider.requests()).isEmpty();
		assertThat(call().body()).contains("\"id\":\"chatcmpl-1\"", "You said: Hi");
	}

	@Test
	void answerWaitsUntilItsLastTokenWouldHaveCome() {
		this.provider.reply(SimulatedReply.text("one two three")
			.firstTokenAfter(Duration.ofMillis(60))
			.tokenEvery(Duration.ofMillis(20)));

		assertThat(timed(SimulatorClient.OPENAI_CALL)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
		assertThat(timed(SimulatorClient.OPENAI_STREAM)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
	}

	private Duration timed(String request) {
		long start = System.nanoTime();
		this.client.post(request);
		return Duration.ofNanos(System.nanoTime() - start);
	}

	@Test
	void closingWhileARequestStallsIsQuick() {
		this.provider.reply(SimulatedReply.stall());
		this.client.posting("", SimulatorClient.OPENAI_CALL).onErrorComplete().subscribe();
		await().until(() -> this.provider.repliesUnderWay() == 1);
		long start = System.nanoTime();

		this.provider.close();

		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		assertThat(this.provider.openConnections()).isZero();
	}

	@Test
	void closingTwiceDoesNothing() {
		this.provider.close();
		this.provider.close();

		assertThat(this.provider.port()).isPositive();
	}

	@Test
	void providerMayComeBackAtItsPort() {
		call();
		this.provider.close();

		try (ProviderSimulator back = ProviderSimulator.openAi(this.provider.port())) {
			assertThat(SimulatorClient.openAi(back).post(SimulatorClient.OPENAI_CALL).status()).isEqualTo(200);
		}
	}

	@Test
	void startFailsWhenThePortIsTaken() {
		assertThatExceptionOfType(ChannelBindException.class)
			.isThrownBy(() -> ProviderSimulator.openAi(this.provider.port()));
	}

	private Received call() {
		return this.client.post(SimulatorClient.OPENAI_CALL);
	}

}
