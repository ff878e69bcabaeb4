package io.github.llmrouting.provider.ollama;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.deployment.ModelPrices;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

class OllamaRequestTests {

	private static final byte[] BYTES = { 1, 2, 3 };

	private static final String SCHEMA = """
			{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}""";

	@Test
	void textIsWritten() {
		assertThat(write(new Prompt("Hi"))).isEqualTo(expected("text"));
	}

	@Test
	void streamIsAskedFor() {
		assertThat(OllamaRequest.streamed(request(new Prompt("Hi"), ModelFacts.UNKNOWN)).body())
			.isEqualTo(expected("stream"));
	}

	@Test
	void jsonIsTheBody() {
		OllamaRequest request = OllamaRequest.whole(request(new Prompt("Hi"), ModelFacts.UNKNOWN));

		assertThat(WireJson.read(request.json())).isEqualTo(request.body());
	}

	@Test
	void conversationWithToolsAndThinkingIsWritten() {
		AssistantMessage asking = AssistantMessage.builder()
			.content("")
			.properties(Map.of(ChatResponses.REASONING, "Two tools."))
			.toolCalls(List.of(toolCall("call_1", "get_weather", "{\"city\": \"Paris\"}"),
					toolCall("call_2", "get_time", " ")))
			.build();
		List<Message> messages = List.of(new SystemMessage("Be brief."),
				new UserMessage("Weather in Paris, and the time?"), asking,
				ToolResponseMessage.builder()
					.responses(List.of(new ToolResponse("call_1", "get_weather", "18 °C"),
							new ToolResponse("call_2", "get_time", "")))
					.build(),
				new AssistantMessage("18 °C."), new UserMessage("And in Oslo?"));
		ChatOptions options = ToolCallingChatOptions.builder().toolCallbacks(new WeatherTool(SCHEMA)).build();

		assertThat(write(new Prompt(messages, options))).isEqualTo(expected("tools"));
	}

