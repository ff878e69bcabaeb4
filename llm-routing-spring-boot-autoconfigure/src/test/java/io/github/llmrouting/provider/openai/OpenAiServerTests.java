package io.github.llmrouting.provider.openai;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.deployment.ModelPrices;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiServerTests {

	@ParameterizedTest
	@CsvSource({ "https://api.openai.com/v1, OPENAI", "https://eu.api.openai.com/v1, OPENAI",
			"https://my-resource.openai.azure.com/openai/v1, AZURE",
			"https://my-resource.services.ai.azure.com/openai/v1, AZURE", "https://API.Mistral.ai/v1, MISTRAL",
			"https://api.deepseek.com, DEEPSEEK", "https://us-east-1.api.x.ai/v1, XAI",
			"http://[::1]:8080/v1, LOOPBACK", "https://api.mistral.ai.example.com/v1, OTHER",
			"http://my_host/v1, OTHER" })
	void serverIsKnownByItsHost(URI baseUrl, OpenAiServer server) {
		assertThat(OpenAiServer.of(baseUrl)).isEqualTo(server);
	}

	@ParameterizedTest
	@CsvSource({ "gpt-5.4-mini, max_completion_tokens", "o4-mini, max_completion_tokens", "gpt-oss:20b, max_tokens",
			"gpt-oss-20b, max_tokens", "openai/gpt-oss-20b, max_tokens", "llama3.2, max_tokens", "olmo-2, max_tokens" })
	void maxTokensOnThisMachineHaveTheNameThatTheModelKnows(String model, String field) {
		Deployment deployment = new Deployment(DeploymentId.of("local", model), ModelFacts.UNKNOWN, null);

		assertThat(OpenAiServer.LOOPBACK.maxTokensField(deployment)).isEqualTo(field);
	}

	@Test
	void maxTokensAtAzureHaveTheNameThatTheModelTakes() {
		assertThat(OpenAiServer.AZURE.maxTokensField(deployment(ModelFacts.UNKNOWN)))
			.isEqualTo("max_completion_tokens");
		assertThat(OpenAiServer.AZURE.maxTokensField(deployment(facts(Capability.REASONING))))
			.isEqualTo("max_completion_tokens");
		assertThat(OpenAiServer.AZURE.maxTokensField(deployment(facts(Capability.TEMPERATURE))))
			.isEqualTo("max_tokens");
	}

	private static ModelFacts facts(Capability capability) {
		return new ModelFacts(null, null, ModelPrices.UNKNOWN, Set.of(capability));
	}

	@Test
	void stopSequencesAreDroppedAtXaiWhenTheModelReasons() {
		Prompt prompt = new Prompt("Hi", ChatOptions.builder().stopSequences(List.of("END")).build());

		assertThat(OpenAiRequest.of(deployment(facts(Capability.REASONING)), prompt, OpenAiServer.XAI).dropped())
			.containsExactly("stop-sequences");
		assertThat(OpenAiRequest.of(deployment(facts(Capability.TEMPERATURE)), prompt, OpenAiServer.XAI).dropped())
			.isEmpty();
	}

	@Test
	void idsOfToolCallsAreOnesThatMistralTakes() {
		JsonNode messages = write(weatherIn("Paris", "call_1", ChatResponses.REASONING), OpenAiServer.MISTRAL);

		String id = messages.at("/1/tool_calls/0/id").stringValue();
		assertThat(id).matches("[a-zA-Z0-9]{9}");
		assertThat(messages.at("/2/tool_call_id").stringValue()).isEqualTo(id);
		assertThat(messages.get(1).propertyNames()).containsExactly("role", "content", "tool_calls");
	}

	@Test
	void idsOfMistralStayAsTheyAre() {
		assertThat(OpenAiServer.MISTRAL.toolCallId("D681PevKs")).isEqualTo("D681PevKs");
		assertThat(OpenAiServer.OTHER.toolCallId("call_1")).isEqualTo("call_1");
		assertThat(OpenAiServer.MISTRAL.toolCallId("call_1")).isNotEqualTo(OpenAiServer.MISTRAL.toolCallId("call_2"));
	}

	@ParameterizedTest
	@ValueSource(strings = { ChatResponses.REASONING, OpenAiClient.REASONING_CONTENT })
	void reasoningBeforeToolCallsGoesBackToDeepSeek(String key) {
		JsonNode messages = write(weatherIn("Paris", "call_1", key), OpenAiServer.DEEPSEEK);

		assertThat(messages.at("/1/reasoning_content").stringValue()).isEqualTo("I should look.");
		assertThat(messages.at("/3/reasoning_content").stringValue()).isEqualTo(" ");
	}

	@Test
	void reasoningStaysHereWhenNoToolIsCalled() {
		List<Message> messages = List.of(new UserMessage("Hi"),
				AssistantMessage.builder()
					.content("Hi")
					.properties(Map.of(ChatResponses.REASONING, "A greeting."))
					.build(),
				new UserMessage("Bye"));

		assertThat(write(messages, OpenAiServer.DEEPSEEK).get(1).propertyNames()).containsExactly("role", "content");
	}

	private static List<Message> weatherIn(String city, String id, String key) {
		return List.of(new UserMessage("Weather?"),
				AssistantMessage.builder()
					.toolCalls(List.of(new ToolCall(id, "function", "get_weather", "{\"city\":\"" + city + "\"}")))
					.properties(Map.of(key, "I should look."))
					.build(),
				ToolResponseMessage.builder().responses(List.of(new ToolResponse(id, "get_weather", "18 °C"))).build(),
				new AssistantMessage("18."), new UserMessage("Thanks"));
	}

	private static JsonNode write(List<Message> messages, OpenAiServer server) {
		return WireJson.read(OpenAiRequest.of(deployment(ModelFacts.UNKNOWN), new Prompt(messages), server).json())
			.path("messages");
	}

	private static Deployment deployment(ModelFacts facts) {
		return new Deployment(DeploymentId.of("mine", "gpt-5.4-mini"), facts, null);
	}

}
