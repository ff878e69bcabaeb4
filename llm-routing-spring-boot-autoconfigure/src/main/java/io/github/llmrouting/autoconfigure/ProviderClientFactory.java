package io.github.llmrouting.autoconfigure;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.autoconfigure.RoutingSetup.VertexSetup;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.QuotaListener;
import io.github.llmrouting.provider.gemini.AccessTokens;
import io.github.llmrouting.provider.gemini.GeminiClient;
import io.github.llmrouting.provider.gemini.VertexAi;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.reactive.function.client.WebClient;

/** Makes the clients of the configured providers. */
final class ProviderClientFactory {

	private final Supplier<WebClient.Builder> builders;

	private final ProviderConnectors connectors;

	private final List<ProviderExchangeFilter> filters;

	private final QuotaListener quotaListener;

	private final ChatModelProviders chatModels;

	private final ObjectProvider<AccessTokens> accessTokens;

	ProviderClientFactory(Supplier<WebClient.Builder> builders, ProviderConnectors connectors,
			List<ProviderExchangeFilter> filters, QuotaListener quotaListener, ChatModelProviders chatModels,
			ObjectProvider<AccessTokens> accessTokens) {
		this.builders = builders;
		this.connectors = connectors;
		this.filters = filters;
		this.quotaListener = quotaListener;
		this.chatModels = chatModels;
		this.accessTokens = accessTokens;
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
		VertexSetup vertexAi = provider.vertexAi();
		return (vertexAi != null)
				? GeminiClient.vertexAi(settings, vertexAi(provider.name(), vertexAi), builder, this.filters)
				: provider.type().client(provider, settings, builder, this.filters);
	}

	private VertexAi vertexAi(String provider, VertexSetup setup) {
		AccessTokens tokens = this.accessTokens.getIfAvailable();
		if (tokens == null) {
			throw new InvalidRoutingConfigurationException(List.of(new ConfigurationProblem(
					"llm.routing.providers." + provider + ".project", "needs access tokens, and nobody gives them",
					"add the dependency com.google.auth:google-auth-library-oauth2-http, or an AccessTokens bean")));
		}
		return new VertexAi(setup.project(), setup.region(), tokens);
	}

}
