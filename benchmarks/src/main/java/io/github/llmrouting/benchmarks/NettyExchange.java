package io.github.llmrouting.benchmarks;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Posts bytes and drops those that come back. */
final class NettyExchange {

	private NettyExchange() {
	}

	static Exchange of(URI baseUrl, Workload workload) {
		byte[] question = Question.json(workload).toString().getBytes(StandardCharsets.UTF_8);
		HttpClient.ResponseReceiver<?> client = Connections.client()
			.headers((headers) -> headers.set("content-type", "application/json"))
			.post()
			.uri(baseUrl + "/chat/completions")
			.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(question)));
		return () -> client.responseContent().then(Mono.just(Wire.TEXT));
	}

}
