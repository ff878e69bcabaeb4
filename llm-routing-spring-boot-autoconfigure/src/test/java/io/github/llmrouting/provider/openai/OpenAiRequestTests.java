package io.github.llmrouting.provider.openai;

import java.net.URI;
import java.util.List;
import java.util.Set;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.deployment.ModelPrices;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;
import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OpenAiRequestTests {

	private static final byte[] BYTES = { 1, 2, 3 };

	private static final String SCHEMA = """
			{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}""";

	@Test
	void textIsWritten() {
		assertThat(write(new Prompt("Hi"))).isEqualTo(expected("text"));
	}

	@Test
	void streamIsAskedForWithItsUsage() {
		JsonNode written = WireJson.read(request(new Prompt("Hi"), ModelFacts.UNKNOWN).streamed().json());

		assertThat(written).isEqualTo(expected("stream"));
	}

	@Test
	void optionsAreWrittenButForTheModelWhichTheDeploymentNames() {
		OpenAiRequest request = request(new Prompt("Hi", allOptions()), ModelFacts.UNKNOWN);

		assertThat(WireJson.read(request.json())).isEqualTo(expected("options"));
		assertThat(request.dropped()).containsExactly("top-k");
	}

	@Test
	void samplingOptionsAreDroppedWhenTheModelTakesNoTemperature() {
		ModelFacts reasoning = new ModelFacts(null, null, ModelPrices.UNKNOWN, Set.of(Capability.REASONING));

		OpenAiRequest request = request(new Prompt("Hi", allOptions()), reasoning);

		assertThat(WireJson.read(request.json())).isEqualTo(expected("options-of-reasoning-model"));
		assertThat(request.dropped()).containsExactly("temperature", "top-p", "frequency-penalty", "presence-penalty",
				"top-k");
	}

	private static ChatOptions allOptions() {
		return ChatOptions.builder()
			.model("another")
			.maxTokens(100)
			.temperature(0.2)
			.topP(0.9)
			.topK(40)
			.frequencyPenalty(0.1)
			.presencePenalty(-0.5)
			.stopSequences(List.of("END", "\n\n"))
			.build();
	}

	@Test
	void optionsThatSayNothingAreNotWritten() {
		assertThat(write(new Prompt("Hi", ChatOptions.builder().stopSequences(List.of()).build())))
			.isEqualTo(expected("text"));
		assertThat(write(new Prompt("Hi", ToolCallingChatOptions.builder().build()))).isEqualTo(expected("text"));
		assertThat(write(new Prompt("Hi", StructuredOutputChatOptions.builder().build()))).isEqualTo(expected("text"));
	}

	@ParameterizedTest
	@CsvSource({ "https://api.openai.com/v1, max_completion_tokens",
			"https://eu.api.openai.com/v1, max_completion_tokens", "http://localhost:8080/v1, max_completion_tokens",
			"http://127.0.0.1:8080/v1, max_completion_tokens", "http://[::1]:8080/v1, max_completion_tokens",
			"https://api.groq.com/openai/v1, max_completion_tokens", "https://api.mistral.ai/v1, max_tokens",
			"https://openrouter.ai/api/v1, max_tokens", "https://notapi.openai.com/v1, max_tokens",
			"http://vllm:8000/v1, max_tokens" })
	void maxTokensHaveTheNameThatTheServerKnows(URI baseUrl, String field) {
		Prompt prompt = new Prompt("Hi", ChatOptions.builder().maxTokens(7).build());

		JsonNode written = WireJson
			.read(OpenAiRequest.of(deployment(ModelFacts.UNKNOWN), prompt, OpenAiServer.of(baseUrl)).json());

		assertThat(written.propertyNames()).containsExactly("model", "messages", field);
		assertThat(written.path(field).intValue()).isEqualTo(7);
	}

	@Test
	void conversationWithToolsIsWritten() {
		List<Message> messages = List.of(new SystemMessage("Be brief."), new UserMessage("Weather in Paris, Rome?"),
				AssistantMessage.builder()
					.toolCalls(List.of(toolCall("call_1", "Paris"), toolCall("call_2", "Rome")))
					.build(),
				ToolResponseMessage.builder()
					.responses(List.of(new ToolResponse("call_1", "get_weather", "18 °C"),
							new ToolResponse("call_2", "get_weather", "25 °C")))
					.build(),
				new AssistantMessage("18 and 25."), new AssistantMessage(""), new UserMessage("And Oslo?"));
		ChatOptions options = ToolCallingChatOptions.builder().toolCallbacks(new WeatherTool(SCHEMA)).build();

		assertThat(write(new Prompt(messages, options))).isEqualTo(expected("tools"));
	}

	private static ToolCall toolCall(String id, String city) {
		return new ToolCall(id, "function", "get_weather", "{\"city\":\"" + city + "\"}");
	}

	@Test
	void textBesideToolCallsIsKept() {
		AssistantMessage message = AssistantMessage.builder()
			.content("Let me look.")
			.toolCalls(List.of(toolCall("call_1", "Paris")))
			.build();

		assertThat(write(new Prompt(List.<Message>of(message))).at("/messages/0/content").stringValue())
			.isEqualTo("Let me look.");
	}

	@Test
	void imagesAndDocumentsAreWritten() {
		UserMessage message = UserMessage.builder()
			.text("What is this?")
			.media(media(Media.Format.IMAGE_PNG, BYTES), media(Media.Format.IMAGE_JPEG, "https://example.com/a.jpg"),
					media(Media.Format.IMAGE_GIF, "data:image/gif;base64,AQID"), media(Media.Format.DOC_PDF, BYTES),
					Media.builder().mimeType(Media.Format.DOC_PDF).data(BYTES).name("contract.pdf").build())
			.build();

		assertThat(write(new Prompt(message))).isEqualTo(expected("media"));
	}

	@ParameterizedTest
	@CsvSource({ "audio/mpeg", "video/mp4", "text/plain", "application/json" })
	void mediaThatCannotBeWrittenIsNamed(String type) {
		assertUnsupported(new Prompt(with(media(MimeType.valueOf(type), BYTES))),
				"media: " + type + " (expected: an image or application/pdf)");
	}

	@Test
	void mediaInAFormThatCannotBeWrittenIsNamed() {
		String detail = " in a form that is not understood (expected: bytes, a data URL, or the web address of an image)";

		assertUnsupported(new Prompt(with(media(Media.Format.DOC_PDF, "https://example.com/a.pdf"))),
				"media: application/pdf" + detail);
		assertUnsupported(new Prompt(with(media(Media.Format.IMAGE_PNG, "file:/etc/a.png"))),
				"media: image/png" + detail);
		assertUnsupported(new Prompt(with(media(Media.Format.IMAGE_PNG, 7))), "media: image/png" + detail);
	}

	@Test
	void mediaOfAnAssistantAreDropped() {
		AssistantMessage message = AssistantMessage.builder()
			.content("Look")
			.media(List.of(media(Media.Format.IMAGE_PNG, BYTES)))
			.build();

		OpenAiRequest written = request(new Prompt(List.<Message>of(message)), ModelFacts.UNKNOWN);

		assertThat(written.dropped()).containsExactly("assistant-media");
	}

	private static Media media(MimeType type, Object data) {
		return (data instanceof byte[] bytes) ? new Media(type, new ByteArrayResource(bytes))
				: new Media(type, URI.create(data.toString()));
	}

	private static UserMessage with(Media media) {
		return UserMessage.builder().text("").media(media).build();
	}

	@Test
	void outputSchemaIsWritten() {
		ChatOptions options = StructuredOutputChatOptions.builder().outputSchema(SCHEMA).build();

		assertThat(write(new Prompt("Where?", options))).isEqualTo(expected("output-schema"));
	}

	@Test
	void schemasThatAreNoObjectsAreInvalid() {
		assertInvalid(new Prompt("Hi", StructuredOutputChatOptions.builder().outputSchema("[]").build()),
				"output schema: not usable (expected: a JSON object)");
		assertInvalid(new Prompt("Hi", ToolCallingChatOptions.builder().toolCallbacks(new WeatherTool("{")).build()),
				"input schema of the tool get_weather: not usable (expected: a JSON object)");
	}

	@Test
	void emptyConversationIsInvalid() {
		assertInvalid(new Prompt(List.of()), "messages: none (expected: at least one)");
	}

	@Test
	void fiveStopSequencesAreUnsupported() {
		ChatOptions options = ChatOptions.builder().stopSequences(List.of("a", "b", "c", "d", "e")).build();

		assertUnsupported(new Prompt("Hi", options), "stop sequences: 5 (expected: <= 4)");
	}

	private static void assertInvalid(Prompt prompt, String detail) {
		assertThatExceptionOfType(ProviderException.class).isThrownBy(() -> request(prompt, ModelFacts.UNKNOWN))
			.satisfies((ex) -> assertThat(ex.failure()).isEqualTo(new InvalidRequest(detail)));
	}

	private static void assertUnsupported(Prompt prompt, String detail) {
		assertThatExceptionOfType(ProviderException.class).isThrownBy(() -> request(prompt, ModelFacts.UNKNOWN))
			.satisfies((ex) -> assertThat(ex.failure()).isEqualTo(new Unsupported(detail)));
	}

	private static JsonNode write(Prompt prompt) {
		return WireJson.read(request(prompt, ModelFacts.UNKNOWN).json());
	}

	private static OpenAiRequest request(Prompt prompt, ModelFacts facts) {
		return OpenAiRequest.of(deployment(facts), prompt, OpenAiServer.OPENAI);
	}

	private static Deployment deployment(ModelFacts facts) {
		return new Deployment(DeploymentId.of("openai", "gpt-5.4-mini"), facts, null);
	}

	private static JsonNode expected(String name) {
		return WireJson.read(Golden.payload("requests", name + ".json"));
	}

	private record WeatherTool(String schema) implements ToolCallback {

		@Override
		public ToolDefinition getToolDefinition() {
			return ToolDefinition.builder()
				.name("get_weather")
				.description("Tells the weather")
				.inputSchema(this.schema)
				.build();
		}

		@Override
		public String call(String input) {
			throw new UnsupportedOperationException();
		}

	}

}
