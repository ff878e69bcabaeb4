package io.github.llmrouting;

import java.util.Optional;

import org.springframework.util.Assert;

/**
 * Names one deployment: a model at a provider, under one of the provider's credentials.
 *
 * @param provider name of the provider in the configuration
 * @param model name by which the provider is asked for the model
 * @param credential which of the provider's credentials, counted from 1
 */
public record DeploymentId(String provider, String model, int credential) {

	public DeploymentId {
		Assert.hasText(provider, "provider: blank (expected: a provider's name)");
		Assert.isTrue(provider.indexOf('/') < 0, () -> "provider: " + provider + " (expected: no slash)");
		Assert.hasText(model, "model: blank (expected: a model's name)");
		Assert.isTrue(credential >= 1, () -> "credential: " + credential + " (expected: >= 1)");
	}

	/** Returns the deployment of a model under the provider's first credential. */
	public static DeploymentId of(String provider, String model) {
		return new DeploymentId(provider, model, 1);
	}

	/**
	 * Reads {@code provider/model}, split at the first slash.
	 * @param text such as {@code openai/gpt-5.4-mini} or
	 * {@code openrouter/meta-llama/llama-4}
	 * @return empty unless both parts are there
	 */
	public static Optional<DeploymentId> parse(String text) {
		int slash = text.indexOf('/');
		String provider = text.substring(0, Math.max(slash, 0));
		String model = text.substring(slash + 1);
		return (provider.isBlank() || model.isBlank()) ? Optional.empty() : Optional.of(of(provider, model));
	}

	/** Returns the same model and provider under another credential. */
	public DeploymentId withCredential(int credential) {
		return new DeploymentId(this.provider, this.model, credential);
	}

	/**
	 * Returns {@code provider/model}, followed by {@code #2} for the second credential.
	 */
	@Override
	public String toString() {
		String name = this.provider + "/" + this.model;
		return (this.credential == 1) ? name : name + "#" + this.credential;
	}

}
