package io.github.llmrouting.test;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiStreamTests {

	private static final String WITH_USAGE = """
			{"model":"gpt-5.4","stream":true,"stream_options":{"include_usage":true},\
			"messages":[{"role":"user","content":"Hi"}]}""";

	private static final String HEAD = """
			data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1741569952,"model":"gpt-5.4",\
			"choices":[""";

	private final ProviderSimulator provider = ProviderSimulator.openAi();

	private final SimulatorClient client = SimulatorClient.openAi(this.provider);

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void textIsStreamedTokenByToken() {
		this.provider.reply("Hello you");

		Received answer = this.client.post(SimulatorClient.OPENAI_STREAM);

		assertThat(answer.headers().get("content-type")).isEqualTo("text/event-stream");
		assertThat(answer.headers().get("x-request-id")).isEqualTo("req_1");
		assertThat(answer.body()).isEqualTo(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null", "")
				+ chunk("{\"content\":\"Hello \"}", "null", "") + chunk("{\"content\":\"you\"}", "null", "")
				+ chunk("{}", "\"stop\"", "") + "data: [DONE]\n\n");
	}

	@Test
	void usageIsTheLastChunkWhenAskedFor() {
		this.provider.reply(SimulatedReply.text("Hello").usage(9, 1));

		String usage = ",\"usage\":null";
		assertThat(this.client.post(WITH_USAGE).body())
			.isEqualTo(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null", usage)
					+ chunk("{\"content\":\"Hello\"}", "null", usage) + chunk("{}", "\"stop\"", usage) + HEAD + """
							],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10,\
							"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
							"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,\
							"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}

							data: [DONE]

							""");
	}

	@Test
	void toolCallsAreStreamedInFragments() {
		this.provider.reply(SimulatedReply.toolCalls(SimulatedToolCall.of("weather", "{\"city\":\"Paris\"}"),
				SimulatedToolCall.of("clock", "{}")));

		assertThat(this.client.post(SimulatorClient.OPENAI_STREAM).body())
			.isEqualTo(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null", "") + tool("""
					{"index":0,"id":"call_1_1","type":"function","function":{"name":"weather","arguments":""}}""")
					+ tool("""
							{"index":0,"function":{"arguments":"{\\"city\\":"}}""") + tool("""
							{"index":0,"function":{"arguments":"\\"Paris\\"}"}}""") + tool("""
							{"index":1,"id":"call_1_2","type":"function","function":{"name":"clock","arguments":""}}""")
					+ tool("""
							{"index":1,"function":{"arguments":"{}"}}""") + chunk("{}", "\"tool_calls\"", "")
					+ "data: [DONE]\n\n");
	}

	@Test
	void errorTakesThePlaceOfTheRest() {
		this.provider.reply(SimulatedReply.text("Hello you").errorAfter(1));

		Received answer = this.client.post(SimulatorClient.OPENAI_STREAM);

		assertThat(answer.error()).isNull();
		assertThat(answer.body()).isEqualTo(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null", "")
				+ chunk("{\"content\":\"Hello \"}", "null", "") + """
						data: {"error":{"message":"Our servers are currently overloaded. Please try again later.",\
						"type":"service_unavailable_error","param":null,"code":"server_is_overloaded"}}

						""");
	}

	@Test
	void errorMayComeBeforeTheFirstToken() {
		this.provider.reply(
				SimulatedReply.text("Hello").errorAfter(0, "insufficient_quota", "insufficient_quota", "No credit."));

		assertThat(this.client.post(SimulatorClient.OPENAI_STREAM).body())
			.isEqualTo(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null", "") + """
					data: {"error":{"message":"No credit.","type":"insufficient_quota","param":null,\
					"code":"insufficient_quota"}}

					""");
	}

	@Test
	void statusIsNoStream() {
		this.provider.reply(SimulatedReply.status(500));

		Received answer = this.client.post(SimulatorClient.OPENAI_STREAM);

		assertThat(answer.status()).isEqualTo(500);
		assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
		assertThat(answer.body()).contains("\"type\":\"server_error\"");
	}

	private static String tool(String call) {
		return chunk("{\"tool_calls\":[" + call + "]}", "null", "");
	}

	private static String chunk(String delta, String finishReason, String usage) {
		return HEAD + "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason + "}]" + usage
				+ ",\"obfuscation\":\"x8\"}\n\n";
	}

}
