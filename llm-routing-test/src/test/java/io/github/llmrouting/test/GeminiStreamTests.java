package io.github.llmrouting.test;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class GeminiStreamTests {

	private static final String HELLO = """
			data: {"candidates":[{"content":{"parts":[{"text":"Hello "}],"role":"model"},"index":0}],\
			"usageMetadata":{"promptTokenCount":377,"cachedContentTokenCount":300,"candidatesTokenCount":2,\
			"totalTokenCount":381,"thoughtsTokenCount":2},"modelVersion":"gemini-3-flash","responseId":"r1"}\r
			\r
			""";

	private final ProviderSimulator provider = ProviderSimulator.gemini();

	private final SimulatorClient client = SimulatorClient.gemini(this.provider);

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void textIsStreamedTokenByTokenWithTheUsageSoFar() {
		this.provider.reply(SimulatedReply.text("Hello you").usage(377, 6).cachedInput(300).reasoning(2));

		Received answer = stream();

		assertThat(answer.headers().get("content-type")).isEqualTo("text/event-stream");
		assertThat(answer.body()).isEqualTo(HELLO + """
				data: {"candidates":[{"content":{"parts":[{"text":"you"}],"role":"model"},"index":0}],\
				"usageMetadata":{"promptTokenCount":377,"cachedContentTokenCount":300,"candidatesTokenCount":4,\
				"totalTokenCount":383,"thoughtsTokenCount":2},"modelVersion":"gemini-3-flash","responseId":"r1"}\r
				\r
				data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP",\
				"index":0}],"usageMetadata":{"promptTokenCount":377,"cachedContentTokenCount":300,\
				"candidatesTokenCount":4,"totalTokenCount":383,"thoughtsTokenCount":2},\
				"modelVersion":"gemini-3-flash","responseId":"r1"}\r
				\r
				""");
	}

	@Test
	void toolCallsAreStreamedWhole() {
		this.provider.reply(SimulatedReply.toolCalls(SimulatedToolCall.of("weather", "{\"city\":\"Paris\"}"),
				SimulatedToolCall.of("clock", "{}")));

		assertThat(stream().body().lines().filter((line) -> line.contains("functionCall"))).satisfiesExactly(
				(first) -> assertThat(first).contains("\"args\":{\"city\":\"Paris\"}", "thoughtSignature"),
				(second) -> assertThat(second).contains("\"args\":{}").doesNotContain("thoughtSignature"));
	}

	@Test
	void errorTakesThePlaceOfTheRest() {
		this.provider.reply(SimulatedReply.text("Hello you").usage(377, 6).cachedInput(300).reasoning(2).errorAfter(1));

		Received answer = stream();

		assertThat(answer.error()).isNull();
		assertThat(answer.body()).isEqualTo(HELLO + """
				data: {"error":{"code":503,"message":"The model is overloaded. Please try again later.",\
				"status":"UNAVAILABLE"}}\r
				\r
				""");
	}

	@Test
	void endComesWithoutFinishReason() {
		this.provider.reply(SimulatedReply.text("Hello you").usage(377, 6).cachedInput(300).reasoning(2).endAfter(1));

		Received answer = stream();

		assertThat(answer.error()).isNull();
		assertThat(answer.body()).isEqualTo(HELLO);
	}

	@Test
	void streamIsAnArrayUnlessEventsAreAskedFor() {
		this.provider.reply("Hello you");

		Received answer = this.client.post(":streamGenerateContent", SimulatorClient.GEMINI);

		assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
		assertThat(answer.body()).startsWith("[{\"candidates\"").endsWith("}\r\n]");
	}

	private Received stream() {
		return this.client.post(":streamGenerateContent?alt=sse", SimulatorClient.GEMINI);
	}

}
