package io.github.llmrouting.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.RoutingReport;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.test.ProviderSimulator;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** One property, and what requests begin with is paid in full only once. */
class PromptCachingTests {

	private static final String LONG = "Answer as a lighthouse keeper would. ".repeat(200);

	@Test
	void secondRequestAtAnthropicReadsTheSystemTextFromTheCache() {
		try (ProviderSimulator anthropic = ProviderSimulator.anthropic().reply("Aye.")) {
			runner("anthropic", "claude-haiku-4-5", anthropic)
				.withPropertyValues("llm.routing.providers.mine.prompt-cache=1h")
				.run((context) -> {
					RoutingReport first = ask(context, "Is it foggy?");
					RoutingReport second = ask(context, "Is it late?");

					assertThat(first.usage().cacheWrite1h()).isGreaterThan(1024);
					assertThat(second.usage().cachedInput()).isEqualTo(first.usage().cacheWrite1h());
					assertThat(second.cost().nanos()).isLessThan(first.cost().nanos() / 5);
				});
		}
	}

	@Test
	void secondRequestAtOpenAiReadsTheSystemTextFromTheCache() {
		try (ProviderSimulator openAi = ProviderSimulator.openAi().reply("Aye.")) {
			runner("openai", "gpt-5.4-mini", openAi).withPropertyValues("llm.routing.routes.default.prompt-cache=true")
				.run((context) -> {
					RoutingReport first = ask(context, "Is it foggy?");
					RoutingReport second = ask(context, "Is it late?");

					assertThat(first.usage().cachedInput()).isZero();
					assertThat(second.usage().cachedInput()).isGreaterThan(1024);
					assertThat(second.cost()).isLessThan(first.cost());
				});
		}
	}

	@Test
	void nothingIsKeptUnlessAskedFor() {
		try (ProviderSimulator anthropic = ProviderSimulator.anthropic().reply("Aye.")) {
			runner("anthropic", "claude-haiku-4-5", anthropic).run((context) -> {
				ask(context, "Is it foggy?");

				assertThat(ask(context, "Is it late?").usage().cachedInput()).isZero();
				assertThat(anthropic.requests()).noneMatch((request) -> request.body().contains("cache_control"));
			});
		}
	}

	private static ApplicationContextRunner runner(String type, String model, ProviderSimulator provider) {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WebClientAutoConfiguration.class, LlmRoutingAutoConfiguration.class))
			.withPropertyValues("llm.routing.providers.mine.type=" + type, "llm.routing.providers.mine.api-key=sk-1",
					"llm.routing.providers.mine.base-url=" + provider.baseUrl(),
					"llm.routing.routes.default.deployments=mine/" + model);
	}

	private static RoutingReport ask(AssertableApplicationContext context, String question) {
		Prompt prompt = new Prompt(List.of(new SystemMessage(LONG), new UserMessage(question)));
		return context.getBean(ChatRouter.class).call(RoutingRequest.of(prompt)).block(Duration.ofSeconds(5)).report();
	}

}
