package io.github.llmrouting.autoconfigure;

import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.PromptCaching;
import io.github.llmrouting.routing.Route;
import io.github.llmrouting.routing.RoutingTable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ConfiguredRoutesTests {

	@Test
	void withoutRoutesEachProvidersFirstModelIsAttemptedInOrder() {
		Route route = StartReport.setup("""
				providers:
				  anthropic: {api-key: sk-1}
				  mine: {type: openai, base-url: "http://localhost:8000", models: [first, second]}
				""").table().routes().get("default");

		assertThat(route.strategy()).isEqualTo("ordered");
		assertThat(route.entries()).extracting(Route.Entry::name)
			.containsExactly("anthropic/claude-haiku-4-5", "mine/first");
	}

	@Test
	void deploymentsAsTextsAndAsObjects() {
		Route route = table("""
				default:
				  deployments:
				    - openai/gpt-5.4-mini
				    - {model: openai/gpt-5.4, weight: 70}
				    - " openai/gpt-5.4-nano "
				""").routes().get("default");

		assertThat(route.strategy()).isEqualTo("weighted");
		assertThat(route.entries()).extracting(Route.Entry::name, Route.Entry::weight)
			.containsExactly(tuple("openai/gpt-5.4-mini", 1.0), tuple("openai/gpt-5.4", 70.0),
					tuple("openai/gpt-5.4-nano", 1.0));
	}

	@Test
	void deploymentsSeparatedByCommas() {
		Route route = table(
				"default: {deployments: \"openai/gpt-5.4-mini, openai/gpt-5.4\", then: openai/gpt-5.4-nano}")
			.routes()
			.get("default");

		assertThat(route.entries()).extracting(Route.Entry::name)
			.containsExactly("openai/gpt-5.4-mini", "openai/gpt-5.4");
		assertThat(route.then()).extracting(Route.Entry::name).containsExactly("openai/gpt-5.4-nano");
	}

	@Test
	void nestedRouteThatIsTypedLater() {
		Route route = table("""
				default: {deployments: [openai/gpt-5.4, {route: cheap, weight: 10}]}
				cheap: {strategy: ordered, deployments: openai/gpt-5.4-nano, timeout: 5s}
				""").routes().get("default");

		assertThat(route.deployments()).extracting(Object::toString)
			.containsExactly("openai/gpt-5.4", "openai/gpt-5.4-nano");
		assertThat(route.entries().get(1).weight()).isEqualTo(10);
		assertThat(((Route.NestedRoute) route.entries().get(1)).route().timeout()).hasSeconds(5);
		assertThat(route.timeout()).hasMinutes(2);
	}

	@Test
	void onlyRouteIsTheDefaultOneWhateverItsName() {
		assertThat(table("chat: {deployments: openai/gpt-5.4-mini}").defaultRoute()).isEqualTo("chat");
	}

	@Test
	void routeGoesOnWithThoseThatFollowWhenItsDeploymentsAreLeftOut() {
		Route route = StartReport.setup("""
				providers: {openai: {when-no-key: disable}, anthropic: {api-key: sk-1}}
				routes: {default: {deployments: openai/gpt-5.4-mini, then: anthropic/claude-haiku-4-5}}
				""").table().routes().get("default");

		assertThat(route.entries()).extracting(Route.Entry::name).containsExactly("anthropic/claude-haiku-4-5");
	}

	@Test
	void severalKeysOfAProviderShareTheWeightOfItsEntry() {
		Route route = StartReport.setup("""
				providers: {openai: {api-keys: [{value: sk-1}, {value: sk-2, weight: 3}]}}
				routes: {default: {deployments: [{model: openai/gpt-5.4-mini, weight: 40}]}}
				""").table().routes().get("default");

		assertThat(route.entries()).extracting(Route.Entry::name, Route.Entry::weight)
			.containsExactly(tuple("openai/gpt-5.4-mini", 10.0), tuple("openai/gpt-5.4-mini#2", 30.0));
	}

	@Test
	void promptsAreKeptAsTheProviderSaysUnlessTheRouteSaysOtherwise() {
		RoutingTable table = StartReport.setup("""
				providers: {openai: {api-key: sk-1}, anthropic: {api-key: sk-2, prompt-cache: 1h}}
				routes:
				  default: {deployments: [openai/gpt-5.4-mini, anthropic/claude-haiku-4-5]}
				  chat: {deployments: [openai/gpt-5.4-mini], prompt-cache: true}
				  once: {deployments: [anthropic/claude-haiku-4-5], prompt-cache: off}
				""").table();

		assertThat(table.routes().get("default").deployments()).extracting(Deployment::promptCaching)
			.containsExactly(PromptCaching.OFF, PromptCaching.ONE_HOUR);
		assertThat(table.routes().get("default").promptCaching()).isNull();
		assertThat(table.routes().get("chat").promptCaching()).isEqualTo(PromptCaching.STANDARD);
		assertThat(table.routes().get("once").promptCaching()).isEqualTo(PromptCaching.OFF);
	}

	private static RoutingTable table(String routes) {
		return StartReport.setup("providers: {openai: {api-key: sk-1}}\nroutes:\n" + routes.indent(2)).table();
	}

}
