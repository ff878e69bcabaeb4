package io.github.llmrouting.springai;

import java.util.List;
import java.util.Map;

import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.RoutingHints;
import io.github.llmrouting.RoutingHints.CacheUse;
import io.github.llmrouting.ToolChoice;
import io.github.llmrouting.Vendor;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

class RoutingChatOptionsTests {

	private final ToolCallback tool = tool("clock");

	private final RoutingChatOptions full = RoutingChatOptions.builder()
		.model("large")
		.frequencyPenalty(0.1)
		.maxTokens(100)
		.presencePenalty(0.2)
		.stopSequences(List.of("secret stop"))
		.temperature(0.3)
		.topK(4)
		.topP(0.5)
		.toolCallbacks(this.tool)
		.toolContext("user", "secret name")
		.outputSchema("{}")
		.seed(7)
		.toolChoice(ToolChoice.tool("clock"))
		.parallelToolCalls(false)
		.reasoningEffort(ReasoningEffort.LOW)
		.vendorOptions(Vendor.OLLAMA, Map.of("options", Map.of("mirostat", 1), "keep_alive", "5m"))
		.hints((hints) -> hints.withTask("code").withCache(CacheUse.BYPASS))
		.build();

	private static ToolCallback tool(String name) {
		return FunctionToolCallback.builder(name, () -> "now").inputType(Void.class).build();
	}

	@Test
	void emptyOptionsHaveNoHints() {
		assertThat(RoutingChatOptions.builder().build().hints()).isEqualTo(RoutingHints.NONE);
	}

	@Test
	void mutatedOptionsAreEqualUntilTheyAreChanged() {
		assertThat(this.full.mutate().build()).isEqualTo(this.full).hasSameHashCodeAs(this.full);
		assertThat(this.full.mutate().model("small").build()).isNotEqualTo(this.full);
		assertThat(this.full.mutate().outputSchema(null).build()).isNotEqualTo(this.full);
		assertThat(this.full.mutate().hints((hints) -> hints.withTask(null)).build()).isNotEqualTo(this.full);
		assertThat(this.full.mutate().seed(8).build()).isNotEqualTo(this.full);
		assertThat(this.full.mutate().toolChoice(null).build()).isNotEqualTo(this.full);
		assertThat(this.full.mutate().parallelToolCalls(null).build()).isNotEqualTo(this.full);
		assertThat(this.full.mutate().reasoningEffort(null).build()).isNotEqualTo(this.full);
		assertThat(this.full.mutate().vendorOptions(Vendor.GEMINI, Map.of("a", 1)).build()).isNotEqualTo(this.full);
	}

	@Test
	void clonedBuilderDoesNotChangeTheOriginal() {
		RoutingChatOptions.Builder original = this.full.mutate();

		RoutingChatOptions clone = original.clone().hints((hints) -> hints.withTask("prose")).topK(9).build();

		assertThat(clone.hints().task()).isEqualTo("prose");
		assertThat(clone.getOutputSchema()).isEqualTo("{}");
		assertThat(original.build()).isEqualTo(this.full);
	}

	@Test
	void combiningWithOursTakesEverything() {
		assertThat(RoutingChatOptions.builder().combineWith(this.full.mutate()).build()).isEqualTo(this.full);
	}

	@Test
	void combiningWithNothingKeepsEverything() {
		assertThat(this.full.mutate().combineWith(RoutingChatOptions.builder()).build()).isEqualTo(this.full);
		assertThat(this.full.mutate().combineWith(ChatOptions.builder()).build()).isEqualTo(this.full);
		assertThat(this.full.mutate().combineWith(ToolCallingChatOptions.builder()).build()).isEqualTo(this.full);
		assertThat(this.full.mutate().combineWith(StructuredOutputChatOptions.builder()).build()).isEqualTo(this.full);
	}

	@Test
	void vendorOptionsAreCombinedFieldByField() {
		RoutingChatOptions options = this.full.mutate()
			.combineWith(RoutingChatOptions.builder()
				.vendorOptions(Vendor.OLLAMA, Map.of("options", Map.of("min_p", 0.1), "keep_alive", "1h")))
			.build();

		assertThat(options.vendorOptions()).isEqualTo(
				Map.of(Vendor.OLLAMA, Map.of("options", Map.of("mirostat", 1, "min_p", 0.1), "keep_alive", "1h")));
		assertThat(options.toolChoice()).isEqualTo(ToolChoice.tool("clock"));
	}

	@Test
	void hintsAreCombinedOneByOne() {
		RoutingHints hints = this.full.mutate()
			.combineWith(RoutingChatOptions.builder()
				.hints((base) -> base.withRoute("cheap").withCache(CacheUse.USE).withAttribute("tier", "free")))
			.build()
			.hints();

		assertThat(hints)
			.isEqualTo(RoutingHints.NONE.withTask("code").withRoute("cheap").withAttribute("tier", "free"));
	}

	@Test
	void hintsOfMutatedOptionsGoOverThoseAlreadyThere() {
		RoutingChatOptions defaults = RoutingChatOptions.builder()
			.hints((hints) -> hints.withTask("prose").withCaller("shop").withAttribute("tier", "free"))
			.build();

		RoutingHints hints = defaults.mutate().combineWith(this.full.mutate()).build().hints();

		assertThat(hints).isEqualTo(defaults.hints().withTask("code").withCache(CacheUse.BYPASS));
	}

	@Test
	void combiningWithPortableOptionsTakesTheirs() {
		RoutingChatOptions options = this.full.mutate()
			.combineWith(ChatOptions.builder().model("small").stopSequences(List.of("end")))
			.build();

		assertThat(options.getModel()).isEqualTo("small");
		assertThat(options.getTemperature()).isEqualTo(0.3);
		assertThat(options.getStopSequences()).containsExactly("secret stop", "end");
		assertThat(options.hints()).isEqualTo(this.full.hints());
	}

	@Test
	void combiningWithToolCallingOptionsAddsTheirTools() {
		ToolCallback other = tool("map");

		RoutingChatOptions options = this.full.mutate()
			.combineWith(ToolCallingChatOptions.builder().toolCallbacks(other).toolContext("locale", "en"))
			.build();

		assertThat(options.getToolCallbacks()).containsExactly(this.tool, other);
		assertThat(options.getToolContext()).isEqualTo(Map.of("user", "secret name", "locale", "en"));
	}

	@Test
	void combiningWithStructuredOutputOptionsTakesTheirSchema() {
		RoutingChatOptions options = this.full.mutate()
			.combineWith(StructuredOutputChatOptions.builder().outputSchema("{\"type\":\"object\"}"))
			.build();

		assertThat(options.getOutputSchema()).isEqualTo("{\"type\":\"object\"}");
	}

	@Test
	void toolCallingOptionsTakeAllThatTheyCanSay() {
		ToolCallingChatOptions options = ToolCallingChatOptions.builder().combineWith(this.full.mutate()).build();

		assertThat(options.getModel()).isEqualTo("large");
		assertThat(options.getTopP()).isEqualTo(0.5);
		assertThat(options.getToolCallbacks()).containsExactly(this.tool);
		assertThat(options.getToolContext()).isEqualTo(this.full.getToolContext());
	}

	@Test
	void textHoldsNoContent() {
		assertThat(this.full.toString()).contains("large", "tools=1", "code").doesNotContain("secret");
	}

}
