package io.github.llmrouting.provider.anthropic;

import java.net.URI;
import java.util.List;
import java.util.Set;

import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.deployment.ModelPrices;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;
import io.github.llmrouting.provider.WireJson;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AnthropicRequestTests {

	private static final Message HELLO = new UserMessage("Hello!");

	private static final ModelFacts PLAIN = new ModelFacts(200_000, 8192, ModelPrices.UNKNOWN, Set.of());

	@Test
	void questionIsWrittenWithTheModelOfTheDeployment() {
		assertThatWritten(new Prompt(HELLO, ChatOptions.builder().model("gpt-5").build())).isEqualTo(json("question"));
	}

	@Test
	void questionWithoutOptionsIsWritten() {
		assertThatWritten(new Prompt("Hello!")).isEqualTo(json("question"));
	}

	@Test
	void streamIsAskedFor() {
		AnthropicRequest written = AnthropicRequest
			.streamed(AnthropicReplay.request(new Prompt("Hello!"), ModelFacts.UNKNOWN));

		assertThat(written.body()).isEqualTo(json("stream"));
	}

	@Test
	void conversationIsWrittenInTurnsWithSystemBesideIt() {
		assertThatWritten(new Prompt(new SystemMessage("Be brief."), HELLO, new AssistantMessage("Hello, who are you?"),
				new AssistantMessage(" "), new UserMessage("Ada."), new SystemMessage("Be kind."),
				new SystemMessage(" "), new UserMessage("And you?"), new UserMessage("\n")))
			.isEqualTo(json("conversation"));
	}

	@Test
	void toolsAndTheirCallsAndResultsAreWritten() {
		ToolCallingChatOptions options = ToolCallingChatOptions.builder().toolCallbacks(weatherTool("""
				{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}""")).build();

		assertThatWritten(new Prompt(
				List.of(new UserMessage("Paris and now?"), toolCalls("{\"city\": \"Paris\"}", ""),
						toolResponse("toolu_1", "rain"), toolResponse("toolu_2", ""), new UserMessage("Go on.")),
				options))
			.isEqualTo(json("tools"));
	}

	private static FunctionToolCallback<String, String> weatherTool(String schema) {
		return FunctionToolCallback.builder("get_weather", (String city) -> "rain")
			.description("Weather of a city")
			.inputType(String.class)
			.inputSchema(schema)
			.build();
	}

	private static AssistantMessage toolCalls(String weatherArguments, String timeArguments) {
		return AssistantMessage.builder()
			.content("Checking.")
			.toolCalls(List.of(new ToolCall("toolu_1", "function", "get_weather", weatherArguments),
					new ToolCall("toolu_2", "function", "get_time", timeArguments)))
			.build();
	}

	private static ToolResponseMessage toolResponse(String id, String data) {
		return ToolResponseMessage.builder().responses(List.of(new ToolResponse(id, "tool", data))).build();
	}

	@Test
	void imagesAndDocumentsAreWrittenBeforeTheText() {
		MimeType pdf = Media.Format.DOC_PDF;
		UserMessage message = user(media(MimeTypeUtils.IMAGE_PNG, new byte[] { 1, 2, 3 }),
				new Media(MimeTypeUtils.IMAGE_JPEG, URI.create("https://example.com/cat.jpg")),
				new Media(MimeTypeUtils.IMAGE_GIF, URI.create("data:image/gif;base64,R0lG")),
				media(pdf, "%PDF".getBytes()), new Media(pdf, URI.create("https://example.com/book.pdf")));

		assertThatWritten(new Prompt(message)).isEqualTo(json("media"));
	}

	private static UserMessage user(Media... media) {
		return UserMessage.builder().text("What is this?").media(media).build();
	}

	private static Media media(MimeType type, Object data) {
		return (data instanceof byte[] bytes) ? new Media(type, new ByteArrayResource(bytes))
				: new Media(type, URI.create(data.toString()));
	}

	@Test
	void optionsAreWritten() {
		ChatOptions options = ChatOptions.builder()
			.maxTokens(300)
			.stopSequences(List.of("END"))
			.temperature(0.7)
			.topK(40)
			.build();

		AnthropicRequest written = write(new Prompt(HELLO, options), ModelFacts.UNKNOWN);

		assertThat(written.body()).isEqualTo(json("options"));
		assertThat(written.dropped()).isEmpty();
	}

	@Test
	void outputSchemaIsWritten() {
		assertThatWritten(new Prompt(HELLO, outputSchema("""
				{"type": "object", "properties": {"sum": {"type": "integer"}}, "required": ["sum"],
				"additionalProperties": false}"""))).isEqualTo(json("output-schema"));
	}

	private static ChatOptions outputSchema(String schema) {
		return StructuredOutputChatOptions.builder().outputSchema(schema).build();
	}

	@Test
	void outputSchemaIsUnsupportedWhenTheModelCannotKeepToIt() {
		assertThatFailure(new Prompt(HELLO, outputSchema("{}")), PLAIN, Unsupported.class)
			.isEqualTo("output schema: the model keeps to none (expected: another model)");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			-,    -,     4096
			-,    1000,  1000
			-,    64000, 4096
			7,    1000,  7
			9000, -,     9000
			""")
	void maxTokensAreWrittenAlways(Integer asked, Integer mostOfModel, int written) {
		ModelFacts facts = new ModelFacts(null, mostOfModel, ModelPrices.UNKNOWN, null);
		Prompt prompt = new Prompt(HELLO, ChatOptions.builder().maxTokens(asked).build());

		assertThat(write(prompt, facts).body().path("max_tokens").intValue()).isEqualTo(written);
	}

	@Test
	void temperatureAboveOneIsWrittenAsOne() {
		AnthropicRequest written = write(new Prompt(HELLO, ChatOptions.builder().temperature(1.4).build()),
				ModelFacts.UNKNOWN);

		assertThat(written.body().path("temperature").doubleValue()).isEqualTo(1);
		assertThat(written.dropped()).containsExactly("temperature");
	}

	@Test
	void topPIsWrittenWhenThereIsNoTemperature() {
		AnthropicRequest written = write(new Prompt(HELLO, ChatOptions.builder().topP(0.9).build()),
				ModelFacts.UNKNOWN);

		assertThat(written.body().path("top_p").doubleValue()).isEqualTo(0.9);
		assertThat(written.dropped()).isEmpty();
	}

	@Test
	void topPIsDroppedBesideATemperature() {
		AnthropicRequest written = write(new Prompt(HELLO, ChatOptions.builder().topP(0.9).temperature(0.5).build()),
				ModelFacts.UNKNOWN);

		assertThat(written.body().has("top_p")).isFalse();
		assertThat(written.dropped()).containsExactly("top-p");
	}

	@Test
	void samplingOptionsAreDroppedWhenTheModelDoesNotTakeThem() {
		AnthropicRequest written = write(
				new Prompt(HELLO, ChatOptions.builder().temperature(0.5).topP(0.9).topK(3).build()), PLAIN);

		assertThat(written.body().propertyNames()).containsExactly("model", "max_tokens", "messages");
		assertThat(written.dropped()).containsExactly("temperature", "top-p", "top-k");
	}

	@Test
	void penaltiesAndBlankStopSequencesAreDropped() {
		ChatOptions options = ChatOptions.builder()
			.frequencyPenalty(0.5)
			.presencePenalty(0.0)
			.stopSequences(List.of("\n"))
			.build();

		AnthropicRequest written = write(new Prompt(HELLO, options), ModelFacts.UNKNOWN);

		assertThat(written.body()).isEqualTo(json("question"));
		assertThat(written.dropped()).containsExactly("stop-sequences", "frequency-penalty", "presence-penalty");
	}

	@Test
	void mediaOfTheAssistantAreDropped() {
		AssistantMessage picture = AssistantMessage.builder()
			.media(List.of(media(MimeTypeUtils.IMAGE_PNG, new byte[] { 1 })))
			.build();

		AnthropicRequest written = write(new Prompt(HELLO, picture), ModelFacts.UNKNOWN);

		assertThat(written.body()).isEqualTo(json("question"));
		assertThat(written.dropped()).containsExactly("assistant-media");
	}

	@Test
	void conversationWithoutAUserIsInvalid() {
		assertThatInvalid(new Prompt(new SystemMessage("Be brief."), new AssistantMessage("Hello!")))
			.isEqualTo("messages: no user message (expected: one with content)");
	}

	@Test
	void blankQuestionIsInvalid() {
		assertThatInvalid(new Prompt(" ")).isEqualTo("messages: no user message (expected: one with content)");
	}

	@Test
	void mediumWithoutABlockIsUnsupported() {
		assertThatUnsupported(new Prompt(user(media(MimeType.valueOf("audio/mpeg;q=1"), new byte[] { 1 }))))
			.isEqualTo("media: audio/mpeg (expected: an image or application/pdf)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "file:///etc/passwd", "data:image/png,AQID", "AQID" })
	void mediumThatIsNeitherBytesNorAUrlIsUnsupported(String data) {
		assertThatUnsupported(new Prompt(user(media(MimeTypeUtils.IMAGE_PNG, data))))
			.isEqualTo("media: image/png of another form (expected: bytes or a URL)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"city\":", "[]", "Paris", "null" })
	void toolArgumentsThatAreNoJsonObjectAreInvalid(String arguments) {
		assertThatInvalid(new Prompt(HELLO, toolCalls("{}", arguments)))
			.isEqualTo("arguments of a tool call (expected: a JSON object)");
	}

	@Test
	void inputSchemaThatIsNoJsonObjectIsInvalid() {
		ToolCallingChatOptions options = ToolCallingChatOptions.builder().toolCallbacks(weatherTool("secret")).build();

		assertThatInvalid(new Prompt(HELLO, options)).isEqualTo("input schema of a tool (expected: a JSON object)");
	}

	@Test
	void outputSchemaThatIsNoJsonObjectIsInvalid() {
		assertThatInvalid(new Prompt(HELLO, outputSchema("secret")))
			.isEqualTo("output schema (expected: a JSON object)");
	}

	@Test
	void requestDoesNotTellItsContent() {
		assertThat(write(new Prompt("Hello!"), ModelFacts.UNKNOWN)).hasToString("AnthropicRequest[dropped=[]]");
	}

	private static ObjectAssert<Object> assertThatWritten(Prompt prompt) {
		return assertThat((Object) write(prompt, ModelFacts.UNKNOWN).body());
	}

	private static AbstractStringAssert<?> assertThatInvalid(Prompt prompt) {
		return assertThatFailure(prompt, ModelFacts.UNKNOWN, InvalidRequest.class);
	}

	private static AbstractStringAssert<?> assertThatUnsupported(Prompt prompt) {
		return assertThatFailure(prompt, ModelFacts.UNKNOWN, Unsupported.class);
	}

	private static AbstractStringAssert<?> assertThatFailure(Prompt prompt, ModelFacts facts,
			Class<? extends ProviderFailure> type) {
		ProviderException thrown = assertThatExceptionOfType(ProviderException.class)
			.isThrownBy(() -> write(prompt, facts))
			.actual();
		assertThat(thrown.failure()).isInstanceOf(type);
		return assertThat(thrown.failure().detail());
	}

	private static AnthropicRequest write(Prompt prompt, ModelFacts facts) {
		return AnthropicRequest.whole(AnthropicReplay.request(prompt, facts));
	}

	private static Object json(String name) {
		return WireJson.read(AnthropicFiles.bytes("requests/" + name + ".json"));
	}

}
