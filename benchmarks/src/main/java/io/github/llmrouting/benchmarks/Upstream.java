package io.github.llmrouting.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The provider, in a process of its own: what it costs is nobody's. Prints its port, and
 * ends with its standard input.
 */
final class Upstream {

	private static final Duration PACE = Duration.ofMillis(50);

	private Upstream() {
	}

	public static void main(String[] args) throws IOException {
		DisposableServer server = HttpServer.create().host("127.0.0.1").port(0).route((routes) -> {
			routes.post(path(Workload.CALL), Upstream::answer);
			routes.post(path(Workload.STREAM), Upstream::stream);
			routes.post(path(Workload.PACED_STREAM), Upstream::streamPaced);
		}).bindNow();
		System.out.println(server.port());
		System.in.read();
		server.disposeNow();
	}

	private static String path(Workload workload) {
		return workload.basePath() + "/chat/completions";
	}

	private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
		byte[] answer = Wire.ANSWER;
		return request.receive()
			.then(head(response, "application/json").header("content-length", Integer.toString(answer.length))
				.sendObject(Unpooled.wrappedBuffer(answer))
				.then());
	}

	private static Publisher<Void> stream(HttpServerRequest request, HttpServerResponse response) {
		ByteBuf events = Unpooled.wrappedBuffer(Wire.EVENTS.toArray(byte[][]::new));
		return request.receive()
			.then(head(response, "text/event-stream; charset=utf-8").send(Mono.just(events)).then());
	}

	private static Publisher<Void> streamPaced(HttpServerRequest request, HttpServerResponse response) {
		List<byte[]> events = Wire.EVENTS;
		Flux<ByteBuf> paced = Flux.interval(PACE)
			.take(events.size())
			.map((tick) -> Unpooled.wrappedBuffer(events.get(tick.intValue())));
		return request.receive()
			.then(head(response, "text/event-stream; charset=utf-8").sendGroups(paced.map(Mono::just)).then());
	}

	private static HttpServerResponse head(HttpServerResponse response, String contentType) {
		Wire.HEADERS.forEach(response::header);
		return response.header("content-type", contentType);
	}

}
