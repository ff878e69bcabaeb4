package io.github.llmrouting.autoconfigure;

import io.github.llmrouting.ChatRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class StartTests {

	private static final String MANY_MISTAKES = """
			timeout: 0s
			attempts: {max: 0}
			unknown: sk-canary
			providers:
			  openai: {api-key: "sk canary"}
			  anthropic: {}
			  azure-eu: {type: opneai, api-keyy: sk-canary}
			  azureeu: {type: opneai}
			  local: {type: openai, base-url: "ftp://me:canary@host", models: [{name: mine, input-price: -1}]}
			routes:
			  default: {deployments: [{model: openai/gpt-5.4-mini, weight: -1}, nobody/nothing]}
			  loop: {deployments: [{route: loop}]}
			  empty: {}
			""";

	private static final String[] THEIR_PATHS = { "llm.routing.timeout", "llm.routing.attempts.max",
			"llm.routing.unknown", "llm.routing.providers.openai.api-key", "llm.routing.providers.anthropic.api-key",
			"llm.routing.providers.azureeu", "llm.routing.providers.azureeu.type",
			"llm.routing.providers.azure-eu.type", "llm.routing.providers.azure-eu.api-keyy",
			"llm.routing.providers.local.base-url", "llm.routing.providers.local.models[0].input-price",
			"llm.routing.routes.default.deployments[0].weight", "llm.routing.routes.default.deployments[1]",
			"llm.routing.routes.loop.deployments[0].route", "llm.routing.routes.empty.deployments" };

	@Test
	void allMistakesAreToldAtOnce() {
		StartReport.of(MANY_MISTAKES).hides("canary").tellsNothingButOf(THEIR_PATHS);
	}

	@Test
	void fewerThanOneAttemptAndNoTimeForIt() {
		StartReport.of("""
				timeout: 0s
				attempts: {max: 0}
				providers: {openai: {api-key: sk-1}}
				""")
			.tells("llm.routing.attempts.max", "0 is not above 0", "expected a whole number above 0")
			.tells("llm.routing.timeout", "PT0S is no time to wait", "expected a duration from 1ms to 1d, such as 30s")
			.tellsNothingButOf("llm.routing.attempts.max", "llm.routing.timeout");
	}

	@Test
	void applicationWithMistakesPrintsThemAndDoesNotStart(CapturedOutput output) {
		assertThatExceptionOfType(InvalidRoutingConfigurationException.class)
			.isThrownBy(() -> start("--llm.routing.providers.openai.api-key=${NO_SUCH_PROPERTY}",
					"--llm.routing.providers.anthropic.api-key=sk-canary-1", "--llm.routing.timeout=-1s",
					"--llm.routing.routes.default.deployments=openai/gpt-5.4-mini,mistral/mistral-large"));

		assertThat(output).doesNotContain("canary", "\tat ").contains("""
				***************************
				APPLICATION FAILED TO START
				***************************

				Description:

				The configuration of LLM routing is not usable:

				    llm.routing.timeout: PT-1S is no time to wait
				    llm.routing.providers.openai.api-key: holds a placeholder ${...} whose property does not exist
				    llm.routing.routes.default.deployments[1]: 'mistral/mistral-large' names the provider 'mistral', \
				which is not configured

				Action:

				Mend:

				    llm.routing.timeout: expected a duration from 1ms to 1d, such as 30s
				    llm.routing.providers.openai.api-key: set the property or environment variable that it names, or \
				give it an empty default, ${NAME:}, together with llm.routing.providers.openai.when-no-key=disable
				    llm.routing.routes.default.deployments[1]: expected one of [openai, anthropic], or add \
				llm.routing.providers.mistral
				""");
	}

	@Test
	void applicationWithoutProvidersDoesNotStart(CapturedOutput output) {
		assertThatExceptionOfType(InvalidRoutingConfigurationException.class).isThrownBy(StartTests::start);

		assertThat(output).contains("llm.routing.providers: names no provider");
	}

	@Test
	void routingThatIsNotEnabledIsNotCheckedEither() {
		StartReport.runner("enabled: false\n" + MANY_MISTAKES)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ChatRouter.class)
				.doesNotHaveBean(RoutingSetup.class)
				.doesNotHaveBean(LlmRoutingProperties.class));
	}

	private static void start(String... arguments) {
		SpringApplication application = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.build();
		application.run(arguments).close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ WebClientAutoConfiguration.class, LlmRoutingAutoConfiguration.class })
	static class Application {

	}

}
