package io.github.llmrouting.provider;

import java.util.Locale;

/** Who rests after a failure of a deployment. */
public enum CooldownScope {

	/** The deployment alone: its model under its credential. */
	DEPLOYMENT,

	/** Every model of the provider under the same credential. */
	CREDENTIAL,

	/** The same model of the provider under every credential. */
	MODEL,

	/** Everything of the provider. */
	PROVIDER;

	/** Returns the name in lower case, as in reports. */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
