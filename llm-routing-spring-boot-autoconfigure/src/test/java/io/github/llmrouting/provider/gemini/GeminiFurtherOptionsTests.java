package io.github.llmrouting.provider.gemini;

import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;
import io.github.llmrouting.springai.RoutingChatOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GeminiFurtherOptionsTests {

	private static final RoutingChatOptions TOOL_AND_SCHEMA = RoutingChatOptions.builder()
		.toolCallbacks(FunctionToolCallback.builder("clock", () -> "now").inputType(Void.class).build())
		.outputSchema("{}")
		.build();

	@ParameterizedTest
	@CsvSource(textBlock = """
			gemini-2.5-flash,       NONE,   thinkingBudget, 0
			gemini-2.5-pro,         NONE,   thinkingBudget, 128
			gemini-2.5-flash-lite,  LOW,    thinkingBudget, 1024
			gemini-2.5-pro,         MEDIUM, thinkingBudget, 8192
			gemini-2.5-flash,       HIGH,   thinkingBudget, 24576
			gemini-3-pro-preview,   NONE,   thinkingLevel,  low
			gemini-3-pro-preview,   MEDIUM, thinkingLevel,  high
			gemini-3.1-pro-preview, MEDIUM, thinkingLevel,  medium
			gemini-3.5-flash,       NONE,   thinkingLevel,  minimal
			gemini-flash-latest,    LOW,    thinkingLevel,  low
			""")
	void effortIsABudgetOrALevel(String model, ReasoningEffort effort, String field, String value) {
		RoutingChatOptions options = RoutingChatOptions.builder().reasoningEffort(effort).build();

		JsonNode config = written(model, options).at("/generationConfig/thinkingConfig");

		assertThat(config.path(field).asString()).isEqualTo(value);
		assertThat(config.has("includeThoughts")).isEqualTo(effort != ReasoningEffort.NONE);
	}

	@Test
	void schemaAndToolsTogetherAreForGemini3() {
		assertThat(written("gemini-3.5-flash", TOOL_AND_SCHEMA).has("tools")).isTrue();
		assertThatExceptionOfType(ProviderException.class)
			.isThrownBy(() -> written("gemini-2.5-flash", TOOL_AND_SCHEMA))
			.satisfies((ex) -> assertThat(ex.failure()).isInstanceOf(Unsupported.class));
	}

	private static JsonNode written(String model, RoutingChatOptions options) {
		return GeminiRequest.of(GeminiReplay.request(new Prompt("Hi", options), ModelFacts.UNKNOWN, model)).body();
	}

}
