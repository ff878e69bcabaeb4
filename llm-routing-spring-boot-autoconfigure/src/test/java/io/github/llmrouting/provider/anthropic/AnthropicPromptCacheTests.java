package io.github.llmrouting.provider.anthropic;

import java.time.Duration;
import java.util.List;

import io.github.llmrouting.deployment.PromptCaching;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicPromptCacheTests {

	private static final JsonNode FIVE_MINUTES = WireJson.read("{\"type\":\"ephemeral\"}");

	private static final JsonNode ONE_HOUR = WireJson.read("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}");

	private static final Message SYSTEM = new SystemMessage("Be brief.");

	private static final Message QUESTION = new UserMessage("2+2?");

	@Test
	void nothingIsMarkedUnlessAskedFor() {
		JsonNode body = body(PromptCaching.OFF, tools("clock"), SYSTEM, QUESTION, new AssistantMessage("4"), QUESTION);

		assertThat(body.findValues("cache_control")).isEmpty();
		assertThat(body.path("system").isString()).isTrue();
	}

	@Test
	void systemTextIsMarkedAndAFirstQuestionIsNot() {
		JsonNode body = body(PromptCaching.STANDARD, null, SYSTEM, QUESTION);

		assertThat(body.path("system")).isEqualTo(WireJson
			.read("[{\"type\":\"text\",\"text\":\"Be brief.\",\"cache_control\":{\"type\":\"ephemeral\"}}]"));
		assertThat(body.findValues("cache_control")).hasSize(1);
	}

	@Test
	void lastOfTheToolsIsMarked() {
		JsonNode tools = body(PromptCaching.STANDARD, tools("clock", "weather"), QUESTION).path("tools");

		assertThat(tools.path(0).has("cache_control")).isFalse();
		assertThat(tools.path(1).path("cache_control")).isEqualTo(FIVE_MINUTES);
	}

	@Test
	void conversationIsMarkedAtItsEndOnceTheModelHasSpoken() {
		JsonNode messages = body(PromptCaching.STANDARD, null, QUESTION, new AssistantMessage("4"), QUESTION)
			.path("messages");

		assertThat(messages.findValues("cache_control")).hasSize(1);
		assertThat(messages.path(2).path("content").path(0).path("cache_control")).isEqualTo(FIVE_MINUTES);
	}

	@Test
	void marksSayAnHourIfThatIsAskedFor() {
		JsonNode body = body(PromptCaching.ONE_HOUR, tools("clock"), SYSTEM, QUESTION, new AssistantMessage("4"),
				QUESTION);

		assertThat(body.findValues("cache_control")).hasSize(3).allMatch(ONE_HOUR::equals);
	}

	@Test
	void requestWithNothingThatStaysIsLeftAsItIs() {
		assertThat(body(PromptCaching.STANDARD, null, QUESTION)).isEqualTo(body(PromptCaching.OFF, null, QUESTION));
	}

	private static ChatOptions tools(String... names) {
		return ToolCallingChatOptions.builder()
			.toolCallbacks(List.of(names)
				.stream()
				.map((name) -> FunctionToolCallback.builder(name, (String input) -> input)
					.description("Tells something.")
					.inputType(String.class)
					.build())
				.toList()
				.toArray(FunctionToolCallback[]::new))
			.build();
	}

	private static JsonNode body(PromptCaching caching, ChatOptions options, Message... messages) {
		return AnthropicRequest
			.whole(new ProviderRequest(AnthropicReplay.REQUEST.deployment(), new Prompt(List.of(messages), options),
					caching, Duration.ofSeconds(1)))
			.body();
	}

}
