package io.github.llmrouting.test;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class GeminiCallTests {

	private final ProviderSimulator provider = ProviderSimulator.gemini();

	private final SimulatorClient client = SimulatorClient.gemini(this.provider);

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void textIsAnsweredAsCandidate() {
		this.provider.reply(SimulatedReply.text("Hello you").usage(2021, 65).cachedInput(200).reasoning(50));

		Received answer = call();

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
		assertThat(answer.body()).isEqualTo("""
				{"candidates":[{"content":{"parts":[{"text":"Hello you"}],"role":"model"},"finishReason":"STOP",\
				"index":0}],"usageMetadata":{"promptTokenCount":2021,"cachedContentTokenCount":200,\
				"candidatesTokenCount":15,"totalTokenCount":2086,"thoughtsTokenCount":50},\
				"modelVersion":"gemini-3-flash","responseId":"r1"}""");
	}

	@Test
	void toolCallsStopAndTheFirstIsSigned() {
		this.provider.reply(SimulatedReply.toolCalls(SimulatedToolCall.of("weather", "{\"city\":\"Paris\"}"),
				new SimulatedToolCall("mine", "clock", "{}")));

		assertThat(call().body()).contains("""
				"parts":[{"functionCall":{"name":"weather","args":{"city":"Paris"},"id":"call_1_1"},\
				"thoughtSignature":"c2lnbmF0dXJlIG9mIGFuc3dlciAx"},\
				{"functionCall":{"name":"clock","args":{},"id":"mine"}}],"role":"model"},"finishReason":"STOP\"""");
	}

	@Test
	void modelAndFinishReasonAreSentAsScripted() {
		this.provider.reply(SimulatedReply.text("").model("gemini-3-flash-001").finishReason("SAFETY"));

		assertThat(call().body()).contains("\"modelVersion\":\"gemini-3-flash-001\"",
				"{\"content\":{\"role\":\"model\"},\"finishReason\":\"SAFETY\"");
	}

	@Test
	void statusIsSentWithTheVendorsError() {
		this.provider.reply(SimulatedReply.status(503));

		Received answer = call();

		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.body()).isEqualTo("""
				{"error":{"code":503,"message":"The model is overloaded. Please try again later.",\
				"status":"UNAVAILABLE"}}""");
	}

	@Test
	void rateLimitAsksForRestInItsBody() {
		this.provider.reply(SimulatedReply.status(429));

		Received answer = call();

		assertThat(answer.headers().contains("retry-after")).isFalse();
		assertThat(answer.body()).contains("\"code\":429", "\"status\":\"RESOURCE_EXHAUSTED\"", """
				{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"1s"}""");
	}

	@Test
	void scriptedQuotaIsNamedInTheDetails() {
		this.provider
			.reply(SimulatedReply.status(429).error("RESOURCE_EXHAUSTED", "GenerateRequestsPerDay", "Quota exceeded"));

		assertThat(call().body()).contains("\"message\":\"Quota exceeded\"", "\"quotaId\":\"GenerateRequestsPerDay\"");
	}

	@Test
	void scriptedReasonIsNamedInTheDetails() {
		this.provider.reply(SimulatedReply.status(503).error("UNAVAILABLE", "MODEL_CAPACITY_EXHAUSTED", "High demand"));

		assertThat(call().body()).contains("\"code\":503", "\"reason\":\"MODEL_CAPACITY_EXHAUSTED\"")
			.doesNotContain("quotaId");
	}

	@Test
	void errorTakesThePlaceOfTheAnswer() {
		this.provider.reply(SimulatedReply.text("Hello").errorAfter(0));

		Received answer = call();

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).startsWith("{\"error\":{\"code\":503");
	}

	@Test
	void requestIsUnderstood() {
		this.client.post(":streamGenerateContent?alt=sse", SimulatorClient.GEMINI);

		RecordedRequest request = this.provider.requests().get(0);
		assertThat(request.model()).isEqualTo("gemini-3-flash");
		assertThat(request.stream()).isTrue();
		assertThat(request.userText()).isEqualTo("Hi");
		assertThat(request.hasToolResult()).isFalse();
	}

	private Received call() {
		return this.client.post(":generateContent", SimulatorClient.GEMINI);
	}

}
