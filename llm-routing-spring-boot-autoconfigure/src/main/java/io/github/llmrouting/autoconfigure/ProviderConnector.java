package io.github.llmrouting.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolverGroup;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * The connections to one provider: a pool of their own, bounded in connections and in
 * waiting exchanges, without Reactor Netty's silent retry and without redirects.
 */
final class ProviderConnector implements AutoCloseable {

	private static final int MAX_CONNECTIONS = 500;

	private static final Duration MAX_IDLE = Duration.ofSeconds(20);

	/** After this the address is looked up again, so that a moved provider is found. */
	private static final Duration MAX_LIFE = Duration.ofSeconds(60);

	private final ConnectionProvider connections;

	private final ClientHttpConnector connector;

	private final List<TimedResolvers> resolvers = new CopyOnWriteArrayList<>();

	/**
	 * Opens a pool.
	 * @param provider the provider's name, which the pool's meters bear
	 * @param builder of the connector, with what the application has set
	 * @param settings of the application for HTTP clients: TLS, proxies
	 * @param connectTimeout for a free or a new connection, and for finding its address
	 */
	ProviderConnector(String provider, ReactorClientHttpConnectorBuilder builder, HttpClientSettings settings,
			Duration connectTimeout) {
		this.connections = ConnectionProvider.builder("llm-routing-" + provider)
			.maxConnections(MAX_CONNECTIONS)
			.pendingAcquireMaxCount(2 * MAX_CONNECTIONS)
			.pendingAcquireTimeout(connectTimeout)
			.maxIdleTime(MAX_IDLE)
			.maxLifeTime(MAX_LIFE)
			.build();
		this.connector = builder.withHttpClientFactory(() -> HttpClient.create(this.connections))
			.withHttpClientCustomizer((client) -> client.disableRetry(true)
				.compress(false)
				.resolver(resolvers(client.configuration().resolver(), connectTimeout))
				.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()))
				.doOnChannelInit((observer, channel, address) -> prepare(channel.pipeline(), connectTimeout)))
			.build(settings.withRedirects(HttpRedirects.DONT_FOLLOW));
	}

	/** The application's resolvers, else those that all clients share. */
	private TimedResolvers resolvers(@Nullable AddressResolverGroup<?> given, Duration timeout) {
		TimedResolvers timed = new TimedResolvers(
				() -> (given != null) ? given : HttpResources.get().getOrCreateDefaultResolver(), timeout);
		this.resolvers.add(timed);
		return timed;
	}

	private static void prepare(ChannelPipeline pipeline, Duration connectTimeout) {
		pipeline.addBefore(NettyPipeline.ReactiveBridge, ResponseGuard.class.getName(), new ResponseGuard());
		SslHandler tls = pipeline.get(SslHandler.class);
		if (tls != null) {
			tls.setHandshakeTimeout(connectTimeout.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	/** Returns the connector for a web client. */
	ClientHttpConnector connector() {
		return this.connector;
	}

	/** Closes every connection. */
	@Override
	public void close() {
		this.connections.dispose();
		this.resolvers.forEach(TimedResolvers::close);
	}

}
