package io.github.llmrouting.test;

import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicCallTests {

	private final ProviderSimulator provider = ProviderSimulator.anthropic();

	private final SimulatorClient client = SimulatorClient.anthropic(this.provider);

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void textIsAnsweredAsMessage() {
		this.provider.reply(SimulatedReply.text("Hello you").usage(2021, 65).cacheWrite(1800).cachedInput(200));

		Received answer = call();

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
		assertThat(answer.body()).isEqualTo("""
				{"id":"msg_1","type":"message","role":"assistant","model":"claude",\
				"content":[{"type":"text","text":"Hello you"}],"stop_reason":"end_turn","stop_sequence":null,\
				"usage":{"input_tokens":21,"cache_creation_input_tokens":1800,"cache_read_input_tokens":200,\
				"cache_creation":{"ephemeral_5m_input_tokens":1800,"ephemeral_1h_input_tokens":0},\
				"output_tokens":65,"service_tier":"standard"}}""");
	}

	@Test
	void thinkingIsPartOfTheOutput() {
		this.provider.reply(SimulatedReply.text("Hello").usage(10, 65).reasoning(50));

		assertThat(call().body()).contains("\"output_tokens\":65,\"output_tokens_details\":{\"thinking_tokens\":50}");
	}

	@Test
	void toolCallsCarryInputAsObject() {
		this.provider.reply(SimulatedReply.toolCalls(SimulatedToolCall.of("weather", "{\"city\":\"Paris\"}"),
				new SimulatedToolCall("mine", "clock", "{}")));

		assertThat(call().body()).contains("""
				"content":[{"type":"tool_use","id":"call_1_1","name":"weather","input":{"city":"Paris"}},\
				{"type":"tool_use","id":"mine","name":"clock","input":{}}],"stop_reason":"tool_use\"""");
	}

	@Test
	void modelAndStopReasonAreSentAsScripted() {
		this.provider.reply(SimulatedReply.text("Hello").model("claude-20250929").finishReason("max_tokens"));

		assertThat(call().body()).contains("\"model\":\"claude-20250929\"", "\"stop_reason\":\"max_tokens\"");
	}

	@Test
	void responseTellsRequestIdAndLimits() {
		Received answer = call();

		assertThat(answer.headers().get("request-id")).isEqualTo("req_1");
		assertThat(answer.headers().get("anthropic-ratelimit-requests-limit")).isEqualTo("4000");
		assertThat(answer.headers().get("anthropic-ratelimit-input-tokens-remaining")).isEqualTo("399000");
		assertThat(Instant.parse(answer.headers().get("anthropic-ratelimit-tokens-reset")))
			.isBefore(Instant.now().plusSeconds(60));
	}

	@Test
	void statusIsSentWithTheVendorsError() {
		this.provider.reply(SimulatedReply.status(529));

		Received answer = call();

		assertThat(answer.status()).isEqualTo(529);
		assertThat(answer.body()).isEqualTo("""
				{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}""");
	}

	@Test
	void rateLimitAsksForRest() {
		this.provider.reply(SimulatedReply.status(429));

		Received answer = call();

		assertThat(answer.headers().get("retry-after")).isEqualTo("1");
		assertThat(answer.headers().get("anthropic-ratelimit-requests-remaining")).isEqualTo("0");
		assertThat(answer.body()).contains("\"type\":\"rate_limit_error\"");
	}

	@Test
	void scriptedErrorTakesThePlaceOfTheUsualOne() {
		this.provider
			.reply(SimulatedReply.status(400).error("invalid_request_error", null, "Your credit balance is too low"));

		assertThat(call().body()).isEqualTo("""
				{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low"},\
				"request_id":"req_1"}""");
	}

	@Test
	void toolArgumentsThatAreNoJsonFailTheRequest() {
		this.provider.reply(SimulatedReply.toolCall("weather", "{"));

		Received answer = call();

		assertThat(answer.status()).isEqualTo(500);
		assertThat(answer.body()).contains("simulator_error");
	}

	private Received call() {
		return this.client.post(SimulatorClient.ANTHROPIC_CALL);
	}

}
