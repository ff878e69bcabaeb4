package io.github.llmrouting.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ProviderMistakesTests {

	private static final String URL_EXPECTED = "expected http:// or https://, a host, and neither a user nor a query, "
			+ "such as https://api.openai.com/v1";

	@Test
	void reportHasAllMistakesAndThenHowToMendThem() {
		StartReport report = StartReport.of("enabled: true");

		assertThat(report.description()).isEqualTo("""
				The configuration of LLM routing is not usable:

				    llm.routing.providers: names no provider""");
		assertThat(report.action()).isEqualTo("""
				Mend:

				    llm.routing.providers: expected at least one, such as \
				"llm.routing.providers.openai.api-key: ${OPENAI_API_KEY}\"""");
	}

	@ParameterizedTest
	@ValueSource(strings = { "enabled: true", "providers:", "providers: {}" })
	void noProvider(String yaml) {
		StartReport.of(yaml)
			.tells("llm.routing.providers", "names no provider",
					"expected at least one, such as \"llm.routing.providers.openai.api-key: ${OPENAI_API_KEY}\"")
			.tellsNothingButOf("llm.routing.providers");
	}

	@Test
	void typeThatDoesNotExist() {
		StartReport.of("""
				providers:
				  mine: {type: opneai, api-key: sk-1}
				""")
			.tells("llm.routing.providers.mine.type", "'opneai' is no provider type",
					"expected one of [openai, azure-openai, anthropic, gemini, ollama]")
			.tellsNothingButOf("llm.routing.providers.mine.type");
	}

	@Test
	void nameThatStandsForTheTypeAndIsNone() {
		StartReport.of("""
				providers:
				  mistral: {api-key: sk-1}
				""")
			.tells("llm.routing.providers.mistral.type",
					"'mistral' is no provider type (the provider's name stands for it)",
					"expected one of [openai, azure-openai, anthropic, gemini, ollama]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			api.openai.com/v1           | does not start with http:// or https://
			localhost:8080              | does not start with http:// or https://
			ftp://host/v1               | does not start with http:// or https://
			file:/etc/passwd            | does not start with http:// or https://
			http://                     | is no URL
			http://my host/v1           | is no URL
			http:///v1                  | has no host, or one with letters that no host has, such as underscores
			http://my_host:8080         | has no host, or one with letters that no host has, such as underscores
			http://host:99999           | has a port that does not exist
			https://host/v1?key=a       | has a query or a fragment
			https://host/v1#a           | has a query or a fragment
			https://me@host/v1          | holds a user name or a password
			'${NO_SUCH_PROPERTY}/v1'    | holds a placeholder ${...} whose property does not exist
			''                          | is blank
			'  '                        | is blank
			""")
	void baseUrl(String url, String found) {
		StartReport.of("""
				providers:
				  openai: {base-url: "%s", api-key: sk-1}
				""".formatted(url))
			.tells("llm.routing.providers.openai.base-url", found, URL_EXPECTED)
			.tellsNothingButOf("llm.routing.providers.openai.base-url");
	}

	@Test
	void azureWithoutABaseUrl() {
		StartReport.of("providers: {azure: {type: azure-openai, api-key: sk-1, models: [my-deployment]}}")
			.tells("llm.routing.providers.azure.base-url", "is missing",
					"expected the address of your resource, such as https://my-resource.openai.azure.com")
			.tellsNothingButOf("llm.routing.providers.azure.base-url");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			v1                 | 'v1' is no version of Azure's API
			2024-10            | '2024-10' is no version of Azure's API
			2025-04-01-Preview | '2025-04-01-Preview' is no version of Azure's API
			2024-06-01         | 2024-06-01 is too old: its streams do not tell their usage
			2024-08-01-preview | 2024-08-01-preview is too old: its streams do not tell their usage
			""", quoteCharacter = '"')
	void apiVersion(String version, String found) {
		StartReport.of("""
				providers:
				  azure: {type: azure-openai, base-url: "https://a.openai.azure.com", api-key: sk-1, api-version: "%s"}
				""".formatted(version))
			.tells("llm.routing.providers.azure.api-version", found,
					"expected 2024-09-01-preview or a later one, such as 2024-10-21; or none, for the v1 API");
	}

	@Test
	void apiVersionBesideABaseUrlThatHasNone() {
		StartReport.of("""
				providers:
				  azure:
				    type: azure-openai
				    base-url: https://a.openai.azure.com/openai/v1
				    api-key: sk-1
				    api-version: 2024-10-21
				    models: [my-deployment]
				""")
			.tells("llm.routing.providers.azure.api-version",
					"stands beside a base URL of the v1 API, which has no such versions", "expected one of the two")
			.tellsNothingButOf("llm.routing.providers.azure.api-version");
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai", "anthropic", "gemini", "ollama" })
	void apiVersionOfAnotherType(String type) {
		StartReport.of("providers: {mine: {type: " + type + ", api-key: sk-1, api-version: 2024-10-21}}")
			.tells("llm.routing.providers.mine.api-version", "belongs to another type than " + type,
					"expected it at type azure-openai only");
	}

	@Test
	void passwordInBaseUrlIsNotTold() {
		StartReport.of("""
				providers:
				  openai: {base-url: "https://me:canary@host/v1"}
				  other: {type: openai, base-url: "https://me:canary@my_host/v 1?key=canary"}
				""")
			.hides("canary")
			.tells("llm.routing.providers.openai.base-url", "holds a user name or a password", URL_EXPECTED)
			.tells("llm.routing.providers.other.base-url", "is no URL", URL_EXPECTED);
	}

	@Test
	void namesThatDifferOnlyInDashesUnderscoresOrCase() {
		String mend = "expected one of the two, or a name that differs in a letter or digit: "
				+ "properties and environment variables cannot tell them apart";
		StartReport.of("""
				providers:
				  azure-eu: {type: openai, api-key: sk-1}
				  azureeu: {type: openai, api-key: sk-2}
				  open_ai: {type: openai, api-key: sk-3}
				  OpenAI: {type: openai, api-key: sk-4}
				""")
			.tells("llm.routing.providers.azureeu", "differs from 'azure-eu' only in dashes, underscores or case", mend)
			.tells("llm.routing.providers.OpenAI", "differs from 'open_ai' only in dashes, underscores or case", mend);
	}

	@Test
	void namesThatCannotStandInFrontOfASlash() {
		StartReport.of("""
				providers:
				  "[open/ai]": {type: openai, api-key: sk-1}
				  "[open.ai]": {type: openai, api-key: sk-1}
				""")
			.tells("llm.routing.providers.open/ai", "has a name that cannot be used everywhere",
					"expected letters, digits and dashes, such as open-ai")
			.tells("llm.routing.providers.open.ai", "has a name that cannot be used everywhere",
					"expected letters, digits and dashes, such as open-ai");
	}

	@ParameterizedTest
	@ValueSource(strings = { "connect", "response", "first-content", "between-contents", "total" })
	void timeouts(String timeout) {
		StartReport.of("""
				providers:
				  openai: {api-key: sk-1, timeout: {%s: 0s}}
				  other: {type: openai, api-key: sk-1, timeout: {%s: -1s}}
				  another: {type: openai, api-key: sk-1, timeout: {%s: 25h}}
				""".formatted(timeout, timeout, timeout))
			.tells("llm.routing.providers.openai.timeout." + timeout, "PT0S is no time to wait",
					"expected a duration from 1ms to 1d, such as 30s")
			.tells("llm.routing.providers.other.timeout." + timeout, "PT-1S is no time to wait",
					"expected a duration from 1ms to 1d, such as 30s")
			.tells("llm.routing.providers.another.timeout." + timeout, "PT25H is no time to wait",
					"expected a duration from 1ms to 1d, such as 30s");
	}

	@Test
	void nameOfAHealthComponentThatIsNoProvider() {
		StartReport.of("providers: {routes: {type: openai, api-key: sk-1}}")
			.tells("llm.routing.providers.routes", "has the name of a health component that is no provider",
					"expected another name")
			.tellsNothingButOf("llm.routing.providers.routes");
	}

	@Test
	void everyProviderIsLeftOut() {
		StartReport.of("""
				providers:
				  openai: {when-no-key: disable}
				  anthropic: {enabled: false}
				""")
			.tells("llm.routing.providers", "are all left out: disabled, or without an API key",
					"expected at least one that takes part")
			.tellsNothingButOf("llm.routing.providers");
	}

	@Test
	void beanOfAnotherKindUnderTheNameOfAProvider() {
		ApplicationContextRunner runner = StartReport.runner("providers: {openai: {api-key: sk-canary}}")
			.withBean("openai", StringBuilder.class);

		StartReport.of(runner)
			.hides("canary")
			.tells("llm.routing.providers.openai", "has the name of a bean of another kind, java.lang.StringBuilder",
					"rename the provider or the bean, or make the bean a ProviderClient to replace the provider's");
	}

}
