package io.github.llmrouting.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class UnknownKeysTests {

	private static final String NAMES_ARE_VALUES = "a name that contains dots or slashes, such as a model's, is a "
			+ "value and never a key: expected a list, as in docs/configuration.md";

	@Test
	void unknownKeyAtEveryLevel() {
		StartReport.of("""
				timeot: 5s
				attempts: {maximum: 4}
				chat-model: {first: true}
				providers:
				  openai:
				    api-key: sk-1
				    baseurl2: http://host
				    timeout: {read: 5s}
				    models: [{name: a, price: 2, long-context: {above: 3}}]
				routes:
				  default:
				    hedge: 2
				    deployments: [{model: openai/gpt-5.4-mini, wieght: 1}]
				""")
			.tells("llm.routing.timeot", "is a key that does not exist (application.yml - 2:11)",
					"expected one of [attempts, chat-model, enabled, providers, request-log, routes, timeout]")
			.tells("llm.routing.attempts.maximum", "is a key that does not exist (application.yml - 3:23)",
					"expected one of [max]")
			.tells("llm.routing.chat-model.first", "is a key that does not exist (application.yml - 4:23)",
					"expected one of [primary]")
			.tells("llm.routing.providers.openai.baseurl2", "is a key that does not exist (application.yml - 8:17)",
					"expected one of [api-key, api-keys, api-version, base-url, bean, enabled, models, options, "
							+ "project, prompt-cache, region, timeout, type, when-no-key]")
			.tells("llm.routing.providers.openai.timeout.read", "is a key that does not exist (application.yml - 9:23)",
					"expected one of [between-contents, connect, first-content, response, total]")
			.tells("llm.routing.providers.openai.models[0].long-context.above",
					"is a key that does not exist (application.yml - 10:58)",
					"expected one of [above-tokens, cached-input-price, input-price, output-price]")
			.tells("llm.routing.routes.default.hedge", "is a key that does not exist (application.yml - 13:14)",
					"expected one of [deployments, prompt-cache, strategy, then, timeout]")
			.tells("llm.routing.routes.default.deployments[0].wieght",
					"is a key that does not exist (application.yml - 14:58)", "expected one of [model, route, weight]")
			.tellsNothingButOf("llm.routing.timeot", "llm.routing.attempts.maximum", "llm.routing.chat-model.first",
					"llm.routing.providers.openai.baseurl2", "llm.routing.providers.openai.timeout.read",
					"llm.routing.providers.openai.models[0].price",
					"llm.routing.providers.openai.models[0].long-context.above", "llm.routing.routes.default.hedge",
					"llm.routing.routes.default.deployments[0].wieght");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api-keyy: sk-canary", "key: sk-canary", "api-key.value: sk-canary",
			"api-keys[0].secret: sk-canary" })
	void secretUnderAnUnknownKeyIsNotTold(String line) {
		StartReport report = StartReport
			.of("providers: {openai: {enabled: true, \"" + line.replace(": ", "\": ") + "}}");

		report.hides("canary");
		assertThat(report.description()).contains("llm.routing.providers.openai." + line.split(": ")[0]);
	}

	@Test
	void onlyKeyOfAnElementOfAListThatDoesNotExist() {
		StartReport.of("""
				providers: {openai: {api-keys: [{valeu: sk-canary}]}}
				routes:
				  default:
				    deployments: [openai/gpt-5.4-mini, {modle: openai/gpt-5.4}]
				""")
			.hides("canary")
			.tells("llm.routing.providers.openai.api-keys[0].valeu",
					"is a key that does not exist (application.yml - 2:43)", "expected one of [value, weight]")
			.tells("llm.routing.routes.default.deployments[1].modle",
					"is a key that does not exist (application.yml - 5:50)", "expected one of [model, route, weight]");
	}

	@Test
	void modelNamesAsKeys() {
		StartReport.of("""
				providers:
				  openai:
				    api-key: sk-1
				    models:
				      gpt-5.4-mini: {input-price: 1}
				""")
			.tells("llm.routing.providers.openai.models.gpt-5.4-mini.input-price",
					"is a key that does not exist (application.yml - 6:37)", NAMES_ARE_VALUES);
	}

	@Test
	void deploymentsAsKeys() {
		StartReport report = StartReport.of("""
				providers: {openai: {api-key: sk-1}}
				routes:
				  default:
				    deployments:
				      openai/gpt-5.4-mini: 70
				""");

		assertThat(report.description()).contains("is a key that does not exist (application.yml - 6:30)");
		assertThat(report.action()).contains(NAMES_ARE_VALUES);
	}

	@Test
	void gapInAList() {
		StartReport.of("""
				providers:
				  openai:
				    api-keys[0].value: sk-canary
				    api-keys[2].value: sk-canary
				    models[1].name: mine
				""")
			.hides("canary")
			.tells("llm.routing.providers.openai.api-keys[2].value",
					"comes after a gap in its list (application.yml - 5:26)", "number the list from 0, without a gap")
			.tells("llm.routing.providers.openai.models[1].name",
					"comes after a gap in its list (application.yml - 6:23)", "number the list from 0, without a gap");
	}

	@ParameterizedTest
	@ValueSource(strings = { "mistral/mistral-large,openai/gpt-5.4-mini", "openai/gpt-5.4-mini" })
	void listThatAStrongerSourceReplacesIsNotLookedAt(String stronger) {
		ApplicationContextRunner runner = StartReport.runner("""
				providers: {openai: {api-key: sk-1}, mistral: {type: openai, api-key: sk-2, models: [mistral-large]}}
				routes: {default: {deployments: [{model: openai/a}, {model: openai/b, weight: 3}, {modell: openai/c}]}}
				""");

		runner.withPropertyValues("llm.routing.routes.default.deployments=" + stronger)
			.run((context) -> assertThat(context).hasNotFailed());
		runner.withPropertyValues("llm.routing.routes.default.deployments[0]=openai/gpt-5.4-mini")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void valueWhereKeysBelong() {
		StartReport.of("providers: {openai: sk-canary}")
			.hides("canary")
			.tells("llm.routing.providers.openai", "has a value of its own (application.yml - 2:23)",
					"expected keys below it instead, as in docs/configuration.md")
			.tellsNothingButOf("llm.routing.providers.openai");
		StartReport.of("providers: sk-canary")
			.hides("canary")
			.tells("llm.routing.providers", "has a value of its own (application.yml - 2:14)",
					"expected keys below it instead, as in docs/configuration.md")
			.tellsNothingButOf("llm.routing.providers");
	}

	@Test
	void valueInsteadOfTheWholeConfiguration() {
		StartReport
			.of(new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(LlmRoutingAutoConfiguration.class))
				.withPropertyValues("llm.routing=sk-canary"))
			.hides("canary")
			.tellsNothingButOf("llm.routing.providers");
	}

	@Test
	void valueOfAnotherTypeKeepsSpringBootsOwnText() {
		StartReport report = StartReport.of("""
				providers: {openai: {api-key: sk-canary}}
				routes: {default: {deployments: [{model: openai/gpt-5.4-mini, weight: abc}]}}
				""");

		report.hides("canary");
		assertThat(report.description()).contains("Property: llm.routing.routes.default.deployments[0].weight",
				"Value: \"abc\"", "Origin: application.yml - 3:73");
	}

	@Test
	void valueOfAnEnumerationIsToldWithThoseThatExist() {
		StartReport report = StartReport.of("providers: {openai: {api-key: sk-canary, when-no-key: ignore}}");

		report.hides("canary");
		assertThat(report.description()).contains("Property: llm.routing.providers.openai.when-no-key");
		assertThat(report.action()).contains("DISABLE", "FAIL");
	}

}
