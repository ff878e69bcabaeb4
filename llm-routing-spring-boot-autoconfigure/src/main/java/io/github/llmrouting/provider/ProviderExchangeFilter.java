package io.github.llmrouting.provider;

import org.springframework.web.reactive.function.client.ExchangeFilterFunction;

/**
 * A filter of the application around the HTTP exchanges with providers. Beans of this
 * type are applied in their {@link org.springframework.core.annotation.Order order},
 * before the credential is written and outside of everything that the library does
 * itself. A filter must not repeat an exchange: that would be a retry that nobody counts.
 */
@FunctionalInterface
public interface ProviderExchangeFilter extends ExchangeFilterFunction {

	/**
	 * Returns whether the filter belongs to a provider's exchanges.
	 * @param provider the provider's name in the configuration
	 */
	default boolean appliesTo(String provider) {
		return true;
	}

}
