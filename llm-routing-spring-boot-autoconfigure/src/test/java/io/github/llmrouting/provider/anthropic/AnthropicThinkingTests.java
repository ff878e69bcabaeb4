package io.github.llmrouting.provider.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.ToolChoice;
import io.github.llmrouting.Vendor;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.springai.RoutingChatOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicThinkingTests {

	private static final ToolCallback TOOL = FunctionToolCallback.builder("get_time", () -> "now")
		.inputType(Void.class)
		.build();

	private static final RoutingChatOptions THINKING = RoutingChatOptions.builder()
		.reasoningEffort(ReasoningEffort.HIGH)
		.build();

	private static final RoutingChatOptions WITHOUT = RoutingChatOptions.builder()
		.reasoningEffort(ReasoningEffort.NONE)
		.build();

	@Test
	void blocksOfAnAnswerGoBackBeforeTheirToolCalls() {
		AssistantMessage asked = AnthropicReplay
			.client(AnthropicReplay.JSON, AnthropicFiles.bytes("tool-loop/thinking.json"))
			.call(AnthropicReplay.REQUEST)
			.block()
			.response()
			.getResult()
			.getOutput();

		assertThatBlocksGoBack(asked);
	}

	@Test
	void blocksOfAStreamGoBackBeforeTheirToolCalls() {
		assertThatBlocksGoBack(streamed());
	}

	private static AssistantMessage streamed() {
		return streamed("tool-loop/thinking.sse");
	}

	private static AssistantMessage streamed(String file) {
		Flux<ChatResponse> stream = AnthropicReplay.client(AnthropicReplay.EVENTS, AnthropicFiles.bytes(file))
			.stream(AnthropicReplay.REQUEST)
			.ofType(ProviderChunk.Content.class)
			.map(ProviderChunk.Content::response);
		AtomicReference<ChatResponse> whole = new AtomicReference<>();
		new MessageAggregator().aggregate(stream, whole::set).blockLast();
		return whole.get().getResult().getOutput();
	}

	private static void assertThatBlocksGoBack(AssistantMessage asked) {
		JsonNode turn = written(THINKING, loop(asked)).body().at("/messages/1/content");

		assertThat(turn.get(0))
			.hasToString("{\"type\":\"thinking\",\"thinking\":\"First the time.\",\"signature\":\"c2ln\"}");
		assertThat(turn.get(1)).hasToString("{\"type\":\"redacted_thinking\",\"data\":\"b3BhcXVl\"}");
		assertThat(turn.get(2).path("text").stringValue()).isEqualTo("Let me see.");
		assertThat(turn.get(3).path("type").stringValue()).isEqualTo("tool_use");
	}

	@Test
	void turnGoesBackInTheOrderInWhichTheModelThoughtAndWrote() {
		String block = "{\"type\":\"thinking\",\"thinking\":\"%s\",\"signature\":\"c2ln\"}";
		String answer = """
				{"id":"msg_1","type":"message","role":"assistant","model":"claude-opus-5","content":[%s,
				{"type":"text","text":"Let me see. "},{"type":"tool_use","id":"toolu_1","name":"get_time","input":{}},%s,
				{"type":"text","text":"And again."},{"type":"tool_use","id":"toolu_2","name":"get_time","input":{}}],
				"stop_reason":"tool_use","usage":{"input_tokens":20,"output_tokens":40}}"""
			.formatted(block.formatted("First."), block.formatted("Then."));
		AssistantMessage asked = AnthropicReplay.client(AnthropicReplay.JSON, answer.getBytes(StandardCharsets.UTF_8))
			.call(AnthropicReplay.REQUEST)
			.block()
			.response()
			.getResult()
			.getOutput();

		JsonNode turn = written(THINKING, loop(asked)).body().at("/messages/1/content");

		assertThat(turn.valueStream().map(AnthropicThinkingTests::told)).containsExactly("thinking First.",
				"text Let me see. ", "tool_use toolu_1", "thinking Then.", "text And again.", "tool_use toolu_2");
	}

	private static String told(JsonNode block) {
		String type = block.path("type").stringValue();
		return type + " " + block.path(type.equals("tool_use") ? "id" : type).stringValue();
	}

	@Test
	void changedTurnLosesNothing() {
		AssistantMessage changed = AssistantMessage.builder()
			.content("Short.")
			.toolCalls(List.of(new ToolCall("toolu_1", "function", "get_time", "{}")))
			.properties(Map.of(AnthropicClient.THINKING_BLOCKS,
					List.of(Map.of("type", "thinking", "thinking", "First.", "signature", "c2ln"),
							Map.of("type", "tool_use"), Map.of("type", "tool_use"),
							Map.of("type", "text", "characters", "999"),
							Map.of("type", "thinking", "thinking", "Then.", "signature", "c2ln"))))
			.build();

		JsonNode turn = written(THINKING, loop(changed)).body().at("/messages/1/content");

		assertThat(turn.valueStream().map(AnthropicThinkingTests::told)).containsExactly("thinking First.",
				"tool_use toolu_1", "text Short.", "thinking Then.");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void signedBlocksOfAnAnswerWithoutToolCallsAreKept(boolean signed) {
		String answer = """
				{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[
				{"type":"thinking","thinking":"Easy.","signature":"%s"},{"type":"text","text":"4"}],
				"stop_reason":"end_turn","usage":{"input_tokens":20,"output_tokens":40}}"""
			.formatted(signed ? "c2ln" : "");

		AssistantMessage message = AnthropicReplay.client(AnthropicReplay.JSON, answer.getBytes(StandardCharsets.UTF_8))
			.call(AnthropicReplay.REQUEST)
			.block()
			.response()
			.getResult()
			.getOutput();

		assertThat(message.getMetadata().containsKey(AnthropicClient.THINKING_BLOCKS)).isEqualTo(signed);
	}

	@Test
	void blocksOfAStreamWithoutToolCallsAreKept() {
		assertThat(streamed("streams/thinking.sse").getMetadata()).containsKey(AnthropicClient.THINKING_BLOCKS);
	}

	@Test
	void blocksGoBackToAModelThatThinksUnasked() {
		JsonNode turn = written("claude-opus-5", RoutingChatOptions.builder().build(), loop(streamed())).body()
			.at("/messages/1/content");

		assertThat(turn.get(0).path("type").stringValue()).isEqualTo("thinking");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			claude-sonnet-4-5,       -
			claude-opus-4-8,         -
			a-compatible-model,      -
			claude-sonnet-5,         {"type":"disabled"}
			claude-opus-5-20260701,  {"type":"disabled"}
			claude-sonnet-5-5,       {"type":"between_tools"}
			""", quoteCharacter = '\'')
	void modelsAreToldNotToThinkWhenTheyWouldUnasked(String model, String thinking) {
		AnthropicRequest written = written(model, WITHOUT, List.of(new UserMessage("Hi")));

		assertThat(written.body().path("thinking").toString()).isEqualTo((thinking != null) ? thinking : "");
		assertThat(written.body().has("output_config")).isFalse();
		assertThat(written.dropped()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "claude-fable-5", "claude-opus-5-5" })
	void modelsThatCannotButThinkDoSoWithTheLeastEffort(String model) {
		AnthropicRequest written = written(model, WITHOUT, List.of(new UserMessage("Hi")));

		assertThat(written.body().has("thinking")).isFalse();
		assertThat(written.body().path("output_config")).hasToString("{\"effort\":\"low\"}");
		assertThat(written.dropped()).containsExactly("reasoning-effort");
	}

	@Test
	void blocksStayOutWhenThinkingIsOff() {
		JsonNode turn = written(RoutingChatOptions.builder().build(), loop(streamed())).body()
			.at("/messages/1/content");

		assertThat(turn.get(0).path("type").stringValue()).isEqualTo("text");
	}

	@Test
	void blocksGoBackWhenThinkingIsAVendorOption() {
		RoutingChatOptions options = RoutingChatOptions.builder()
			.vendorOptions(Vendor.ANTHROPIC, Map.of("thinking", Map.of("type", "enabled", "budget_tokens", 2000)))
			.build();

		JsonNode turn = written(options, loop(streamed())).body().at("/messages/1/content");

		assertThat(turn.get(0).path("type").stringValue()).isEqualTo("thinking");
	}

	@Test
	void turnThatAnotherProviderBeganGoesOnWithoutThinking() {
		AssistantMessage foreign = AssistantMessage.builder()
			.toolCalls(List.of(new ToolCall("call_1", "function", "get_time", "{}")))
			.build();

		AnthropicRequest written = written(THINKING, loop(foreign));

		assertThat(written.body().has("thinking")).isFalse();
		assertThat(written.dropped()).containsExactly("reasoning-effort");
	}

	private static List<Message> loop(AssistantMessage asked) {
		List<ToolResponse> results = asked.getToolCalls()
			.stream()
			.map((call) -> new ToolResponse(call.id(), call.name(), "noon"))
			.toList();
		return List.of(new UserMessage("Time?"), asked, ToolResponseMessage.builder().responses(results).build());
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			LOW,    -,     -,     6144,  2048
			MEDIUM, -,     -,     12288, 8192
			HIGH,   -,     -,     20480, 16384
			HIGH,   -,     8192,  8192,  4096
			HIGH,   4000,  -,     4000,  2000
			LOW,    64000, -,     64000, 2048
			HIGH,   2000,  -,     2000,  -
			""")
	void budgetLeavesRoomForTheAnswer(ReasoningEffort effort, Integer asked, Integer maxOutput, int maxTokens,
			Integer budget) {
		RoutingChatOptions options = RoutingChatOptions.builder().reasoningEffort(effort).maxTokens(asked).build();
		ModelFacts facts = new ModelFacts(null, maxOutput, ModelFacts.UNKNOWN.prices(), null);

		AnthropicRequest written = AnthropicRequest.whole(AnthropicReplay.request(new Prompt("Hi", options), facts));

		assertThat(written.body().path("max_tokens").intValue()).isEqualTo(maxTokens);
		assertThat(written.body().at("/thinking/budget_tokens").isInt()
				? written.body().at("/thinking/budget_tokens").intValue() : null)
			.isEqualTo(budget);
		assertThat(written.dropped()).isEqualTo((budget != null) ? List.of() : List.of("reasoning-effort"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "claude-opus-4-6", "claude-sonnet-4-6", "claude-opus-4-8", "claude-sonnet-5" })
	void newerModelsDecideForThemselves(String model) {
		AnthropicRequest written = written(model, THINKING, List.of(new UserMessage("Hi")));

		assertThat(written.body().path("thinking")).hasToString("{\"type\":\"adaptive\"}");
		assertThat(written.body().path("output_config")).hasToString("{\"effort\":\"high\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "claude-3-7-sonnet-20250219", "claude-opus-4-1", "claude-sonnet-4-20250514",
			"claude-haiku-4-5-20251001", "a-compatible-model" })
	void olderModelsHaveABudget(String model) {
		AnthropicRequest written = written(model, THINKING, List.of(new UserMessage("Hi")));

		assertThat(written.body().at("/thinking/type").stringValue()).isEqualTo("enabled");
	}

	@Test
	void samplingIsDroppedWhenTheModelThinks() {
		RoutingChatOptions options = THINKING.mutate().temperature(0.2).topK(5).build();

		AnthropicRequest written = written(options, List.of(new UserMessage("Hi")));

		assertThat(written.body().has("temperature")).isFalse();
		assertThat(written.dropped()).containsExactly("temperature", "top-k");
	}

	@Test
	void thinkingGivesWayToAForcedChoiceOfTools() {
		RoutingChatOptions options = THINKING.mutate().toolCallbacks(TOOL).toolChoice(ToolChoice.REQUIRED).build();

		AnthropicRequest written = written(options, List.of(new UserMessage("Hi")));

		assertThat(written.body().has("thinking")).isFalse();
		assertThat(written.dropped()).containsExactly("reasoning-effort");
	}

	private static AnthropicRequest written(RoutingChatOptions options, List<Message> conversation) {
		return written("claude-sonnet-4-5", options, conversation);
	}

	private static AnthropicRequest written(String model, RoutingChatOptions options, List<Message> conversation) {
		Deployment deployment = new Deployment(DeploymentId.of("anthropic", model), ModelFacts.UNKNOWN, null);
		return AnthropicRequest.whole(
				new ProviderRequest(deployment, new Prompt(conversation, options), AnthropicReplay.REQUEST.timeout()));
	}

}
