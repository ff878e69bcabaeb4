package io.github.llmrouting.provider;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** A {@link ProviderHttp} that counts the bytes which it reads, in virtual time. */
final class MeteredClient implements AutoCloseable {

	private final AtomicLong bytesRead = new AtomicLong();

	private final ConnectionProvider connections = ConnectionProvider.create("metered", 1);

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final ProviderHttp http;

	MeteredClient(URI baseUrl) {
		HttpClient client = HttpClient.create(this.connections)
			.disableRetry(true)
			.doOnConnected((connection) -> connection.channel().pipeline().addFirst(new Meter()));
		this.http = new ProviderHttp(
				ProviderHttpSettings.of("openai", baseUrl, HttpFixture.TIMEOUTS, this.scheduler,
						InstantSource.fixed(Instant.EPOCH)),
				WebClient.builder().clientConnector(new ReactorClientHttpConnector(client)), List.of(),
				(headers, credential) -> headers.setBearerAuth(credential.value()), HttpFixture.CLASSIFIER);
	}

	ProviderHttp http() {
		return this.http;
	}

	/** Returns how many bytes were taken from the socket, heads included. */
	long bytesRead() {
		return this.bytesRead.get();
	}

	@Override
	public void close() {
		this.connections.dispose();
		this.scheduler.dispose();
	}

	/** Counts what passes. */
	private final class Meter extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			MeteredClient.this.bytesRead.addAndGet(((ByteBuf) message).readableBytes());
			context.fireChannelRead(message);
		}

	}

}
