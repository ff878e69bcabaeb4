package io.github.llmrouting.autoconfigure;

import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.springai.RoutingChatOptions;
import io.github.llmrouting.test.ProviderSimulator;
import io.github.llmrouting.test.SimulatedReply;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** What a model thought survives a tool loop that {@code ChatClient} runs. */
class ReasoningToolLoopTests {

	@Test
	void thinkingOfAStreamGoesBackToAnthropic() {
		try (ProviderSimulator provider = ProviderSimulator.anthropic()) {
			provider.next(
					SimulatedReply.toolCall("getTime", "{}").thinking("First the time.").redactedThinking("b3BhcXVl"),
					SimulatedReply.text("Noon."));

			String answer = streamed("anthropic", "claude-sonnet-4-5", provider);

			JsonNode turn = provider.requests().get(1).json().at("/messages/1/content");
			assertThat(answer).endsWith("Noon.");
			assertThat(turn.get(0).path("thinking").stringValue()).isEqualTo("First the time.");
			assertThat(turn.get(0).path("signature").stringValue()).isNotEmpty();
			assertThat(turn.get(1).path("data").stringValue()).isEqualTo("b3BhcXVl");
		}
	}

	@Test
	void thinkingOfAStreamGoesBackToOllamaAsAWhole() {
		try (ProviderSimulator provider = ProviderSimulator.ollama()) {
			provider.next(SimulatedReply.raw(200, "application/x-ndjson", """
					{"model":"qwen3","message":{"role":"assistant","content":"","thinking":"First "},"done":false}
					{"model":"qwen3","message":{"role":"assistant","content":"","thinking":"the time."},"done":false}
					{"model":"qwen3","message":{"role":"assistant","content":"","tool_calls":\
					[{"id":"call_1","function":{"name":"getTime","arguments":{}}}]},"done":false}
					{"model":"qwen3","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}
					"""), SimulatedReply.text("Noon."));

			streamed("ollama", "qwen3", provider);

			assertThat(provider.requests().get(1).json().at("/messages/1/thinking").stringValue())
				.isEqualTo("First the time.");
		}
	}

	private static String streamed(String type, String model, ProviderSimulator provider) {
		StringBuilder answer = new StringBuilder();
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class,
					LlmRoutingAutoConfiguration.class, RoutingChatModelAutoConfiguration.class,
					ToolCallingAutoConfiguration.class, ChatClientAutoConfiguration.class))
			.withPropertyValues("llm.routing.providers." + type + ".base-url=" + provider.baseUrl(),
					"llm.routing.providers." + type + ".api-key=key-1",
					"llm.routing.providers." + type + ".models=" + model)
			.run((context) -> context.getBean(ChatClient.Builder.class)
				.build()
				.prompt("Time?")
				.options(RoutingChatOptions.builder().reasoningEffort(ReasoningEffort.MEDIUM))
				.tools(new Clock())
				.stream()
				.content()
				.doOnNext(answer::append)
				.blockLast());
		return answer.toString();
	}

	static class Clock {

		@Tool(description = "Tells the time")
		String getTime() {
			return "noon";
		}

	}

}
