package io.github.llmrouting.test;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * An HTTP server on loopback that sends what it is told, broken responses included. It
 * has threads of its own, so that a client under test that blocks does not block the
 * server.
 */
final class SimulatedServer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final int THREADS = 2;

	private final Function<RecordedRequest, WireReply> replies;

	private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

	private final AtomicInteger repliesUnderWay = new AtomicInteger();

	private final LoopResources threads = LoopResources.create("provider-simulator", THREADS, true);

	private final DisposableServer server;

	private final int port;

	/**
	 * Starts a server.
	 * @param port port to listen at, 0 for a free one
	 * @param replies reply to each request, asked on a thread of the server
	 * @throws reactor.netty.ChannelBindException if the port is taken
	 */
	SimulatedServer(int port, Function<RecordedRequest, WireReply> replies) {
		this.replies = replies;
		try {
			this.server = HttpServer.create()
				.host("127.0.0.1")
				.port(port)
				.runOn(this.threads)
				.doOnChannelInit((observer, channel, address) -> this.connections.add(channel))
				.handle(this::reply)
				.bindNow(PATIENCE);
		}
		catch (RuntimeException ex) {
			this.threads.dispose();
			throw ex;
		}
		this.port = ((InetSocketAddress) this.server.address()).getPort();
	}

	private Mono<Void> reply(HttpServerRequest request, HttpServerResponse response) {
		return request.receive()
			.aggregate()
			.asString(StandardCharsets.UTF_8)
			.defaultIfEmpty("")
			.map((body) -> record(request, body))
			.map(this.replies)
			.flatMap((reply) -> send(reply, response))
			.doOnSubscribe((subscription) -> this.repliesUnderWay.incrementAndGet())
			.doFinally((signal) -> this.repliesUnderWay.decrementAndGet());
	}

	private static RecordedRequest record(HttpServerRequest request, String body) {
		Map<String, List<String>> headers = new HashMap<>();
		request.requestHeaders()
			.forEach((header) -> headers
				.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(header.getValue()));
		return new RecordedRequest(request.method().name(), request.uri(), headers, body);
	}

	private static Mono<Void> send(WireReply reply, HttpServerResponse response) {
		Mono<Void> sent = switch (reply.ending()) {
			case COMPLETE -> write(reply, response);
			case CUT -> write(reply, response).then(close(response));
			case RESET -> write(reply, response).then(reset(response));
			case STALLED -> write(reply, response).then(Mono.never());
			case DROPPED -> close(response);
			case RESET_AT_ONCE -> reset(response);
			case SILENT -> Mono.never();
		};
		return reply.delay().isZero() ? sent : Mono.delay(reply.delay()).then(sent);
	}

	private static Mono<Void> write(WireReply reply, HttpServerResponse response) {
		return Mono.defer(() -> {
			response.status(reply.status());
			reply.headers().forEach((name, values) -> response.responseHeaders().set(name, values));
			return response.send(reply.body().map(Unpooled::wrappedBuffer), (buffer) -> true).then();
		});
	}

	/** A socket that lingers for no time is closed by a reset. */
	private static Mono<Void> reset(HttpServerResponse response) {
		return Mono.defer(() -> {
			response.withConnection((connection) -> {
				connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
				connection.dispose();
			});
			return Mono.never();
		});
	}

	private static Mono<Void> close(HttpServerResponse response) {
		return Mono.defer(() -> {
			response.withConnection(Connection::dispose);
			return Mono.never();
		});
	}

	int port() {
		return this.port;
	}

	int openConnections() {
		return this.connections.size();
	}

	/** Returns how many requests are being answered now. */
	int repliesUnderWay() {
		return this.repliesUnderWay.get();
	}

	/** Closes all connections, then stops the server. */
	@Override
	public void close() {
		this.connections.close().awaitUninterruptibly(PATIENCE.toMillis());
		this.server.disposeNow(PATIENCE);
		this.threads.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
	}

}
