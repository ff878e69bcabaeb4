package io.github.llmrouting.provider.gemini;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.deployment.ModelPrices;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;
import io.github.llmrouting.provider.WireJson;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GeminiRequestTests {

	private static final Message HELLO = new UserMessage("Hello!");

	private static final ModelFacts PLAIN = new ModelFacts(1_000_000, 8192, ModelPrices.UNKNOWN, Set.of());

	private static final String PLACEHOLDER = "skip_thought_signature_validator";

	@Test
	void questionIsWritten() {
		assertWritten("question", new Prompt(HELLO, ChatOptions.builder().model("gpt-5").build()));
		assertWritten("question", new Prompt("Hello!"));
	}

	@Test
	void conversationIsWrittenInTurnsWithSystemBesideIt() {
		assertWritten("conversation",
				new Prompt(new SystemMessage("Be brief."), HELLO, new AssistantMessage("Hello, who are you?"),
						new AssistantMessage(" "), new UserMessage("Ada."), new SystemMessage("Be kind."),
						new SystemMessage(" "), new UserMessage("And you?"), new UserMessage("\n")));
	}

	@Test
	void toolsAndTheirCallsAndResultsAreWritten() {
		ToolCallingChatOptions options = ToolCallingChatOptions.builder()
			.toolCallbacks(tool("get_weather", "Weather of a city", """
					{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}"""),
					tool("get_time", "Time", "{}"))
			.build();

		assertWritten("tools", new Prompt(List.of(new UserMessage("Paris and now?"),
				asked("{\"city\": \"Paris\"}", List.of("Et4D", "")), told("a1", "get_weather", "{\"sky\": \"grey\"}"),
				told("a2", "get_time", "12"), new UserMessage("Go on.")), options));
	}

	private static FunctionToolCallback<String, String> tool(String name, String description, String schema) {
		return FunctionToolCallback.builder(name, (String input) -> "rain")
			.description(description)
			.inputType(String.class)
			.inputSchema(schema)
			.build();
	}

	private static AssistantMessage asked(String weatherArguments, Object signatures) {
		return AssistantMessage.builder()
			.content("Checking.")
			.toolCalls(List.of(new ToolCall("a1", "function", "get_weather", weatherArguments),
					new ToolCall("a2", "function", "get_time", "")))
			.properties(Map.of(GeminiClient.THOUGHT_SIGNATURES, signatures))
			.build();
	}

	private static ToolResponseMessage told(String id, String name, String data) {
		return ToolResponseMessage.builder().responses(List.of(new ToolResponse(id, name, data))).build();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{"sky":"grey"} | {"sky":"grey"}
			[1,2]          | {"result":[1,2]}
			"rain"         | {"result":"rain"}
			rain           | {"result":"rain"}
			12.5           | {"result":12.5}
			null           | {"result":null}
			~~             | {"result":""}
			{"sky":        | {"result":"{\\"sky\\":"}
			""")
	void toolResultIsWrittenAsAnObject(String data, String expected) {
		JsonNode body = write(new Prompt(HELLO, asked("{}", List.of()), told("a1", "get_weather", data)));

		assertThat(body.at("/contents/2/parts/0/functionResponse/response")).isEqualTo(WireJson.read(expected));
	}

	@Test
	void callWithoutIdIsWrittenWithoutOne() {
		AssistantMessage asked = AssistantMessage.builder()
			.toolCalls(List.of(new ToolCall("", "function", "get_time", "{}")))
			.build();

		JsonNode body = write(new Prompt(HELLO, asked, told("", "get_time", "12")));

		assertThat(body.at("/contents/1/parts/0/functionCall").propertyNames()).containsExactly("name", "args");
		assertThat(body.at("/contents/2/parts/0/functionResponse").propertyNames()).containsExactly("name", "response");
	}

	@Test
	void placeholderStandsInForTheFirstSignatureOfEachTurnSinceTheNewestQuestion() {
		AssistantMessage unsigned = asked("{}", List.of());
		ToolResponseMessage told = told("a1", "get_weather", "rain");

		JsonNode contents = write(new Prompt(HELLO, unsigned, told, new UserMessage("And now?"), unsigned, told,
				asked("{}", List.of("Et4D", "Et4E")), told, unsigned))
			.path("contents");

		assertThat(signatures(contents.path(1))).containsExactly("", "");
		assertThat(signatures(contents.path(4))).containsExactly(PLACEHOLDER, "");
		assertThat(signatures(contents.path(6))).containsExactly("Et4D", "Et4E");
		assertThat(signatures(contents.path(8))).containsExactly(PLACEHOLDER, "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gemini-3-pro-preview", "gemini-3.1-flash-lite", "gemini-flash-latest", "gemini-20" })
	void placeholderIsWrittenForModelsThatWantSignatures(String model) {
		assertThat(signatures(loop(model).path(1))).containsExactly(PLACEHOLDER, "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gemini-2.5-pro", "gemini-2.0-flash", "gemini-1.5-pro", "gemini-2" })
	void placeholderIsNotWrittenForModelsThatDoNot(String model) {
		assertThat(signatures(loop(model).path(1))).containsExactly("", "");
	}

	private static JsonNode loop(String model) {
		Prompt prompt = new Prompt(HELLO, asked("{}", List.of()), told("a1", "get_weather", "rain"));
		return GeminiRequest.of(GeminiReplay.request(prompt, ModelFacts.UNKNOWN, model)).body().path("contents");
	}

	@Test
	void signaturesOfAnotherFormCountAsMissing() {
		for (Object kept : List.of("Et4D", List.of(), List.of(7, 8), Collections.singletonList(null), Map.of())) {
			JsonNode contents = write(new Prompt(HELLO, asked("{}", kept))).path("contents");
			assertThat(signatures(contents.path(1))).as("%s", kept).containsExactly(PLACEHOLDER, "");
		}
	}

	private static List<String> signatures(JsonNode content) {
		return content.path("parts")
			.valueStream()
			.filter((part) -> part.has("functionCall"))
			.map((part) -> part.path("thoughtSignature").stringValue(""))
			.toList();
	}

	@Test
	void mediaAreWrittenBeforeTheText() {
		MimeType pdf = Media.Format.DOC_PDF;

		assertWritten("media",
				new Prompt(user(media(MimeTypeUtils.IMAGE_PNG, new byte[] { 1, 2, 3 }),
						new Media(MimeTypeUtils.IMAGE_JPEG, URI.create("https://example.com/cat.jpg")),
						new Media(MimeTypeUtils.IMAGE_GIF, URI.create("data:image/gif;base64,R0lG")),
						media(pdf, "%PDF".getBytes()), new Media(pdf, URI.create("gs://bucket/book.pdf")),
						media(MimeType.valueOf("audio/mpeg;q=1"), new byte[] { 1, 2, 3 }),
						new Media(MimeType.valueOf("video/mp4"), URI.create("https://example.com/cat.mp4")),
						media(MimeType.valueOf("text/csv;charset=utf-8"), "a,b".getBytes()))));
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
		assertWritten("options",
				new Prompt(HELLO, sampling().maxTokens(300).stopSequences(List.of("END", "\n")).build()));
	}

	private static ChatOptions.Builder<?> sampling() {
		return ChatOptions.builder().temperature(0.7).topP(0.9).topK(40).presencePenalty(0.5).frequencyPenalty(-0.5);
	}

	@Test
	void samplingOptionsAreDroppedWhenTheModelDoesNotTakeThem() {
		GeminiRequest written = write(new Prompt(HELLO, sampling().build()), PLAIN);

		assertThat(written.body()).isEqualTo(json("question"));
		assertThat(written.dropped()).containsExactly("temperature", "top-p", "top-k", "presence-penalty",
				"frequency-penalty");
	}

	@Test
	void outputSchemaIsWritten() {
		assertWritten("output-schema", new Prompt(HELLO, outputSchema("""
				{"type": "object", "properties": {"sum": {"type": "integer"}}, "required": ["sum"],
				"additionalProperties": false}""")));
		assertWritten("question", new Prompt(HELLO, outputSchema(" ")));
	}

	private static ChatOptions outputSchema(String schema) {
		return StructuredOutputChatOptions.builder().outputSchema(schema).build();
	}

	@Test
	void outputSchemaIsUnsupportedWhenTheModelCannotKeepToIt() {
		assertThatFailure(new Prompt(HELLO, outputSchema("{}")), PLAIN, Unsupported.class)
			.isEqualTo("output schema: the model keeps to none (expected: another model)");
	}

	@Test
	void mediaOfTheAssistantAreWritten() {
		AssistantMessage picture = AssistantMessage.builder()
			.media(List.of(media(MimeTypeUtils.IMAGE_PNG, new byte[] { 1 })))
			.build();

		JsonNode written = write(new Prompt(HELLO, picture));

		assertThat(written.at("/contents/1/role").stringValue()).isEqualTo("model");
		assertThat(written.at("/contents/1/parts/0/inlineData/data").stringValue()).isEqualTo("AQ==");
	}

	@Test
	void conversationWithoutContentIsInvalid() {
		assertThatInvalid(new Prompt(" ")).isEqualTo("messages: none with content (expected: at least one)");
		assertThatInvalid(new Prompt(new SystemMessage("Be brief.")))
			.isEqualTo("messages: none with content (expected: at least one)");
	}

	@Test
	void mediumWithoutAPartIsUnsupported() {
		assertThatUnsupported(new Prompt(user(media(MimeType.valueOf("application/zip"), new byte[] { 1 }))))
			.isEqualTo("media: application/zip (expected: an image, audio, video, text or application/pdf)");
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
		assertThatInvalid(new Prompt(HELLO, asked(arguments, List.of())))
			.isEqualTo("arguments of a tool call (expected: a JSON object)");
	}

	@Test
	void schemasThatAreNoJsonObjectsAreInvalid() {
		assertThatInvalid(new Prompt(HELLO, outputSchema("[]"))).isEqualTo("output schema (expected: a JSON object)");
		assertThatInvalid(new Prompt(HELLO,
				ToolCallingChatOptions.builder().toolCallbacks(tool("get_time", "Time", "7")).build()))
			.isEqualTo("input schema of a tool (expected: a JSON object)");
	}

	@Test
	void sixStopSequencesAreUnsupported() {
		ChatOptions options = ChatOptions.builder().stopSequences(List.of("a", "b", "c", "d", "e", "f")).build();

		assertThatUnsupported(new Prompt(HELLO, options)).isEqualTo("stop sequences: 6 (expected: <= 5)");
	}

	@Test
	void requestDoesNotTellItsContent() {
		assertThat(write(new Prompt("secret"), ModelFacts.UNKNOWN)).hasToString("GeminiRequest[dropped=[]]");
	}

	private static void assertWritten(String name, Prompt prompt) {
		GeminiRequest written = write(prompt, ModelFacts.UNKNOWN);
		assertThat(WireJson.read(written.json())).isEqualTo(json(name));
		assertThat(written.dropped()).isEmpty();
	}

	private static JsonNode json(String name) {
		return WireJson.read(GeminiFiles.bytes("requests/" + name + ".json"));
	}

	private static JsonNode write(Prompt prompt) {
		return write(prompt, ModelFacts.UNKNOWN).body();
	}

	private static GeminiRequest write(Prompt prompt, ModelFacts facts) {
		return GeminiRequest.of(GeminiReplay.request(prompt, facts));
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

}
