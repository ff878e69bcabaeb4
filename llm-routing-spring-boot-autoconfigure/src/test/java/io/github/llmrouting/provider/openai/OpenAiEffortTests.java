package io.github.llmrouting.provider.openai;

import java.util.List;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.WireJson;
import io.github.llmrouting.springai.RoutingChatOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiEffortTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			gpt-5,               minimal, -
			gpt-5-mini-2025-08-07, minimal, -
			gpt-5.1,             none,    -
			gpt-5.4-mini,        none,    -
			o3,                  -,       reasoning-effort
			gpt-5-codex,         -,       reasoning-effort
			""")
	void noReasoningIsAskedForInTheWordsOfTheModel(String model, String written, String dropped) {
		ChatOptions options = RoutingChatOptions.builder().reasoningEffort(ReasoningEffort.NONE).build();

		OpenAiRequest request = OpenAiRequest.of(
				new Deployment(DeploymentId.of("openai", model), ModelFacts.UNKNOWN, null), new Prompt("Hi", options),
				OpenAiServer.OPENAI);

		assertThat(WireJson.read(request.json()).path("reasoning_effort").stringValue(null)).isEqualTo(written);
		assertThat(request.dropped()).isEqualTo((dropped != null) ? List.of(dropped) : List.of());
	}

}
