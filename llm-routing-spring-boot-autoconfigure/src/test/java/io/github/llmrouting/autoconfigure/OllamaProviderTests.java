package io.github.llmrouting.autoconfigure;

import java.time.Duration;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.Money;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.test.ProviderSimulator;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class OllamaProviderTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class, LlmRoutingAutoConfiguration.class));

	@Test
	void ownServerNeedsNoKeyServesAnyModelAndCostsNothing() {
		try (ProviderSimulator ollama = ProviderSimulator.ollama().reply("Hello!")) {
			this.runner
				.withPropertyValues("llm.routing.providers.local.type=ollama",
						"llm.routing.providers.local.base-url=" + ollama.baseUrl(),
						"llm.routing.routes.default.deployments=local/my-own-model:7b")
				.run((context) -> {
					RoutedResponse answer = context.getBean(ChatRouter.class)
						.call("Hello?")
						.block(Duration.ofSeconds(5));
					assertThat(answer.text()).isEqualTo("Hello!");
					assertThat(answer.report().cost()).isEqualTo(Money.ZERO);
					assertThat(ollama.requests().get(0).model()).isEqualTo("my-own-model:7b");
				});
		}
	}

	@Test
	void standardAddressNeedsNoKeyEither() {
		this.runner
			.withPropertyValues("llm.routing.providers.ollama.enabled=true",
					"llm.routing.routes.default.deployments=ollama/llama3.2")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void cloudNeedsAKeyAndAKnownModel() {
		this.runner
			.withPropertyValues("llm.routing.providers.ollama.base-url=https://ollama.com",
					"llm.routing.routes.default.deployments=ollama/my-own-model:7b")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("llm.routing.providers.ollama.api-key: is missing")
				.hasMessageContaining("'ollama/my-own-model:7b' names a model that nobody knows"));
	}

}
