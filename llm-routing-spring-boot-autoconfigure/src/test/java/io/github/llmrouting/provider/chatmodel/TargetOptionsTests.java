package io.github.llmrouting.provider.chatmodel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.ToolChoice;
import io.github.llmrouting.Vendor;
import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.deployment.ModelPrices;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.springai.RoutingChatOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TargetOptionsTests {

	private static final OllamaChatOptions PRESET = OllamaChatOptions.builder()
		.model("llama3.2")
		.numCtx(8192)
		.temperature(0.1)
		.build();

	private static final ToolCallback TOOL = FunctionToolCallback.builder("temperature", (String city) -> "18")
		.description("Temperature of a city")
		.inputType(String.class)
		.build();

	@Test
	void optionsHaveTheTypeOfTheModelAndKeepWhatIsNotAsked() {
		TargetPrompt target = TargetPrompt.of(PRESET, request("qwen3", everything()));

		OllamaChatOptions options = (OllamaChatOptions) target.prompt().getOptions();
		assertThat(options.getModel()).isEqualTo("qwen3");
		assertThat(options.getNumCtx()).isEqualTo(8192);
		assertThat(options.getNumPredict()).isEqualTo(50);
		assertThat(options.getTemperature()).isEqualTo(0.7);
		assertThat(options.getTopP()).isEqualTo(0.9);
		assertThat(options.getTopK()).isEqualTo(40);
		assertThat(options.getFrequencyPenalty()).isEqualTo(0.2);
		assertThat(options.getPresencePenalty()).isEqualTo(0.3);
		assertThat(options.getStop()).containsExactly("END");
		assertThat(options.getOutputSchema()).contains("object");
		assertThat(options.getToolContext()).containsEntry("tenant", "acme");
		assertThat(target.dropped()).isEmpty();
	}

	@Test
	void toolsCanBeAskedForAndNotRun() {
		ToolCallingChatOptions options = (ToolCallingChatOptions) TargetPrompt
			.of(PRESET, request("qwen3", everything()))
			.prompt()
			.getOptions();

		ToolCallback tool = options.getToolCallbacks().get(0);
		assertThat(tool.getToolDefinition()).isEqualTo(TOOL.getToolDefinition());
		assertThat(tool.getToolMetadata()).isEqualTo(TOOL.getToolMetadata());
		assertThatIllegalStateException().isThrownBy(() -> tool.call("\"Paris\""));
	}

	@Test
	void toolsOfTheModelsOwnAreNotTheCallers() {
		ChatOptions preset = ToolCallingChatOptions.builder().toolCallbacks(TOOL).build();

		ToolCallingChatOptions options = (ToolCallingChatOptions) TargetPrompt.of(preset, request("qwen3", null))
			.prompt()
			.getOptions();

		assertThat(options.getToolCallbacks()).isEmpty();
	}

	@Test
	void ownModelIsKept() {
		RoutingChatOptions asked = RoutingChatOptions.builder().model("cheap").build();

		assertThat(TargetPrompt.of(PRESET, request("default", asked)).prompt().getOptions().getModel())
			.isEqualTo("llama3.2");
		assertThat(TargetPrompt.of(PRESET, request("default", null)).prompt().getOptions().getModel())
			.isEqualTo("llama3.2");
	}

	@Test
	void optionsOfTheModelsOwnTypeArePassedOnAsAWhole() {
		OllamaChatOptions asked = OllamaChatOptions.builder().model("anything").seed(7).build();

		OllamaChatOptions options = (OllamaChatOptions) TargetPrompt.of(PRESET, request("qwen3", asked))
			.prompt()
			.getOptions();

		assertThat(options.getSeed()).isEqualTo(7);
		assertThat(options.getNumCtx()).isEqualTo(8192);
		assertThat(options.getModel()).isEqualTo("qwen3");
	}

	@Test
	void whatTheTypeDoesNotHoldIsNamed() {
		ChatOptions asked = ChatOptions.builder().topK(40).maxTokens(50).build();

		TargetPrompt target = TargetPrompt.of(new NarrowOptions(), request("m", asked));

		assertThat(target.dropped()).containsExactly("top-k");
		assertThat(target.prompt().getOptions().getMaxTokens()).isEqualTo(50);
	}

	@Test
	void schemaIsNamedWhenTheTypeDoesNotHoldIt() {
		ChatOptions asked = StructuredOutputChatOptions.builder().outputSchema("{}").build();

		assertThat(TargetPrompt.of(new NarrowOptions(), request("m", asked)).dropped())
			.containsExactly("output-schema");
	}

	@Test
	void whatNoChatModelCanBeToldIsNamed() {
		RoutingChatOptions asked = RoutingChatOptions.builder()
			.toolCallbacks(TOOL)
			.seed(7)
			.parallelToolCalls(false)
			.reasoningEffort(ReasoningEffort.LOW)
			.vendorOptions(Vendor.OLLAMA, Map.of("keep_alive", "5m"))
			.build();

		TargetPrompt target = TargetPrompt.of(PRESET, request("qwen3", asked));

		assertThat(target.dropped()).containsExactly("seed", "parallel-tool-calls", "reasoning-effort",
				"vendor-options");
		assertThat(tools(target)).hasSize(1);
	}

	@Test
	void optionsOfAnotherVendorsTypeAreNamed() {
		ChatOptions asked = new NarrowOptions();
		RoutingChatOptions taken = RoutingChatOptions.builder().combineWith(asked.mutate()).build();

		assertThat(TargetPrompt.of(PRESET, request("qwen3", asked)).dropped())
			.containsExactly("vendor options of " + NarrowOptions.class.getName());
		assertThat(TargetPrompt.of(PRESET, request("qwen3", taken)).dropped())
			.containsExactly("vendor options of " + NarrowOptions.class.getName());
	}

	@Test
	void choiceOfNoToolsTellsOfNone() {
		TargetPrompt target = TargetPrompt.of(PRESET, request("qwen3", choosing(ToolChoice.NONE)));

		assertThat(tools(target)).isEmpty();
		assertThat(target.dropped()).isEmpty();
	}

	@Test
	void choiceOfNoToolsIsNamedWhenTheConversationHasResultsOfTools() {
		TargetPrompt target = TargetPrompt.of(PRESET, afterTools(choosing(ToolChoice.NONE)));

		assertThat(tools(target)).hasSize(1);
		assertThat(target.dropped()).containsExactly("tool-choice");
	}

	@Test
	void forcedChoiceOfToolsIsRefusedUntilTheyHaveRun() {
		assertThatExceptionOfType(ProviderException.class)
			.isThrownBy(() -> TargetPrompt.of(PRESET, request("qwen3", choosing(ToolChoice.REQUIRED))))
			.satisfies((ex) -> assertThat(ex.failure()).isInstanceOf(Unsupported.class));
		assertThat(TargetPrompt.of(PRESET, afterTools(choosing(ToolChoice.REQUIRED))).dropped()).isEmpty();
	}

	@Test
	void choiceOfToolsMeansNothingWithoutTools() {
		RoutingChatOptions asked = RoutingChatOptions.builder().toolChoice(ToolChoice.REQUIRED).build();

		assertThat(TargetPrompt.of(PRESET, request("qwen3", asked)).dropped()).isEmpty();
	}

	private static List<ToolCallback> tools(TargetPrompt target) {
		return ((ToolCallingChatOptions) target.prompt().getOptions()).getToolCallbacks();
	}

	private static RoutingChatOptions choosing(ToolChoice choice) {
		return RoutingChatOptions.builder().toolCallbacks(TOOL).toolChoice(choice).build();
	}

	private static ProviderRequest afterTools(ChatOptions options) {
		AssistantMessage call = AssistantMessage.builder()
			.toolCalls(List.of(new ToolCall("call_1", "function", "temperature", "{}")))
			.build();
		ToolResponseMessage result = ToolResponseMessage.builder()
			.responses(List.of(new ToolResponse("call_1", "temperature", "18")))
			.build();
		return asking("qwen3", new Prompt(List.of(new UserMessage("Is it warm?"), call, result), options));
	}

	@Test
	void temperatureIsNamedWhenTheModelAcceptsNone() {
		ModelFacts facts = new ModelFacts(null, null, ModelPrices.UNKNOWN, Set.of(Capability.TOOLS));
		Deployment deployment = new Deployment(DeploymentId.of("mine", "m"), facts, null);
		Prompt prompt = new Prompt("Hi", ChatOptions.builder().temperature(0.7).build());

		TargetPrompt target = TargetPrompt.of(PRESET, new ProviderRequest(deployment, prompt, Duration.ofSeconds(1)));

		assertThat(target.dropped()).containsExactly("temperature");
		assertThat(target.prompt().getOptions().getTemperature()).isEqualTo(0.1);
	}

	@Test
	void toolsAreRefusedWhenTheTypeDoesNotHoldThem() {
		assertThatExceptionOfType(ProviderException.class)
			.isThrownBy(() -> TargetPrompt.of(new NarrowOptions(), request("m", everything())))
			.satisfies((ex) -> assertThat(ex.failure()).isInstanceOf(Unsupported.class));
	}

	@Test
	void modelWithoutATypeOfItsOwnGetsPortableOptions() {
		TargetPrompt target = TargetPrompt.of(ChatOptions.builder().build(), request("m", everything()));

		ToolCallingChatOptions options = (ToolCallingChatOptions) target.prompt().getOptions();
		assertThat(options.getModel()).isEqualTo("m");
		assertThat(options.getTopK()).isEqualTo(40);
		assertThat(options.getToolCallbacks()).hasSize(1);
		assertThat(target.dropped()).containsExactly("output-schema");
	}

	@Test
	void modelWithoutATypeOfItsOwnGetsNoOptionsWhenNothingIsAsked() {
		RoutingChatOptions nothing = RoutingChatOptions.builder().build();

		assertThat(TargetPrompt.of(null, request("default", null)).prompt().getOptions()).isNull();
		assertThat(TargetPrompt.of(null, request("default", nothing)).prompt().getOptions()).isNull();
	}

	private static RoutingChatOptions everything() {
		return RoutingChatOptions.builder()
			.maxTokens(50)
			.temperature(0.7)
			.topP(0.9)
			.topK(40)
			.frequencyPenalty(0.2)
			.presencePenalty(0.3)
			.stopSequences(List.of("END"))
			.toolCallbacks(TOOL)
			.toolContext(Map.of("tenant", "acme"))
			.outputSchema("{\"type\":\"object\"}")
			.build();
	}

	private static ProviderRequest request(String model, @Nullable ChatOptions options) {
		return asking(model, new Prompt("Hi", options));
	}

	private static ProviderRequest asking(String model, Prompt prompt) {
		Deployment deployment = new Deployment(DeploymentId.of("mine", model), ModelFacts.UNKNOWN, null);
		return new ProviderRequest(deployment, prompt, Duration.ofSeconds(1));
	}

}
