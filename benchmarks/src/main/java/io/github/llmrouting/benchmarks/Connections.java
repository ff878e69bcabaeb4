package io.github.llmrouting.benchmarks;

import java.time.Duration;

import io.netty.channel.ChannelOption;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;

/** Connections as auto-configuration opens them to a provider. */
final class Connections {

	private Connections() {
	}

	static HttpClient client() {
		ConnectionProvider connections = ConnectionProvider.builder("benchmark")
			.maxConnections(500)
			.pendingAcquireMaxCount(1000)
			.pendingAcquireTimeout(Duration.ofSeconds(2))
			.maxIdleTime(Duration.ofSeconds(20))
			.maxLifeTime(Duration.ofSeconds(60))
			.build();
		return HttpClient.create(connections).disableRetry(true).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2000);
	}

	static ClientHttpConnector connector() {
		return ClientHttpConnectorBuilder.reactor().withHttpClientFactory(Connections::client).build();
	}

}
