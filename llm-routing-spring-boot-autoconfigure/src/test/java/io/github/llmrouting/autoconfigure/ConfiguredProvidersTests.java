package io.github.llmrouting.autoconfigure;

import java.net.URI;
import java.time.Duration;

import io.github.llmrouting.autoconfigure.RoutingSetup.Key;
import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderTimeouts;
import io.github.llmrouting.routing.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

@ExtendWith(OutputCaptureExtension.class)
class ConfiguredProvidersTests {

	private static final String ONE_OF_THREE_LEFT_OUT = """
			providers:
			  openai: {when-no-key: disable, api-key: "${NO_SUCH_PROPERTY:}"}
			  anthropic: {api-key: sk-2}
			  other: {type: openai, enabled: false, api-key: "${NO_SUCH_PROPERTY}"}
			routes:
			  default:
			    deployments: [openai/gpt-5.4-mini, anthropic/claude-haiku-4-5, other/gpt-5.4]
			    then: [openai/gpt-5.4-mini]
			""";

	@Test
	void defaults() {
		RoutingSetup setup = StartReport.setup("providers: {openai: {api-key: sk-1}}");
		ProviderSetup provider = setup.providers().get(0);

		assertThat(setup.timeout()).hasMinutes(2);
		assertThat(setup.maxAttempts()).isEqualTo(4);
		assertThat(provider.type()).isEqualTo(ProviderType.OPENAI);
		assertThat(provider.baseUrl()).isEqualTo(URI.create("https://api.openai.com/v1"));
		assertThat(provider.timeouts()).isEqualTo(ProviderTimeouts.STANDARD);
	}

	@Test
	void everythingTyped() {
		ProviderSetup provider = StartReport.setup("""
				providers:
				  proxy:
				    type: OpenAI
				    api-key: sk-1
				    base-url: HTTPS://Proxy.example:8443/v1//
				    timeout: {connect: 1s, response: 2s, first-content: 3s, between-contents: 4s, total: 5}
				""").providers().get(0);

		assertThat(provider.baseUrl()).isEqualTo(URI.create("HTTPS://Proxy.example:8443/v1"));
		assertThat(provider.timeouts()).isEqualTo(new ProviderTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2),
				Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofMillis(5)));
	}

	@Test
	void serverOfOnesOwnNeedsNoKey() {
		RoutingSetup setup = StartReport.setup("""
				providers: {local: {type: openai, base-url: "http://localhost:11434/v1", models: llama3.2}}
				""");

		assertThat(setup.providers().get(0).keys()).isEmpty();
		assertThat(setup.table().deployments()).singleElement()
			.satisfies((deployment) -> assertThat(deployment.credential()).isNull());
	}

	@Test
	void providerWithoutAKeyIsLeftOutWithOneLogLine(CapturedOutput output) {
		RoutingSetup setup = StartReport.setup(ONE_OF_THREE_LEFT_OUT);

		assertThat(setup.activeProviders()).extracting(ProviderSetup::name).containsExactly("anthropic");
		assertThat(output.toString().lines().filter((line) -> line.contains(" is left out"))).singleElement()
			.asString()
			.contains("INFO")
			.endsWith("The provider 'openai' is left out: llm.routing.providers.openai.api-key is empty");
	}

	@Test
	void entriesAtProvidersThatAreLeftOutVanish() {
		Route route = StartReport.setup(ONE_OF_THREE_LEFT_OUT).table().routes().get("default");

		assertThat(route.entries()).extracting(Route.Entry::name).containsExactly("anthropic/claude-haiku-4-5");
		assertThat(route.then()).isEmpty();
	}

	@Test
	void providersThatAreLeftOutHaveNoClient() {
		StartReport.runner(ONE_OF_THREE_LEFT_OUT)
			.run((context) -> assertThat(context.getBeansOfType(ProviderClient.class)).containsOnlyKeys("anthropic"));
	}

	@Test
	void blankOnesOfSeveralKeysAreLeftOut() {
		ProviderSetup provider = StartReport.setup("""
				providers: {openai: {when-no-key: disable, api-keys: ["${NO_SUCH_PROPERTY:}", sk-2]}}
				""").providers().get(0);

		assertThat(provider.keys()).extracting((key) -> key.credential().value()).containsExactly("sk-2");
	}

	@Test
	void providerWhoseKeysAreAllBlankIsLeftOut() {
		RoutingSetup setup = StartReport.setup("""
				providers:
				  openai: {when-no-key: disable, api-keys: [{value: ""}, {weight: 2}]}
				  anthropic: {api-key: sk-2}
				""");

		assertThat(setup.activeProviders()).extracting(ProviderSetup::name).containsExactly("anthropic");
	}

	@Test
	void severalKeysAsTextsAndAsObjects() {
		assertThat(StartReport.setup("providers: {openai: {api-keys: \"sk-1, sk-2\"}}").providers().get(0).keys())
			.extracting((key) -> key.credential().value(), Key::weight)
			.containsExactly(tuple("sk-1", 1.0), tuple("sk-2", 1.0));
		assertThat(StartReport.setup("providers: {openai: {api-keys: [sk-1, {value: sk-2, weight: 3}]}}")
			.providers()
			.get(0)
			.keys()).extracting(Key::weight).containsExactly(1.0, 3.0);
	}

}
