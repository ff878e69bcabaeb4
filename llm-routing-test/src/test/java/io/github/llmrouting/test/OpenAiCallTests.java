package io.github.llmrouting.test;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiCallTests {

	private final ProviderSimulator provider = ProviderSimulator.openAi();

	private final SimulatorClient client = SimulatorClient.openAi(this.provider);

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void textIsAnsweredAsChatCompletion() {
		this.provider.reply(SimulatedReply.text("Hello you").usage(1200, 40).cachedInput(1024).reasoning(16));

		Received answer = call();

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
		assertThat(answer.body()).isEqualTo("""
				{"id":"chatcmpl-1","object":"chat.completion","created":1741569952,"model":"gpt-5.4",\
				"choices":[{"index":0,"message":{"role":"assistant","content":"Hello you","refusal":null,\
				"annotations":[]},"logprobs":null,"finish_reason":"stop"}],\
				"usage":{"prompt_tokens":1200,"completion_tokens":40,"total_tokens":1240,\
				"prompt_tokens_details":{"cached_tokens":1024,"audio_tokens":0},\
				"completion_tokens_details":{"reasoning_tokens":16,"audio_tokens":0,\
				"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},"service_tier":"default"}""");
	}

	@Test
	void cacheWritesArePartOfPromptTokens() {
		this.provider.reply(SimulatedReply.text("Hello").usage(1200, 40).cacheWrite(1000));

		assertThat(call().body())
			.contains("\"prompt_tokens_details\":{\"cached_tokens\":0,\"cache_write_tokens\":1000,\"audio_tokens\":0}")
			.contains("\"prompt_tokens\":1200");
	}

	@Test
	void toolCallsCarryArgumentsAsText() {
		this.provider.reply(SimulatedReply.toolCalls(SimulatedToolCall.of("weather", "{\"city\":\"Paris\"}"),
				new SimulatedToolCall("mine", "clock", "{}")));

		assertThat(call().body()).contains("""
				"message":{"role":"assistant","content":null,"refusal":null,"annotations":[],"tool_calls":[\
				{"id":"call_1_1","type":"function","function":{"name":"weather",\
				"arguments":"{\\"city\\":\\"Paris\\"}"}},\
				{"id":"mine","type":"function","function":{"name":"clock","arguments":"{}"}}]},\
				"logprobs":null,"finish_reason":"tool_calls"}""");
	}

	@Test
	void modelAndFinishReasonAreSentAsScripted() {
		this.provider.reply(SimulatedReply.text("Hello").model("gpt-5.4-2026-03-05").finishReason("length"));

		assertThat(call().body()).contains("\"model\":\"gpt-5.4-2026-03-05\"", "\"finish_reason\":\"length\"");
	}

	@Test
	void usageIsAQuarterOfTheCharactersByDefault() {
		this.provider.reply("12345678");

		assertThat(call().body()).contains("\"prompt_tokens\":15,\"completion_tokens\":2,\"total_tokens\":17");
	}

	@Test
	void responseTellsRequestIdAndLimits() {
		Received answer = call();

		assertThat(answer.headers().get("x-request-id")).isEqualTo("req_1");
		assertThat(answer.headers().get("x-ratelimit-limit-requests")).isEqualTo("10000");
		assertThat(answer.headers().get("x-ratelimit-remaining-requests")).isEqualTo("9999");
		assertThat(answer.headers().get("x-ratelimit-reset-requests")).isEqualTo("6ms");
		assertThat(answer.headers().get("x-ratelimit-reset-tokens")).isEqualTo("28ms");
	}

	@Test
	void statusIsSentWithTheVendorsError() {
		this.provider.reply(SimulatedReply.status(503));

		Received answer = call();

		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.body()).isEqualTo("""
				{"error":{"message":"Our servers are currently overloaded. Please try again later.",\
				"type":"service_unavailable_error","param":null,"code":"server_is_overloaded"}}""");
	}

	@Test
	void rateLimitAsksForRest() {
		this.provider.reply(SimulatedReply.status(429));

		Received answer = call();

		assertThat(answer.headers().get("retry-after")).isEqualTo("1");
		assertThat(answer.headers().get("x-ratelimit-remaining-requests")).isEqualTo("0");
		assertThat(answer.body()).contains("\"code\":\"rate_limit_exceeded\"", "Please try again in 1s.");
	}

	@Test
	void scriptedErrorTakesThePlaceOfTheRateLimit() {
		this.provider.reply(SimulatedReply.status(429)
			.error("insufficient_quota", "credit_balance_exhausted", "You have no credit left."));

		Received answer = call();

		assertThat(answer.headers().contains("retry-after")).isFalse();
		assertThat(answer.body()).isEqualTo("""
				{"error":{"message":"You have no credit left.","type":"insufficient_quota","param":null,\
				"code":"credit_balance_exhausted"}}""");
	}

	private Received call() {
		return this.client.post(SimulatorClient.OPENAI_CALL);
	}

}
