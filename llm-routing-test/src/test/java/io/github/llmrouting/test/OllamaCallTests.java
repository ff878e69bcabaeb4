package io.github.llmrouting.test;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class OllamaCallTests {

	private final ProviderSimulator provider = ProviderSimulator.ollama();

	private final SimulatorClient client = SimulatorClient.ollama(this.provider);

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void baseUrlHasNoPath() {
		assertThat(this.provider.baseUrl()).isEqualTo("http://127.0.0.1:" + this.provider.port());
	}

	@Test
	void userIsEchoedByDefault() {
		assertThat(call().body()).contains("\"content\":\"You said: Hi\"");
	}

	@Test
	void textIsAnsweredAsDoneMessage() {
		this.provider.reply(SimulatedReply.text("Hello you").usage(26, 3));

		Received answer = call();

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
		assertThat(answer.body()).isEqualTo("""
				{"model":"llama3.2","created_at":"2025-03-10T01:32:32.123456Z",\
				"message":{"role":"assistant","content":"Hello you"},"done":true,"done_reason":"stop",\
				"total_duration":182242375,"load_duration":41295167,"prompt_eval_count":26,\
				"prompt_eval_duration":24573166,"eval_count":3,"eval_duration":115959084}""");
	}

	@Test
	void thinkingHasAWordForEachTokenOfReasoning() {
		this.provider.reply(SimulatedReply.text("Hello").usage(10, 5).reasoning(3));

		assertThat(call().body()).contains("\"content\":\"Hello\",\"thinking\":\"Hm Hm Hm \"}", "\"eval_count\":5");
	}

	@Test
	void toolCallsCarryArgumentsAsObjectAndEndWithStop() {
		this.provider.reply(SimulatedReply.toolCalls(SimulatedToolCall.of("weather", "{\"city\":\"Paris\"}"),
				new SimulatedToolCall("mine", "clock", "{}")));

		assertThat(call().body()).contains(
				"""
						"message":{"role":"assistant","content":"","tool_calls":[\
						{"id":"call_1_1","function":{"index":0,"name":"weather","arguments":{"city":"Paris"}}},\
						{"id":"mine","function":{"index":1,"name":"clock","arguments":{}}}]},"done":true,"done_reason":"stop\"""");
	}

	@Test
	void countsOfZeroAreLeftOut() {
		this.provider.reply(SimulatedReply.text("Hello").usage(0, 0));

		assertThat(call().body()).contains("\"done\":true").doesNotContain("eval_count");
	}

	@Test
	void emptyDoneReasonIsLeftOut() {
		this.provider.reply(SimulatedReply.text("Hello").finishReason(""));

		assertThat(call().body()).contains("\"done\":true").doesNotContain("done_reason");
	}

	@Test
	void modelAndDoneReasonAreSentAsScripted() {
		this.provider.reply(SimulatedReply.text("Hello").model("llama3.2:3b").finishReason("length"));

		assertThat(call().body()).contains("\"model\":\"llama3.2:3b\"", "\"done_reason\":\"length\"");
	}

	@ParameterizedTest
	@CsvSource({ "400, invalid request", "401, unauthorized", "404, model 'llama3.2' not found",
			"429, too many concurrent requests", "499, request canceled",
			"503, 'server busy, please try again.  maximum pending requests exceeded'" })
	void statusIsSentWithTheVendorsError(int status, String message) {
		this.provider.reply(SimulatedReply.status(status));

		Received answer = call();

		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.body()).isEqualTo("{\"error\":\"" + message + "\"}");
	}

	@Test
	void scriptedErrorIsItsMessageAlone() {
		this.provider.reply(SimulatedReply.status(400).error("any", "any", "\"llama3.2\" does not support tools"));

		assertThat(call().body()).isEqualTo("{\"error\":\"\\\"llama3.2\\\" does not support tools\"}");
	}

	@Test
	void errorMayComeUnderStatus200() {
		this.provider.reply(SimulatedReply.text("one").errorAfter(0, "any", null, "Broken"));

		Received answer = call();

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("{\"error\":\"Broken\"}");
	}

	@Test
	void coldStartDelaysTheAnswer() {
		this.provider.reply(SimulatedReply.text("one").firstTokenAfter(Duration.ofMillis(100)));
		long start = System.nanoTime();

		call();

		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(100).toNanos());
	}

	@Test
	void requestWithoutKeyIsAnsweredLikeAnyOther() {
		assertThat(this.client.with("authorization", "Bearer key").post(SimulatorClient.OLLAMA_CALL).status())
			.isEqualTo(200);
		assertThat(call().status()).isEqualTo(200);
	}

	@Test
	void otherPathsAreNotFound() {
		Received answer = this.client.post("/other", SimulatorClient.OLLAMA_CALL);

		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.headers().get("content-type")).isEqualTo("text/plain");
		assertThat(answer.body()).isEqualTo("404 page not found");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''            | missing request body
			{             | unexpected EOF
			{}            | model is required
			{"model":""}  | model is required
			""")
	void requestWithoutItsPartsIsRefused(String request, String message) {
		Received answer = this.client.post(request);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).isEqualTo("{\"error\":\"" + message + "\"}");
	}

	@Test
	void requestWithoutMessagesLoadsTheModel() {
		assertThat(this.client.post("{\"model\":\"llama3.2\"}").body()).isEqualTo("""
				{"model":"llama3.2","created_at":"2025-03-10T01:32:32.123456Z",\
				"message":{"role":"assistant","content":""},"done":true,"done_reason":"load"}""");
	}

	private Received call() {
		return this.client.post(SimulatorClient.OLLAMA_CALL);
	}

}
