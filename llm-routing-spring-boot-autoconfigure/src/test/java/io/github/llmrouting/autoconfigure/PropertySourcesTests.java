package io.github.llmrouting.autoconfigure;

import java.util.Map;
import java.util.function.Consumer;

import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class PropertySourcesTests {

	@Test
	void environmentVariablesAreEnough() {
		Map<String, Object> variables = Map.of("LLM_ROUTING_PROVIDERS_OPENAI_APIKEY", "sk-1",
				"LLM_ROUTING_PROVIDERS_OPENAI_TIMEOUT_FIRSTCONTENT", "7s", "LLM_ROUTING_ROUTES_DEFAULT_DEPLOYMENTS",
				"openai/gpt-5.4-mini,openai/gpt-5.4", "LLM_ROUTING_ROUTES_DEFAULT_STRATEGY", "ordered",
				"LLM_ROUTING_ATTEMPTS_MAX", "2");

		setup(StartReport.runner("enabled: true"), variables, (setup) -> {
			assertThat(setup.maxAttempts()).isEqualTo(2);
			assertThat(keyOf(setup.providers().get(0))).isEqualTo("sk-1");
			assertThat(setup.providers().get(0).timeouts().firstContent()).hasSeconds(7);
			assertThat(setup.table().deployments()).extracting(Object::toString)
				.containsExactly("openai/gpt-5.4-mini", "openai/gpt-5.4");
		});
	}

	@Test
	void environmentVariablesNumberTheElementsOfLists() {
		Map<String, Object> variables = Map.of("LLM_ROUTING_PROVIDERS_OPENAI_APIKEYS_0_VALUE", "sk-1",
				"LLM_ROUTING_PROVIDERS_OPENAI_APIKEYS_1_VALUE", "sk-2", "LLM_ROUTING_PROVIDERS_OPENAI_MODELS_0_NAME",
				"mine", "LLM_ROUTING_ROUTES_DEFAULT_DEPLOYMENTS_0_MODEL", "openai/mine");

		setup(StartReport.runner("enabled: true"), variables,
				(setup) -> assertThat(setup.table().deployments()).extracting(Object::toString)
					.containsExactly("openai/mine", "openai/mine#2"));
	}

	@Test
	void environmentVariableLeavesTheDashesOfANameOut() {
		ApplicationContextRunner runner = StartReport.runner("""
				providers: {azure-eu: {type: openai, api-key: sk-file}}
				routes: {default: {deployments: azure-eu/gpt-5.4-mini}}
				""");

		setup(runner, Map.of("LLM_ROUTING_PROVIDERS_AZUREEU_APIKEY", "sk-variable"), (setup) -> {
			assertThat(setup.providers()).extracting(ProviderSetup::name).containsExactly("azure-eu");
			assertThat(keyOf(setup.providers().get(0))).isEqualTo("sk-variable");
		});
		setup(runner, Map.of("LLM_ROUTING_PROVIDERS_AZURE_EU_API_KEY", "sk-variable"),
				(setup) -> assertThat(keyOf(setup.providers().get(0))).isEqualTo("sk-variable"));
	}

	@Test
	void overrideInAStrongerSourceKeepsTheOrderOfTheProviders() {
		ApplicationContextRunner runner = StartReport.runner("""
				providers:
				  openai: {api-key: sk-1}
				  anthropic: {api-key: sk-2}
				""").withPropertyValues("llm.routing.providers.anthropic.api-key=sk-property");

		setup(runner, Map.of("LLM_ROUTING_PROVIDERS_ANTHROPIC_ENABLED", "true"), (setup) -> {
			assertThat(setup.providers()).extracting(ProviderSetup::name).containsExactly("openai", "anthropic");
			assertThat(keyOf(setup.providers().get(1))).isEqualTo("sk-property");
		});
	}

	@Test
	void keyFromAPlaceholder() {
		ApplicationContextRunner runner = StartReport.runner("providers: {openai: {api-key: \"${OPENAI_API_KEY}\"}}");

		setup(runner, Map.of("OPENAI_API_KEY", " sk-1\n"),
				(setup) -> assertThat(keyOf(setup.providers().get(0))).isEqualTo("sk-1"));
	}

	private static String keyOf(ProviderSetup provider) {
		return provider.keys().get(0).credential().value();
	}

	private static void setup(ApplicationContextRunner runner, Map<String, Object> variables,
			Consumer<RoutingSetup> assertions) {
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource(name, variables)))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertions.accept(context.getBean(RoutingSetup.class));
			});
	}

}
