package io.github.llmrouting.deployment;

import io.github.llmrouting.DeploymentId;
import org.jspecify.annotations.Nullable;

/**
 * One model at one provider under one of the provider's credentials: what an attempt is
 * made at.
 *
 * @param id its name
 * @param facts what is known of the model
 * @param credential what the provider is shown, or {@code null} if it asks for nothing
 * @param promptCaching whether the provider is asked to keep what requests begin with,
 * unless a route says otherwise
 */
public record Deployment(DeploymentId id, ModelFacts facts, @Nullable Credential credential,
		PromptCaching promptCaching) {

	/** Creates a deployment whose provider is not asked to keep anything. */
	public Deployment(DeploymentId id, ModelFacts facts, @Nullable Credential credential) {
		this(id, facts, credential, PromptCaching.OFF);
	}

	/** Returns the name of the provider. */
	public String provider() {
		return this.id.provider();
	}

	/** Returns the name by which the provider is asked for the model. */
	public String model() {
		return this.id.model();
	}

	@Override
	public String toString() {
		return this.id.toString();
	}

}
