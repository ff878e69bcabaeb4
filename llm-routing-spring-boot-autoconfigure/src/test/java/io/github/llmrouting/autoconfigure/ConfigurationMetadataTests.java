package io.github.llmrouting.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationMetadataTests {

	private final JsonNode metadata = ours();

	private final Map<String, JsonNode> properties = this.metadata.required("properties")
		.valueStream()
		.filter((property) -> property.required("name").asString().startsWith("llm.routing."))
		.collect(Collectors.toMap((property) -> property.required("name").asString(), Function.identity()));

	@Test
	void everyPropertyIsThere() {
		assertThat(this.properties).containsOnlyKeys("llm.routing.enabled", "llm.routing.timeout",
				"llm.routing.attempts.max", "llm.routing.providers", "llm.routing.routes",
				"llm.routing.chat-model.primary", "llm.routing.request-log.enabled");
	}

	@Test
	void everyPropertyIsDescribedInASentenceWithoutAnArticle() {
		assertThat(this.properties.values()).extracting((property) -> property.path("description").asString(""))
			.allSatisfy((description) -> assertThat(description).matches("[A-Z].*\\.").doesNotStartWith("The "));
	}

	@Test
	void switchesSayWhether() {
		assertThat(this.properties.values())
			.filteredOn((property) -> property.required("type").asString().equals("java.lang.Boolean"))
			.hasSize(3)
			.extracting((property) -> property.required("description").asString())
			.allMatch((description) -> description.startsWith("Whether "));
	}

	@Test
	void defaultsAreThoseOfTheRecords() {
		List<ConfigurationKey> keys = ConfigurationKey.all()
			.stream()
			.filter((key) -> this.properties.containsKey(key.name()))
			.toList();

		assertThat(keys).hasSize(5)
			.allSatisfy((key) -> assertThat(this.properties.get(key.name()).path("defaultValue").asString())
				.isEqualTo(key.defaultValue()));
	}

	@Test
	void onlyMapsHaveTypesOfOurs() {
		assertThat(this.properties.values())
			.filteredOn((property) -> property.required("type").asString().contains("io.github.llmrouting"))
			.extracting((property) -> property.required("name").asString())
			.containsExactlyInAnyOrder("llm.routing.providers", "llm.routing.routes");
	}

	@Test
	void hintsAreTheValuesThatExist() {
		assertThat(hints("llm.routing.providers.*.type")).isEqualTo(ProviderType.ids());
		assertThat(hints("llm.routing.providers.keys")).isEqualTo(ProviderType.ids());
		assertThat(hints("llm.routing.providers.*.when-no-key")).containsExactly("fail", "disable", "allow");
		assertThat(hints("llm.routing.routes.keys")).containsExactly("default");
		assertThat(hints("spring.ai.model.chat")).containsExactly("llm-routing");
	}

	@Test
	void hintsForStrategiesAreThoseThatTheReportOfAMistakeNames() {
		StartReport report = StartReport.of("""
				providers: {openai: {api-key: sk-1}}
				routes: {default: {strategy: nonsense, deployments: openai/gpt-5.4-mini}}
				""");

		assertThat(report.action())
			.contains("expected one of " + hints("llm.routing.routes.*.strategy").stream().sorted().toList());
	}

	@Test
	void everyHintIsDescribed() {
		assertThat(
				this.metadata.required("hints").valueStream().flatMap((hint) -> hint.required("values").valueStream()))
			.allSatisfy((value) -> assertThat(value.path("description").asString("")).matches("[A-Z].*\\."));
	}

	private List<String> hints(String name) {
		return this.metadata.required("hints")
			.valueStream()
			.filter((hint) -> hint.required("name").asString().equals(name))
			.flatMap((hint) -> hint.required("values").valueStream())
			.map((value) -> value.required("value").asString())
			.toList();
	}

	private static JsonNode ours() {
		return all().filter((metadata) -> metadata.path("groups").toString().contains("\"llm.routing\""))
			.findFirst()
			.orElseThrow();
	}

	private static Stream<JsonNode> all() {
		try {
			return Collections
				.list(LlmRoutingProperties.class.getClassLoader()
					.getResources("META-INF/spring-configuration-metadata.json"))
				.stream()
				.map(ConfigurationMetadataTests::read);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static JsonNode read(URL url) {
		try (InputStream json = url.openStream()) {
			return JsonMapper.shared().readTree(json);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
