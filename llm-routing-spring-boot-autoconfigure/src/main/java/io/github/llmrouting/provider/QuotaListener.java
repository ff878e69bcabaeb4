package io.github.llmrouting.provider;

import io.github.llmrouting.DeploymentId;

/**
 * Is told what providers say of their quotas in the headers of their responses, be they
 * answers or errors. Called for each response, on the thread that reads it: must not
 * block and must not throw.
 */
@FunctionalInterface
public interface QuotaListener {

	/**
	 * Takes note of a quota.
	 * @param deployment that was asked
	 * @param reading what is told, not nothing
	 */
	void quotaRead(DeploymentId deployment, QuotaReading reading);

	/** Returns a listener that nothing matters to. */
	static QuotaListener none() {
		return (deployment, reading) -> {
		};
	}

}
