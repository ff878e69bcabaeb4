package io.github.llmrouting.deployment;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CatalogueReaderTests {

	@Test
	void whatIsAbsentIsUnknown() {
		ModelFacts facts = read("""
				{"vendors": [{"type": "openai", "home": true, "models": [{"name": "plain"}]}]}""")
			.find("openai", null, "plain")
			.orElseThrow();

		assertThat(facts).isEqualTo(ModelFacts.UNKNOWN);
		assertThat(facts.can(Capability.TOOLS)).isTrue();
	}

	@Test
	void emptyListOfCapabilitiesMeansThatTheModelCanDoNothingSpecial() {
		ModelFacts facts = read("""
				{"vendors": [{"type": "openai", "home": true, "models": [{"name": "plain", "can": []}]}]}""")
			.find("openai", null, "plain")
			.orElseThrow();

		assertThat(facts.can(Capability.TOOLS)).isFalse();
	}

	@Test
	void catalogueWithAnUnknownCapabilityIsAnErrorAndNotReadByHalves() {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> read("""
				{"vendors": [{"type": "openai", "models": [{"name": "plain", "can": ["flying"]}]}]}"""));
	}

	@Test
	void capabilitiesAreFoundByTheirTags() {
		assertThat(Capability.values())
			.allSatisfy((capability) -> assertThat(Capability.of(capability.tag())).contains(capability));
		assertThat(Capability.STRUCTURED_OUTPUT.tag()).isEqualTo("structured-output");
		assertThat(Capability.of("STRUCTURED_OUTPUT")).isEmpty();
	}

	private static ModelCatalogue read(String json) {
		return new ModelCatalogue(
				CatalogueReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
	}

}
