package io.github.llmrouting.test;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class VertexAiTests {

	private final ProviderSimulator provider = ProviderSimulator.vertexAi();

	private final SimulatorClient client = SimulatorClient.vertexAi(this.provider);

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void callIsAnsweredAsByGemini() {
		this.provider.reply("Hello");

		assertThat(this.client.post(":generateContent", SimulatorClient.GEMINI).body()).contains("\"text\":\"Hello\"",
				"\"modelVersion\":\"gemini-3-flash\"");
	}

	@Test
	void streamIsAnsweredAsByGemini() {
		Received answer = this.client.post(":streamGenerateContent?alt=sse", SimulatorClient.GEMINI);

		assertThat(answer.headers().get("content-type")).isEqualTo("text/event-stream");
		assertThat(answer.body()).endsWith("\"responseId\":\"r1\"}\r\n\r\n");
	}

	@Test
	void missingTokenIsRefused() {
		Received answer = this.client.without("authorization").post(":generateContent", SimulatorClient.GEMINI);

		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.body()).contains("\"status\":\"UNAUTHENTICATED\"");
	}

	@Test
	void pathOfTheOtherApiIsNotFound() {
		SimulatorClient stranger = SimulatorClient.gemini(this.provider);

		assertThat(stranger.post(":generateContent", SimulatorClient.GEMINI).status()).isEqualTo(404);
		assertThat(this.provider.baseUrl()).endsWith("/v1");
	}

}
