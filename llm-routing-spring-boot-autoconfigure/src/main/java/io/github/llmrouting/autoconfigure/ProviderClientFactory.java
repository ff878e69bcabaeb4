package io.github.llmrouting.autoconfigure;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.QuotaListener;
import reactor.core.scheduler.Schedulers;

import org.springframework.web.reactive.function.client.WebClient;

/** Makes the clients of the configured providers. */
final class ProviderClientFactory {

	private final Supplier<WebClient.Builder> builders;

	private final ProviderConnectors connectors;

	private final List<ProviderExchangeFilter> filters;

	private final QuotaListener quotaListener;

	private final ChatModelProviders chatModels;

	ProviderClientFactory(Supplier<WebClient.Builder> builders, ProviderConnectors connectors,
			List<ProviderExchangeFilter> filters, QuotaListener quotaListener, ChatModelProviders chatModels) {
		this.builders = builders;
		this.connectors = connectors;
		this.filters = filters;
		this.quotaListener = quotaListener;
		this.chatModels = chatModels;
	}

	ProviderClient create(ProviderSetup provider) {
		URI baseUrl = provider.baseUrl();
		return (baseUrl != null) ? create(provider, baseUrl) : this.chatModels.client(provider);
	}

	private ProviderClient create(ProviderSetup provider, URI baseUrl) {
		ProviderHttpSettings settings = ProviderHttpSettings
			.of(provider.name(), baseUrl, provider.timeouts(), Schedulers.parallel(), InstantSource.system())
			.withQuotaListener(this.quotaListener)
			.withOptions(provider.options());
		WebClient.Builder builder = this.builders.get()
			.clientConnector(this.connectors.connector(provider.name(), provider.timeouts().connect()));
		return provider.type().client(provider, settings, builder, this.filters);
	}

}
