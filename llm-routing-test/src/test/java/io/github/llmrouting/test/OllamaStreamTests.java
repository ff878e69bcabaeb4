package io.github.llmrouting.test;

import java.time.Duration;

import io.netty.handler.timeout.ReadTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.PrematureCloseException;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OllamaStreamTests {

	private static final String HEAD = "{\"model\":\"llama3.2\",\"created_at\":\"2025-03-10T01:32:32.123456Z\",";

	private static final String END = HEAD + """
			"message":{"role":"assistant","content":""},"done":true,"done_reason":"stop",\
			"total_duration":182242375,"load_duration":41295167,"prompt_eval_count":26,\
			"prompt_eval_duration":24573166,"eval_count":6,"eval_duration":115959084}
			""";

	private static final String HELLO = HEAD + """
			"message":{"role":"assistant","content":"Hello "},"done":false}
			""";

	private static final String YOU = HEAD + """
			"message":{"role":"assistant","content":"you"},"done":false}
			""";

	private final ProviderSimulator provider = ProviderSimulator.ollama();

	private final SimulatorClient client = SimulatorClient.ollama(this.provider);

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void textIsStreamedTokenByTokenUnlessToldOtherwise() {
		this.provider.reply(SimulatedReply.text("Hello you").usage(26, 6));

		Received answer = stream();

		assertThat(answer.headers().get("content-type")).isEqualTo("application/x-ndjson");
		assertThat(answer.body()).isEqualTo(HELLO + YOU + END);
		assertThat(this.provider.requests().get(0).stream()).isTrue();
	}

	@Test
	void thinkingComesBeforeTheTextTokenByToken() {
		this.provider.reply(SimulatedReply.text("Hello ").usage(26, 6).reasoning(2));

		String thought = HEAD + """
				"message":{"role":"assistant","content":"","thinking":"Hm "},"done":false}
				""";
		assertThat(stream().body()).isEqualTo(thought + thought + HELLO + END);
	}

	@Test
	void eachToolCallIsOneToken() {
		this.provider.reply(SimulatedReply
			.toolCalls(SimulatedToolCall.of("weather", "{\"city\":\"Paris\"}"), SimulatedToolCall.of("clock", "{}"))
			.usage(26, 6));

		assertThat(stream().body()).isEqualTo(HEAD + """
				"message":{"role":"assistant","content":"","tool_calls":[{"id":"call_1_1",\
				"function":{"index":0,"name":"weather","arguments":{"city":"Paris"}}}]},"done":false}
				""" + HEAD + """
				"message":{"role":"assistant","content":"","tool_calls":[{"id":"call_1_2",\
				"function":{"index":1,"name":"clock","arguments":{}}}]},"done":false}
				""" + END);
	}

	@Test
	void lastLineLeavesOutCountsOfZeroAndAnEmptyReason() {
		this.provider.reply(SimulatedReply.text("Hello ").usage(0, 0).finishReason(""));

		assertThat(stream().body()).isEqualTo(HELLO + HEAD + """
				"message":{"role":"assistant","content":""},"done":true,\
				"total_duration":182242375,"load_duration":41295167,\
				"prompt_eval_duration":24573166,"eval_duration":115959084}
				""");
	}

	@Test
	void errorTakesThePlaceOfTheRest() {
		this.provider.reply(SimulatedReply.text("Hello you").errorAfter(1));

		Received answer = stream();

		assertThat(answer.error()).isNull();
		assertThat(answer.body()).isEqualTo(HELLO + """
				{"error":"server busy, please try again.  maximum pending requests exceeded"}
				""");
	}

	@Test
	void streamEndsWithoutItsLastLine() {
		this.provider.reply(SimulatedReply.text("Hello you").endAfter(1));

		Received answer = stream();

		assertThat(answer.error()).isNull();
		assertThat(answer.body()).isEqualTo(HELLO);
	}

	@Test
	void streamIsCutAfterItsTokens() {
		this.provider.reply(SimulatedReply.text("Hello you").cutAfter(1));

		Received answer = stream();

		assertThat(answer.error()).isInstanceOf(PrematureCloseException.class);
		assertThat(answer.body()).isEqualTo(HELLO);
	}

	@Test
	void streamStallsAfterItsTokens() {
		this.provider.reply(SimulatedReply.text("Hello you").stallAfter(1));

		Received answer = this.client.waitingFor(Duration.ofMillis(300)).post(SimulatorClient.OLLAMA_STREAM);

		assertThat(answer.error()).isInstanceOf(ReadTimeoutException.class);
		assertThat(answer.body()).isEqualTo(HELLO);
	}

	@Test
	void coldStartDelaysEvenTheHeaders() {
		this.provider.reply(SimulatedReply.text("Hello").firstTokenAfter(Duration.ofHours(1)));

		assertThatExceptionOfType(ReadTimeoutException.class)
			.isThrownBy(() -> this.client.waitingFor(Duration.ofMillis(300)).post(SimulatorClient.OLLAMA_STREAM));
	}

	@Test
	void tokensKeepTheirPaceAfterAColdStart() {
		this.provider.reply(SimulatedReply.text("one two three")
			.firstTokenAfter(Duration.ofMillis(60))
			.tokenEvery(Duration.ofMillis(20)));
		long start = System.nanoTime();

		stream();

		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(100).toNanos());
	}

	@Test
	void statusIsSentInPlaceOfTheStream() {
		this.provider.reply(SimulatedReply.status(503));

		Received answer = stream();

		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
	}

	private Received stream() {
		return this.client.post(SimulatorClient.OLLAMA_STREAM);
	}

}
