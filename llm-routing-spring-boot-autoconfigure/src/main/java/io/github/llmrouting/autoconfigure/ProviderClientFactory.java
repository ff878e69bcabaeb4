package io.github.llmrouting.autoconfigure;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import io.github.llmrouting.provider.ProviderHttpSettings;
import reactor.core.scheduler.Schedulers;

import org.springframework.web.reactive.function.client.WebClient;

/** Makes the clients of the configured providers. */
final class ProviderClientFactory {

	private final Supplier<WebClient.Builder> builders;

	private final ProviderConnectors connectors;

	private final List<ProviderExchangeFilter> filters;

	ProviderClientFactory(Supplier<WebClient.Builder> builders, ProviderConnectors connectors,
			List<ProviderExchangeFilter> filters) {
		this.builders = builders;
		this.connectors = connectors;
		this.filters = filters;
	}

	ProviderClient create(ProviderSetup provider) {
		ProviderHttpSettings settings = ProviderHttpSettings
			.of(provider.name(), provider.baseUrl(), provider.timeouts(), Schedulers.parallel(), InstantSource.system())
			.withOptions(provider.options());
		WebClient.Builder builder = this.builders.get()
			.clientConnector(this.connectors.connector(provider.name(), provider.timeouts().connect()));
		return provider.type().client(provider, settings, builder, this.filters);
	}

}
