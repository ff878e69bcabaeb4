package io.github.llmrouting;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DeploymentIdTests {

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "gpt-5.4-mini", "/", "/gpt-5.4-mini", " /gpt-5.4-mini", "openai/", "openai/ \t",
			" / " })
	void textWithoutBothPartsIsNoDeployment(String text) {
		assertThat(DeploymentId.parse(text)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "openai/gpt-5.4-mini, openai, gpt-5.4-mini",
			"openrouter/meta-llama/llama-4, openrouter, meta-llama/llama-4",
			"local//models/llama.gguf, local, /models/llama.gguf", "ollama/qwen3:8b, ollama, qwen3:8b",
			"azure/a/b/, azure, a/b/" })
	void textIsSplitAtTheFirstSlash(String text, String provider, String model) {
		assertThat(DeploymentId.parse(text)).contains(new DeploymentId(provider, model, 1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai/gpt-5.4-mini", "openrouter/meta-llama/llama-4" })
	void firstCredentialIsNotShownSoThatTheTextReadsBack(String text) {
		assertThat(DeploymentId.parse(text).orElseThrow()).hasToString(text);
	}

	@Test
	void furtherCredentialIsShown() {
		DeploymentId second = DeploymentId.of("openai", "gpt-5.4-mini").withCredential(2);

		assertThat(second).isEqualTo(new DeploymentId("openai", "gpt-5.4-mini", 2))
			.hasToString("openai/gpt-5.4-mini#2");
	}

	@Test
	void blankPartsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> DeploymentId.of(" ", "m"))
			.withMessage("provider: blank (expected: a provider's name)");
		assertThatIllegalArgumentException().isThrownBy(() -> DeploymentId.of("p", ""))
			.withMessage("model: blank (expected: a model's name)");
	}

	@Test
	void slashInProviderIsRefusedBecauseItsTextWouldReadBackAsAnother() {
		assertThatIllegalArgumentException().isThrownBy(() -> DeploymentId.of("a/b", "m"))
			.withMessage("provider: a/b (expected: no slash)");
	}

	@Test
	void credentialsAreCountedFromOne() {
		DeploymentId first = DeploymentId.of("p", "m");

		assertThat(first.credential()).isEqualTo(1);
		assertThatIllegalArgumentException().isThrownBy(() -> first.withCredential(0))
			.withMessage("credential: 0 (expected: >= 1)");
	}

}
