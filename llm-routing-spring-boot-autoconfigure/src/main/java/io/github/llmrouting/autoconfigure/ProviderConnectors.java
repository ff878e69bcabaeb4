package io.github.llmrouting.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;

/** The connections to all providers, a pool for each. Closing it closes them. */
final class ProviderConnectors implements AutoCloseable {

	private final HttpClientSettings settings;

	private final List<ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder>> customizers;

	private final Map<String, ProviderConnector> open = new ConcurrentHashMap<>();

	ProviderConnectors(HttpClientSettings settings,
			List<ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder>> customizers) {
		this.settings = settings;
		this.customizers = customizers;
	}

	/** Returns the connector of a provider, and opens its pool at the first call. */
	ClientHttpConnector connector(String provider, Duration connectTimeout) {
		return this.open
			.computeIfAbsent(provider, (name) -> new ProviderConnector(name, builder(), this.settings, connectTimeout))
			.connector();
	}

	private ReactorClientHttpConnectorBuilder builder() {
		ReactorClientHttpConnectorBuilder builder = ClientHttpConnectorBuilder.reactor();
		for (ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> customizer : this.customizers) {
			builder = customizer.customize(builder);
		}
		return builder;
	}

	@Override
	public void close() {
		this.open.values().forEach(ProviderConnector::close);
	}

}
