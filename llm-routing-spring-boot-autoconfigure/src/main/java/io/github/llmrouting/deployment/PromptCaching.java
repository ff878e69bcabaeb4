package io.github.llmrouting.deployment;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether a provider is asked to keep what a request begins with, so that the next one
 * with the same beginning costs less and begins sooner. Providers that keep it anyway
 * need not be asked.
 */
public enum PromptCaching {

	/** The provider is not asked. */
	OFF,

	/** For as long as the provider does without being told: at Anthropic five minutes. */
	STANDARD,

	/** For an hour, where the provider can be told; keeping it may cost more. */
	ONE_HOUR;

	/**
	 * Finds what a text of the configuration stands for: {@code true}, {@code on} or
	 * {@code 5m}, {@code 1h}, {@code false} or {@code off}.
	 */
	public static Optional<PromptCaching> of(String text) {
		return switch (text.trim().toLowerCase(Locale.ROOT)) {
			case "true", "on", "5m" -> Optional.of(STANDARD);
			case "1h" -> Optional.of(ONE_HOUR);
			case "false", "off" -> Optional.of(OFF);
			default -> Optional.empty();
		};
	}

}
