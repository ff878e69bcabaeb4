package io.github.llmrouting.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteMistakesTests {

	private static final String FIRST = "llm.routing.routes.default.deployments[0]";

	@Test
	void unknownProvider() {
		reportOf("default: {deployments: [mistral/mistral-large]}")
			.tells(FIRST, "'mistral/mistral-large' names the provider 'mistral', which is not configured",
					"expected one of [openai], or add llm.routing.providers.mistral")
			.tellsNothingButOf(FIRST);
	}

	@Test
	void unknownModel() {
		reportOf("default: {deployments: [{model: openai/gpt-5.4-minni}]}")
			.tells(FIRST, "'openai/gpt-5.4-minni' names a model that nobody knows",
					"correct its name, or add it to llm.routing.providers.openai.models with its prices "
							+ "and context window")
			.tellsNothingButOf(FIRST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt-5.4-mini", "/gpt-5.4-mini", "openai/", "openai:gpt-5.4-mini" })
	void malformedDeployment(String text) {
		reportOf("default: {deployments: [\"%s\"]}".formatted(text))
			.tells(FIRST, "'" + text + "' is no deployment", "expected provider/model, such as openai/gpt-5.4-mini")
			.tellsNothingButOf(FIRST);
	}

	@Test
	void promptCacheOfAnotherTime() {
		reportOf("default: {deployments: [openai/gpt-5.4-mini], prompt-cache: 2h}")
			.tells("llm.routing.routes.default.prompt-cache", "'2h' is no time for which providers keep prompts",
					"expected true, 5m, 1h or false")
			.tellsNothingButOf("llm.routing.routes.default.prompt-cache");
		StartReport.of("providers: {openai: {api-key: sk-1, prompt-cache: always}}")
			.tellsNothingButOf("llm.routing.providers.openai.prompt-cache");
	}

	@Test
	void mistakeAmongThoseThatFollow() {
		reportOf("default: {deployments: [openai/gpt-5.4-mini], then: [openai/gpt-5.4-mini, nobody/nothing]}")
			.tellsNothingButOf("llm.routing.routes.default.then[1]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "default: {}", "default: {deployments: []}", "default: {deployments: \"\"}",
			"default: {then: [openai/gpt-5.4-mini]}" })
	void noDeployments(String route) {
		reportOf(route)
			.tells("llm.routing.routes.default.deployments", "is empty",
					"expected at least one deployment, such as openai/gpt-5.4-mini")
			.tellsNothingButOf("llm.routing.routes.default.deployments");
	}

	@ParameterizedTest
	@CsvSource({ "-3, -3.0", ".nan, NaN", ".inf, Infinity" })
	void weightThatIsNone(String weight, String told) {
		reportOf("default: {deployments: [{model: openai/gpt-5.4-mini, weight: %s}]}".formatted(weight))
			.tells(FIRST + ".weight", told + " is no weight", "expected a number of at least 0")
			.tellsNothingButOf(FIRST + ".weight");
	}

	@Test
	void onlyWeightsOfZero() {
		reportOf("""
				default:
				  deployments: [{model: openai/gpt-5.4-mini, weight: 0}, {model: openai/gpt-5.4, weight: 0}]
				""")
			.tells("llm.routing.routes.default.deployments", "has only weights of 0",
					"expected at least one weight above 0")
			.tellsNothingButOf("llm.routing.routes.default.deployments");
	}

	@Test
	void routeThatLeadsToItself() {
		reportOf("default: {deployments: [{route: default}]}")
			.tells(FIRST + ".route", "'default' leads back to itself: default > default",
					"expected routes without a cycle")
			.tellsNothingButOf(FIRST + ".route");
	}

	@Test
	void twoRoutesThatLeadToEachOther() {
		reportOf("""
				default: {deployments: [{route: cheap}]}
				cheap: {deployments: [openai/gpt-5.4-mini], then: [{route: default}]}
				""")
			.tells("llm.routing.routes.cheap.then[0].route",
					"'default' leads back to itself: default > cheap > default", "expected routes without a cycle")
			.tellsNothingButOf("llm.routing.routes.cheap.then[0].route");
	}

	@Test
	void threeRoutesInACycleBehindAFourth() {
		reportOf("""
				default: {deployments: [{route: a}]}
				a: {deployments: [{route: b}]}
				b: {deployments: [{route: c}]}
				c: {deployments: [{route: a}]}
				""")
			.tells("llm.routing.routes.c.deployments[0].route", "'a' leads back to itself: default > a > b > c > a",
					"expected routes without a cycle")
			.tellsNothingButOf("llm.routing.routes.c.deployments[0].route");
	}

	@Test
	void nestedRouteThatDoesNotExist() {
		reportOf("default: {deployments: [{route: chaep}]}")
			.tells(FIRST + ".route", "'chaep' is no route", "expected one of [default]")
			.tellsNothingButOf(FIRST + ".route");
	}

	@Test
	void modelAndRouteInOneEntry() {
		reportOf("default: {deployments: [{model: openai/gpt-5.4-mini, route: default}]}")
			.tells(FIRST, "names both a model and a route", "expected one of the two")
			.tellsNothingButOf(FIRST);
	}

	@Test
	void neitherModelNorRouteInAnEntry() {
		reportOf("default: {deployments: [{weight: 3}]}")
			.tells(FIRST, "names neither a model nor a route", "expected one of the two")
			.tellsNothingButOf(FIRST);
	}

	@Test
	void severalRoutesAndNoDefault() {
		reportOf("""
				fast: {deployments: openai/gpt-5.4-mini}
				good: {deployments: openai/gpt-5.4}
				""")
			.tells("llm.routing.routes", "has several routes, and none of them is named 'default'",
					"name the route of requests that name none 'default'")
			.tellsNothingButOf("llm.routing.routes");
	}

	@Test
	void unknownStrategy() {
		reportOf("default: {strategy: round-robin, deployments: openai/gpt-5.4-mini}")
			.tells("llm.routing.routes.default.strategy", "'round-robin' is no strategy",
					"expected one of [ordered, weighted]")
			.tellsNothingButOf("llm.routing.routes.default.strategy");
	}

	@Test
	void timeout() {
		reportOf("default: {timeout: 0s, deployments: openai/gpt-5.4-mini}")
			.tells("llm.routing.routes.default.timeout", "PT0S is no time to wait",
					"expected a duration from 1ms to 1d, such as 30s")
			.tellsNothingButOf("llm.routing.routes.default.timeout");
	}

	@Test
	void namesThatDifferOnlyInDashes() {
		reportOf("""
				default: {deployments: openai/gpt-5.4-mini}
				long-context: {deployments: openai/gpt-5.4-mini}
				longcontext: {deployments: openai/gpt-5.4}
				""")
			.tells("llm.routing.routes.longcontext", "differs from 'long-context' only in dashes, underscores or case",
					"expected one of the two, or a name that differs in a letter or digit: "
							+ "properties and environment variables cannot tell them apart")
			.tellsNothingButOf("llm.routing.routes.longcontext");
	}

	@Test
	void routeThatLeadsOnlyToProvidersThatAreLeftOut() {
		StartReport.of("""
				providers:
				  openai: {api-key: sk-1}
				  anthropic: {when-no-key: disable}
				routes:
				  default: {deployments: openai/gpt-5.4-mini}
				  good: {deployments: anthropic/claude-haiku-4-5}
				""")
			.tells("llm.routing.routes.good.deployments", "leads only to providers that are left out",
					"expected at least one deployment at a provider that takes part")
			.tellsNothingButOf("llm.routing.routes.good.deployments");
	}

	@Test
	void routeToAProviderWithAMistakeIsNotToldASecondTime() {
		StartReport.of("""
				providers: {openai: {type: opneai}}
				routes: {default: {deployments: openai/gpt-5.4-mini}}
				""").tellsNothingButOf("llm.routing.providers.openai.type");
	}

	private static StartReport reportOf(String routes) {
		return StartReport.of("providers: {openai: {api-key: sk-1}}\nroutes:\n" + routes.indent(2));
	}

}
