package io.github.llmrouting.test;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ReplyDetailTests {

	private final ProviderSimulator openAi = ProviderSimulator.openAi();

	private final ProviderSimulator anthropic = ProviderSimulator.anthropic();

	@AfterEach
	void stop() {
		this.openAi.close();
		this.anthropic.close();
	}

	@Test
	void errorNamesWhatItIsAbout() {
		this.openAi.reply(SimulatedReply.status(400).error("invalid_request_error", null, "messages", "Wrong."));

		assertThat(openAi(SimulatorClient.OPENAI_CALL)).isEqualTo("{\"error\":{\"message\":\"Wrong.\","
				+ "\"type\":\"invalid_request_error\",\"param\":\"messages\",\"code\":null}}");
	}

	@Test
	void bodyOfAnErrorMayBeGiven() {
		SimulatedReply reply = SimulatedReply.text("one two").errorAfter(1).errorBody("{\"error\":{\"x\":1}}");
		this.openAi.next(SimulatedReply.status(500).errorBody("{\"x\":1}"), reply);

		assertThat(openAi(SimulatorClient.OPENAI_CALL)).isEqualTo("{\"x\":1}");
		assertThat(openAi(SimulatorClient.OPENAI_STREAM)).endsWith("data: {\"error\":{\"x\":1}}\n\n");
	}

	@Test
	void tierIsTheVendorsWord() {
		SimulatedReply reply = SimulatedReply.text("one").serviceTier("priority");
		this.openAi.reply(reply);
		this.anthropic.reply(reply);

		assertThat(openAi(SimulatorClient.OPENAI_CALL)).contains("\"service_tier\":\"priority\"");
		assertThat(openAi(SimulatorClient.OPENAI_STREAM)).contains("\"service_tier\":\"priority\"");
		assertThat(anthropic()).contains("\"service_tier\":\"priority\"");
	}

	@Test
	void promptIsWrittenToTheCacheForTwoTimes() {
		this.anthropic
			.reply(SimulatedReply.text("one").usage(2000, 1).cachedInput(900).cacheWrite(300).hourCacheWrite(500));

		assertThat(anthropic()).contains("\"input_tokens\":300,\"cache_creation_input_tokens\":800,"
				+ "\"cache_read_input_tokens\":900,\"cache_creation\":{\"ephemeral_5m_input_tokens\":300,"
				+ "\"ephemeral_1h_input_tokens\":500}");
	}

	@Test
	void answerMayBeGivenAsJson() {
		this.openAi.reply(SimulatedReply.json("{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "[DONE]"));

		assertThat(openAi(SimulatorClient.OPENAI_CALL)).isEqualTo("{\"id\":1}");
		assertThat(openAi(SimulatorClient.OPENAI_STREAM))
			.isEqualTo("data: {\"id\":2}\n\ndata: {\"id\":3}\n\ndata: [DONE]\n\n");
	}

	@Test
	void onlyAnAnswerMayThink() {
		SimulatedReply error = SimulatedReply.status(500);

		assertThatIllegalStateException().isThrownBy(() -> error.thinking("Hm"))
			.withMessage("reply: Status (expected: Answer)");
	}

	private String openAi(String request) {
		return SimulatorClient.openAi(this.openAi).post(request).body();
	}

	private String anthropic() {
		return SimulatorClient.anthropic(this.anthropic).post(SimulatorClient.ANTHROPIC_CALL).body();
	}

}