	private static ToolCall toolCall(String id, String name, String arguments) {
		return new ToolCall(id, "function", name, arguments);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"city\":", "[]", "Paris", "null" })
	void toolArgumentsThatAreNoObjectAreInvalid(String arguments) {
		AssistantMessage message = AssistantMessage.builder()
			.toolCalls(List.of(toolCall("call_1", "get_weather", arguments)))
			.build();

		assertInvalid(new Prompt(List.<Message>of(message)), "arguments of a tool call (expected: a JSON object)");
	}

	@Test
	void imagesAreWrittenWithoutAPrefix() {
		UserMessage message = UserMessage.builder()
			.text("What is this?")
			.media(media(Media.Format.IMAGE_PNG, BYTES),
					new Media(Media.Format.IMAGE_GIF, URI.create("data:image/gif;base64,R0lG")))
			.build();

		assertThat(write(new Prompt(message))).isEqualTo(expected("images"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/pdf", "audio/mpeg", "video/mp4", "text/plain" })
	void mediaThatAreNoImagesAreUnsupported(String type) {
		assertUnsupported(new Prompt(with(media(MimeType.valueOf(type), BYTES))),
				"media: " + type + " (expected: an image)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://example.com/cat.jpg", "file:///etc/passwd", "data:image/png,AQID", "AQID",
			"https://example.com/;base64,AQID" })
	void imageThatIsNotHereIsUnsupported(String data) {
		assertUnsupported(new Prompt(with(media(Media.Format.IMAGE_PNG, data))),
				"media: image/png of another form (expected: bytes or a data URL)");
	}

	@Test
	void mediaOfTheAssistantAreDropped() {
		AssistantMessage picture = AssistantMessage.builder()
			.content("Look")
			.media(List.of(media(Media.Format.IMAGE_PNG, BYTES)))
			.build();

		OllamaRequest written = OllamaRequest.whole(request(new Prompt(List.<Message>of(picture)), ModelFacts.UNKNOWN));

		assertThat(written.body().at("/messages/0").propertyNames()).containsExactly("role", "content");
		assertThat(written.dropped()).containsExactly("assistant-media");
	}

	private static UserMessage with(Media media) {
		return UserMessage.builder().text("").media(media).build();
	}

	private static Media media(MimeType type, Object data) {
		return (data instanceof byte[] bytes) ? new Media(type, new ByteArrayResource(bytes))
				: new Media(type, URI.create(data.toString()));
	}

	@Test
	void optionsAreWrittenBesideTheContextWindowOfTheModel() {
		OllamaRequest written = OllamaRequest
			.whole(request(new Prompt("Hi", allOptions()), new ModelFacts(8192, 2048, ModelPrices.UNKNOWN, null)));

		assertThat(written.body()).isEqualTo(expected("options"));
		assertThat(written.dropped()).isEmpty();
	}

	@Test
	void samplingOptionsAreDroppedWhenTheModelTakesNoTemperature() {
		ModelFacts facts = new ModelFacts(null, null, ModelPrices.UNKNOWN, Set.of(Capability.REASONING));

		OllamaRequest written = OllamaRequest.whole(request(new Prompt("Hi", allOptions()), facts));

		assertThat(written.body().path("options").propertyNames()).containsExactly("num_predict", "top_k", "stop");
		assertThat(written.dropped()).containsExactly("temperature", "top-p", "presence-penalty", "frequency-penalty");
	}

	private static ChatOptions allOptions() {
		return ChatOptions.builder()
			.model("another")
			.maxTokens(300)
			.temperature(0.7)
			.topP(0.9)
			.topK(40)
			.presencePenalty(0.1)
			.frequencyPenalty(0.2)
			.stopSequences(List.of("END", "\n"))
			.build();
	}

	@Test
	void optionsThatSayNothingAreNotWritten() {
		assertThat(write(new Prompt("Hi", ChatOptions.builder().stopSequences(List.of()).build())))
			.isEqualTo(expected("text"));
		assertThat(write(new Prompt("Hi", ToolCallingChatOptions.builder().build()))).isEqualTo(expected("text"));
		assertThat(write(new Prompt("Hi", StructuredOutputChatOptions.builder().build()))).isEqualTo(expected("text"));
	}

	@Test
	void emptyStopSequencesAreDropped() {
		Prompt prompt = new Prompt("Hi", ChatOptions.builder().stopSequences(List.of("")).build());

		OllamaRequest written = OllamaRequest.whole(request(prompt, ModelFacts.UNKNOWN));

		assertThat(written.body()).isEqualTo(expected("text"));
		assertThat(written.dropped()).containsExactly("stop-sequences");
	}

	@Test
	void outputSchemaIsTheFormat() {
		ChatOptions options = StructuredOutputChatOptions.builder().outputSchema(SCHEMA).build();

		assertThat(write(new Prompt("Hi", options))).isEqualTo(expected("output-schema"));
	}

	@Test
	void schemasThatAreNoObjectsAreInvalid() {
		assertInvalid(new Prompt("Hi", StructuredOutputChatOptions.builder().outputSchema("[]").build()),
				"output schema (expected: a JSON object)");
		assertInvalid(new Prompt("Hi", ToolCallingChatOptions.builder().toolCallbacks(new WeatherTool("{")).build()),
				"input schema of a tool (expected: a JSON object)");
	}

	@Test
	void emptyConversationIsInvalid() {
		assertInvalid(new Prompt(List.of()), "messages: none (expected: at least one)");
	}

	@Test
	void requestDoesNotTellItsContent() {
		assertThat(OllamaRequest.whole(request(new Prompt("Hi"), ModelFacts.UNKNOWN)))
			.hasToString("OllamaRequest[dropped=[]]");
	}

	private static void assertInvalid(Prompt prompt, String detail) {
		assertThatExceptionOfType(ProviderException.class).isThrownBy(() -> write(prompt))
			.satisfies((ex) -> assertThat(ex.failure()).isEqualTo(new InvalidRequest(detail)));
	}

	private static void assertUnsupported(Prompt prompt, String detail) {
		assertThatExceptionOfType(ProviderException.class).isThrownBy(() -> write(prompt))
			.satisfies((ex) -> assertThat(ex.failure()).isEqualTo(new Unsupported(detail)));
	}

	private static JsonNode write(Prompt prompt) {
		return OllamaRequest.whole(request(prompt, ModelFacts.UNKNOWN)).body();
	}

	private static ProviderRequest request(Prompt prompt, ModelFacts facts) {
		return new ProviderRequest(new Deployment(DeploymentId.of("ollama", "llama3.2"), facts, null), prompt,
				Duration.ofSeconds(30));
	}

	private static JsonNode expected(String name) {
		return WireJson.read(OllamaFiles.bytes("requests/" + name + ".json"));
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
