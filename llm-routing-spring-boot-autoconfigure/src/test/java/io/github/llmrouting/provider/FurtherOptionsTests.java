package io.github.llmrouting.provider;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.ToolChoice;
import io.github.llmrouting.springai.RoutingChatOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.DefaultChatOptions;
import org.springframework.ai.chat.prompt.DefaultChatOptionsBuilder;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Options beyond Spring AI's portable ones, in each vendor's form. */
class FurtherOptionsTests {

	private static final ToolCallback TOOL = FunctionToolCallback.builder("clock", () -> "now")
		.inputType(Void.class)
		.build();

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					OPENAI    | AUTO     | {"tool_choice": "auto"}
					OPENAI    | NONE     | {"tool_choice": "none"}
					OPENAI    | REQUIRED | {"tool_choice": "required"}
					OPENAI    | TOOL     | {"tool_choice": {"type": "function", "function": {"name": "clock"}}}
					ANTHROPIC | NONE     | {"tool_choice": {"type": "none"}}
					ANTHROPIC | REQUIRED | {"tool_choice": {"type": "any"}}
					ANTHROPIC | TOOL     | {"tool_choice": {"type": "tool", "name": "clock"}}
					GEMINI    | AUTO     | {"toolConfig": {"functionCallingConfig": {"mode": "AUTO"}}}
					GEMINI    | NONE     | {"toolConfig": {"functionCallingConfig": {"mode": "NONE"}}}
					GEMINI    | REQUIRED | {"toolConfig": {"functionCallingConfig": {"mode": "ANY"}}}
					GEMINI    | TOOL     | {"toolConfig": {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["clock"]}}}
					""")
	void toolChoiceIsWritten(EveryVendor vendor, ToolChoice.Mode mode, String expected) {
		ToolChoice choice = (mode == ToolChoice.Mode.TOOL) ? ToolChoice.tool("clock") : new ToolChoice(mode, null);

		assertContains(written(vendor, (options) -> options.toolCallbacks(TOOL).toolChoice(choice)), expected);
	}

	@ParameterizedTest
	@EnumSource
	void forcedChoiceEndsWhenTheToolsHaveRun(EveryVendor vendor) {
		AssistantMessage asked = AssistantMessage.builder()
			.toolCalls(List.of(new ToolCall("call_1", "function", "clock", "{}")))
			.build();
		List<Message> conversation = List.of(new UserMessage("When?"), asked,
				ToolResponseMessage.builder().responses(List.of(new ToolResponse("call_1", "clock", "now"))).build());
		RoutingChatOptions options = RoutingChatOptions.builder()
			.toolCallbacks(TOOL)
			.toolChoice(ToolChoice.REQUIRED)
			.build();

		JsonNode sent = vendor.accepted(new Prompt(conversation, options));

		assertThat(sent.path("tool_choice").toString() + sent.path("toolConfig")).doesNotContain("required", "any",
				"ANY");
	}

	@Test
	void ollamaIsNotToldOfToolsThatItMustNotAskFor() {
		assertThat(written(EveryVendor.OLLAMA, (options) -> options.toolCallbacks(TOOL).toolChoice(ToolChoice.NONE))
			.has("tools")).isFalse();
	}

	@Test
	void ollamaDoesNotSupportAForcedChoice() {
		assertThatExceptionOfType(ProviderException.class)
			.isThrownBy(() -> written(EveryVendor.OLLAMA,
					(options) -> options.toolCallbacks(TOOL).toolChoice(ToolChoice.REQUIRED)))
			.satisfies((ex) -> assertThat(ex.failure().failsOver()).isTrue());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			OPENAI    | {"parallel_tool_calls": false, "seed": 7}
			ANTHROPIC | {"tool_choice": {"type": "auto", "disable_parallel_tool_use": true}}
			GEMINI    | {"generationConfig": {"seed": 7}}
			OLLAMA    | {"options": {"seed": 7}}
			""")
	void seedAndParallelToolCallsAreWritten(EveryVendor vendor, String expected) {
		assertContains(written(vendor, (options) -> options.toolCallbacks(TOOL).parallelToolCalls(false).seed(7)),
				expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					OPENAI    | HIGH   | {"reasoning_effort": "high"}
					OPENAI    | NONE   | {"reasoning_effort": "none"}
					ANTHROPIC | LOW    | {"thinking": {"type": "enabled", "budget_tokens": 2048}, "max_tokens": 6144}
					GEMINI    | MEDIUM | {"generationConfig": {"thinkingConfig": {"thinkingLevel": "medium", "includeThoughts": true}}}
					GEMINI    | NONE   | {"generationConfig": {"thinkingConfig": {"thinkingLevel": "minimal"}}}
					OLLAMA    | LOW    | {"think": true}
					OLLAMA    | NONE   | {"think": false}
					""")
	void reasoningEffortIsWritten(EveryVendor vendor, ReasoningEffort effort, String expected) {
		assertContains(written(vendor, (options) -> options.reasoningEffort(effort)), expected);
	}

	@Test
	void whatCannotBeExpressedIsDroppedWithANote() {
		UnaryOperator<RoutingChatOptions.Builder> all = (
				options) -> options.toolCallbacks(TOOL).parallelToolCalls(false).seed(7);

		assertThat(dropped(EveryVendor.OPENAI, all)).isEmpty();
		assertThat(dropped(EveryVendor.ANTHROPIC, all)).containsExactly("seed");
		assertThat(dropped(EveryVendor.GEMINI, all)).containsExactly("parallel-tool-calls");
		assertThat(dropped(EveryVendor.OLLAMA, all)).containsExactly("parallel-tool-calls");
	}

	@ParameterizedTest
	@EnumSource
	void optionsOfAVendorsClassAreNoted(EveryVendor vendor) {
		ChatOptions options = new VendorChatOptions();
		String note = "vendor options of " + VendorChatOptions.class.getName();

		assertThat(vendor.dropped(new Prompt("Hi", options))).containsExactly(note);
		assertThat(vendor.dropped(new Prompt("Hi", RoutingChatOptions.builder().combineWith(options.mutate()).build())))
			.containsExactly(note);
	}

	private static JsonNode written(EveryVendor vendor, UnaryOperator<RoutingChatOptions.Builder> options) {
		return vendor.accepted(new Prompt("Hi", options.apply(RoutingChatOptions.builder()).build()));
	}

	private static Iterable<String> dropped(EveryVendor vendor, UnaryOperator<RoutingChatOptions.Builder> options) {
		return vendor.dropped(new Prompt("Hi", options.apply(RoutingChatOptions.builder()).build()));
	}

	private static void assertContains(JsonNode sent, String expected) {
		JsonNode fields = WireJson.read(expected);
		assertThat(Set.copyOf(sent.propertyNames())).containsAll(fields.propertyNames());
		fields.properties().forEach((field) -> assertThat(sent.path(field.getKey())).isEqualTo(field.getValue()));
	}

	/** Options as a vendor's module of Spring AI has them. */
	private static final class VendorChatOptions extends DefaultChatOptions {

		VendorChatOptions() {
			super(null, null, null, null, null, null, null, null);
		}

		@Override
		public ChatOptions.Builder<?> mutate() {
			return new Builder();
		}

		private static final class Builder extends DefaultChatOptionsBuilder<Builder> {

			@Override
			public ChatOptions build() {
				return new VendorChatOptions();
			}

		}

	}

}
