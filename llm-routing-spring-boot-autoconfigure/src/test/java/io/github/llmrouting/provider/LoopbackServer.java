package io.github.llmrouting.provider;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.tcp.TcpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers one HTTP request after the other with the very bytes that it was given, be they
 * HTTP or not, and remembers the requests.
 */
final class LoopbackServer implements AutoCloseable {

	private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

	private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

	private final Queue<RawReply> replies = new ConcurrentLinkedQueue<>();

	private final CountDownLatch disconnected = new CountDownLatch(1);

	private final DisposableServer server = TcpServer.create().host("127.0.0.1").port(0).handle(this::serve).bindNow();

	/** Adds a reply to the next request that has none yet. */
	LoopbackServer reply(RawReply reply) {
		this.replies.add(reply);
		return this;
	}

	URI baseUrl() {
		return URI.create("http://127.0.0.1:" + this.server.port() + "/v1");
	}

	/** Waits for the next request and returns it as it came. */
	String takeRequest() {
		try {
			String request = this.requests.poll(5, TimeUnit.SECONDS);
			assertThat(request).as("request within 5 seconds").isNotNull();
			return request;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns the requests that nobody has taken. */
	List<String> requests() {
		return List.copyOf(this.requests);
	}

	void awaitDisconnect() {
		try {
			assertThat(this.disconnected.await(5, TimeUnit.SECONDS)).as("client hung up within 5 seconds").isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	private Publisher<Void> serve(NettyInbound in, NettyOutbound out) {
		StringBuilder unread = new StringBuilder();
		in.withConnection((connection) -> connection.onDispose(this.disconnected::countDown));
		return in.receive()
			.asString(StandardCharsets.UTF_8)
			.concatMap((text) -> isWhole(unread.append(text)) ? answer(unread, in, out) : Mono.empty());
	}

	private static boolean isWhole(CharSequence request) {
		int end = request.toString().indexOf("\r\n\r\n");
		Matcher length = CONTENT_LENGTH.matcher(request);
		return end >= 0 && length.find() && request.length() >= end + 4 + Integer.parseInt(length.group(1));
	}

	private Mono<Void> answer(StringBuilder request, NettyInbound in, NettyOutbound out) {
		this.requests.add(request.toString());
		request.setLength(0);
		RawReply reply = this.replies.remove();
		Mono<Void> sent = out.sendString(Flux.just(reply.bytes())).then();
		return reply.close() ? sent.doOnTerminate(() -> in.withConnection((connection) -> connection.dispose())) : sent;
	}

	/**
	 * What is sent back.
	 *
	 * @param bytes head and body
	 * @param close whether the connection is closed after them
	 */
	record RawReply(String bytes, boolean close) {

		static RawReply of(int status, String body, String... headers) {
			return new RawReply(head(status, headers) + "content-length: "
					+ body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body, false);
		}

		/** Ends when the connection does, which is left open. */
		static RawReply unended(int status, String body, String... headers) {
			return new RawReply(head(status, headers) + "connection: close\r\n\r\n" + body, false);
		}

		static RawReply json(String body) {
			return of(200, body, "content-type: application/json");
		}

		static RawReply events(String body) {
			return of(200, body, "content-type: text/event-stream");
		}

		/** Promises more bytes than come. */
		static RawReply cutOff(int status, String body, String... headers) {
			return new RawReply(head(status, headers) + "content-length: 100000\r\n\r\n" + body, true);
		}

		static RawReply silence() {
			return new RawReply("", false);
		}

		RawReply thenClose() {
			return new RawReply(this.bytes, true);
		}

		private static String head(int status, String... headers) {
			String lines = (headers.length == 0) ? "" : String.join("\r\n", headers) + "\r\n";
			return "HTTP/1.1 " + status + " Whatever\r\n" + lines;
		}

	}

}
