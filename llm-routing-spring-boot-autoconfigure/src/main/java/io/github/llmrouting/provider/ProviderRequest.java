package io.github.llmrouting.provider;

import java.time.Duration;

import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.PromptCaching;

import org.springframework.ai.chat.prompt.Prompt;

/**
 * One attempt to make.
 *
 * @param deployment which model to ask for, and under which credential
 * @param prompt the conversation and its options; the model named in them does not count
 * @param promptCaching whether the provider is asked to keep what the prompt begins with
 * @param timeout time left for the attempt, above 0
 */
public record ProviderRequest(Deployment deployment, Prompt prompt, PromptCaching promptCaching, Duration timeout) {

	/** Creates an attempt that follows the deployment in whether to keep the prompt. */
	public ProviderRequest(Deployment deployment, Prompt prompt, Duration timeout) {
		this(deployment, prompt, deployment.promptCaching(), timeout);
	}

	/** Returns the same attempt under another credential. */
	public ProviderRequest withCredential(Credential credential) {
		Deployment signed = new Deployment(this.deployment.id(), this.deployment.facts(), credential,
				this.deployment.promptCaching());
		return new ProviderRequest(signed, this.prompt, this.promptCaching, this.timeout);
	}

	/** Returns the request without its content: prompts do not belong in logs. */
	@Override
	public String toString() {
		return "ProviderRequest[" + this.deployment + ", timeout=" + this.timeout + "]";
	}

}
