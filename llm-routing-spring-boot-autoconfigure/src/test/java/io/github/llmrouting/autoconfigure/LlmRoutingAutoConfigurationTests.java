package io.github.llmrouting.autoconfigure;

import java.time.Duration;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.test.ProviderSimulator;
import io.github.llmrouting.test.SimulatedReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class LlmRoutingAutoConfigurationTests {

	private final ProviderSimulator openAi = ProviderSimulator.openAi().reply("from OpenAI");

	private final ProviderSimulator anthropic = ProviderSimulator.anthropic().reply("from Anthropic");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class, LlmRoutingAutoConfiguration.class))
		.withPropertyValues("llm.routing.providers.openai.api-key=sk-1",
				"llm.routing.providers.openai.base-url=" + this.openAi.baseUrl(),
				"llm.routing.providers.anthropic.api-key=sk-2",
				"llm.routing.providers.anthropic.base-url=" + this.anthropic.baseUrl());

	@AfterEach
	void closeProviders() {
		this.openAi.close();
		this.anthropic.close();
	}

	@Test
	void twoProvidersAreAllThatIsNeeded() {
		this.runner.run((context) -> {
			RoutedResponse answer = ask(context.getBean(ChatRouter.class));
			assertThat(answer.text()).isEqualTo("from OpenAI");
			assertThat(answer.report().provider()).isEqualTo("openai");
			assertThat(answer.report().cost()).isNotNull();
		});
	}

	@Test
	void theNextProviderAnswersWhenTheFirstIsDown() {
		this.openAi.next(SimulatedReply.drop());
		this.runner.run((context) -> {
			RoutedResponse answer = ask(context.getBean(ChatRouter.class));
			assertThat(answer.text()).isEqualTo("from Anthropic");
			assertThat(answer.report().attempts()).hasSize(2);
		});
	}

	@Test
	void deadKeyIsLeftAloneInEveryRequestAndTheOtherKeyGoesOn() {
		this.openAi.reply((request) -> "Bearer sk-dead".equals(request.header("authorization"))
				? SimulatedReply.status(401) : SimulatedReply.text("from the other key"));
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WebClientAutoConfiguration.class, LlmRoutingAutoConfiguration.class))
			.withPropertyValues("llm.routing.providers.openai.base-url=" + this.openAi.baseUrl(),
					"llm.routing.providers.openai.api-keys[0].value=sk-dead",
					"llm.routing.providers.openai.api-keys[1].value=sk-alive",
					"llm.routing.routes.default.strategy=ordered",
					"llm.routing.routes.default.deployments[0].model=openai/gpt-5.4-mini",
					"llm.routing.routes.default.deployments[1].model=openai/gpt-5.4")
			.run((context) -> {
				RoutedResponse first = ask(context.getBean(ChatRouter.class));
				RoutedResponse second = ask(context.getBean(ChatRouter.class));
				assertThat(first.text()).isEqualTo("from the other key");
				assertThat(first.report().attempts()).hasSize(2);
				assertThat(second.report().attempts()).hasSize(1);
				assertThat(context.getBean(HealthBook.class).snapshots())
					.filteredOn((snapshot) -> snapshot.resting() != null)
					.extracting((snapshot) -> snapshot.deployment().toString())
					.containsExactly("openai/gpt-5.4", "openai/gpt-5.4-mini");
			});
	}

	@Test
	void quotaThatAProviderTellsIsKnownToTheHealthBook() {
		this.openAi.reply(SimulatedReply.text("from OpenAI")
			.header("x-ratelimit-limit-requests", "500")
			.header("x-ratelimit-remaining-requests", "499")
			.header("x-ratelimit-reset-requests", "6m0s"));
		this.runner.run((context) -> {
			ask(context.getBean(ChatRouter.class));
			assertThat(context.getBean(HealthBook.class).snapshots())
				.flatExtracting((snapshot) -> snapshot.quota().levels().values())
				.anySatisfy((level) -> assertThat(level.remaining()).isEqualTo(499));
		});
	}

	@Test
	void eachProviderIsABeanUnderItsName() {
		this.runner.run((context) -> assertThat(context.getBeansOfType(ProviderClient.class)).containsOnlyKeys("openai",
				"anthropic"));
	}

	private static RoutedResponse ask(ChatRouter router) {
		RoutedResponse answer = router.call("Hello?").block(Duration.ofSeconds(5));
		assertThat(answer).isNotNull();
		return answer;
	}

}
