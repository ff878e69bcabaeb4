package io.github.llmrouting.autoconfigure;

import java.util.function.Consumer;

import io.github.llmrouting.autoconfigure.EveryProtocolTests.Weather;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;

import static org.assertj.core.api.Assertions.assertThat;

/** The reasoning that leads to a tool call, on its way through Spring AI and back. */
class DeepSeekToolLoopTests {

	private final Weather weather = new Weather();

	@Test
	void reasoningGoesBackWithTheToolCallsOfAnAnswer() {
		assertThat(reasoningSentAfter((client) -> client.prompt("Is Paris warm?").tools(this.weather).call().content()))
			.isEqualTo("I should look.");
	}

	@Test
	void reasoningGoesBackWithTheToolCallsOfAStream() {
		assertThat(reasoningSentAfter(
				(client) -> StepVerifier.create(client.prompt("Is Paris warm?").tools(this.weather).stream().content())
					.thenConsumeWhile((text) -> true)
					.verifyComplete()))
			.isEqualTo("I should look.");
	}

	private String reasoningSentAfter(Consumer<ChatClient> use) {
		try (VendorStandIn deepSeek = new VendorStandIn(DeepSeekToolLoopTests::answer)) {
			DocumentedExample.runner(DocumentedExample.of("DeepSeek").get(0), deepSeek)
				.withConfiguration(AutoConfigurations.of(ToolCallingAutoConfiguration.class,
						ChatClientAutoConfiguration.class, RoutingChatModelAutoConfiguration.class))
				.run((context) -> use.accept(context.getBean(ChatClient.Builder.class).build()));
			assertThat(this.weather.cities()).containsExactly("Paris");
			assertThat(deepSeek.requests()).hasSize(2);
			return deepSeek.requests().get(1).body().at("/messages/1/reasoning_content").stringValue();
		}
	}

	private static String answer(JsonNode request) {
		boolean last = request.path("messages").toString().contains("tool_call_id");
		boolean streamed = request.path("stream").asBoolean(false);
		String answer = last ? "deepseek-cache-hits" : "deepseek-tool-call";
		String stream = last ? "deepseek-reasoning" : "deepseek-tool-call";
		return VendorStandIn.corpus(streamed ? "streams/" + stream + ".sse" : "answers/" + answer + ".json")
			.replace("get_weather", "temperature");
	}

}
