package io.github.llmrouting.autoconfigure;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import io.netty.channel.Channel;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver.State;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * The connections that an application has to one provider, for tests of other packages,
 * which can see how many of them are in use.
 */
public final class ProviderConnections implements AutoCloseable {

	private final Set<Channel> open = ConcurrentHashMap.newKeySet();

	private final Set<Channel> inUse = ConcurrentHashMap.newKeySet();

	private final ProviderConnector connector;

	/**
	 * Opens a pool.
	 * @param settings of the application for HTTP clients
	 * @param customizer what the application changes
	 * @param connectTimeout for a free or a new connection
	 */
	public ProviderConnections(HttpClientSettings settings, UnaryOperator<HttpClient> customizer,
			Duration connectTimeout) {
		this.connector = new ProviderConnector("tested",
				ClientHttpConnectorBuilder.reactor()
					.withHttpClientCustomizer((client) -> customizer.apply(client).observe(this::note)),
				settings, connectTimeout);
	}

	private void note(Connection connection, State state) {
		if (state == State.ACQUIRED || state == State.CONFIGURED) {
			this.open.add(connection.channel());
			this.inUse.add(connection.channel());
		}
		else if (state == State.RELEASED || state == State.DISCONNECTING) {
			this.inUse.remove(connection.channel());
		}
	}

	/** Returns the connector for a web client. */
	public ClientHttpConnector connector() {
		return this.connector.connector();
	}

	/** Returns how many connections are neither idle nor closed. */
	public int inUse() {
		this.inUse.removeIf((channel) -> !channel.isOpen());
		return this.inUse.size();
	}

	/** Returns how many connections are not closed. */
	public int open() {
		this.open.removeIf((channel) -> !channel.isOpen());
		return this.open.size();
	}

	@Override
	public void close() {
		this.connector.close();
	}

}
