package io.github.llmrouting.provider.openai;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.WireJson;
import io.github.llmrouting.springai.RoutingChatOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiReasoningTests {

	@Test
	void deepSeekGetsTheReasoningBeforeToolCallsBack() {
		JsonNode turn = turn("https://api.deepseek.com",
				Map.of(ChatResponses.REASONING, "piece", ChatResponses.REASONING_OF_TOOL_CALLS, "the whole"));

		assertThat(turn.path("reasoning_content").stringValue()).isEqualTo("the whole");
	}

	@Test
	void deepSeekGetsAnEmptyReasoningWithCallsOfAnother() {
		assertThat(turn("https://api.deepseek.com/v1", Map.of()).path("reasoning_content").stringValue()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { OpenAiClient.DEFAULT_BASE_URL, "https://api.groq.com/openai/v1", "http://localhost:1",
			"https://notdeepseek.com" })
	void nobodyElseGetsTheField(String baseUrl) {
		assertThat(turn(baseUrl, Map.of(ChatResponses.REASONING, "all")).has("reasoning_content")).isFalse();
	}

	private static JsonNode turn(String baseUrl, Map<String, Object> properties) {
		AssistantMessage asked = AssistantMessage.builder()
			.toolCalls(List.of(new ToolCall("call_1", "function", "clock", "{}")))
			.properties(properties)
			.build();
		ToolResponse result = new ToolResponse("call_1", "clock", "noon");
		Prompt prompt = new Prompt(List.of(new UserMessage("Time?"), asked,
				ToolResponseMessage.builder().responses(List.of(result)).build()));
		return WireJson.read(request("any", prompt, baseUrl).json()).at("/messages/1");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			gpt-5,               minimal, -
			gpt-5-mini-2025-08-07, minimal, -
			gpt-5.1,             none,    -
			gpt-5.4-mini,        none,    -
			o3,                  -,       reasoning-effort
			gpt-5-codex,         -,       reasoning-effort
			""")
	void noReasoningIsAskedForInTheWordsOfTheModel(String model, String written, String dropped) {
		ChatOptions options = RoutingChatOptions.builder().reasoningEffort(ReasoningEffort.NONE).build();

		OpenAiRequest request = request(model, new Prompt("Hi", options), OpenAiClient.DEFAULT_BASE_URL);

		assertThat(WireJson.read(request.json()).path("reasoning_effort").stringValue(null)).isEqualTo(written);
		assertThat(request.dropped()).isEqualTo((dropped != null) ? List.of(dropped) : List.of());
	}

	private static OpenAiRequest request(String model, Prompt prompt, String baseUrl) {
		return OpenAiRequest.of(new Deployment(DeploymentId.of("openai", model), ModelFacts.UNKNOWN, null), prompt,
				URI.create(baseUrl));
	}

}
