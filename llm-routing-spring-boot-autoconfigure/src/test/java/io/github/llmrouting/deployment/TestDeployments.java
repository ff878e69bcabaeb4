package io.github.llmrouting.deployment;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.Money;

/** Deployments for tests, by their names. */
public final class TestDeployments {

	private static final Money USD = new Money(1_000_000_000);

	private TestDeployments() {
	}

	/**
	 * Returns a deployment that costs 1,000 nano-dollars per input token and 2,000 per
	 * output token.
	 */
	public static Deployment priced(String name) {
		TokenPrices prices = new TokenPrices(USD, USD.plus(USD), null, null, null);
		return with(name, new ModelFacts(null, null, new ModelPrices(prices, null), null));
	}

	/** Returns a deployment of a model that nobody knows anything of. */
	public static Deployment unknown(String name) {
		return with(name, ModelFacts.UNKNOWN);
	}

	/** Returns a deployment of a model with a context window and no known price. */
	public static Deployment withWindow(String name, int contextWindow) {
		return with(name, new ModelFacts(contextWindow, null, ModelPrices.UNKNOWN, null));
	}

	private static Deployment with(String name, ModelFacts facts) {
		return new Deployment(DeploymentId.parse(name).orElseThrow(), facts, null);
	}

}
