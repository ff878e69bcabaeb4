package io.github.llmrouting.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

class ProviderConnectorTests {

	@Test
	void compressedAnswersAreNotAskedFor() {
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.handle((request, response) -> response
				.sendString(Mono.just("asked for " + request.requestHeaders().get("accept-encoding", "none"))))
			.bindNow();
		try (ProviderConnectors connectors = new ProviderConnectors(HttpClientSettings.defaults(), List.of())) {
			WebClient client = WebClient.builder()
				.clientConnector(connectors.connector("openai", Duration.ofSeconds(5)))
				.build();

			assertThat(
					client.get().uri("http://127.0.0.1:" + server.port()).retrieve().bodyToMono(String.class).block())
				.isEqualTo("asked for none");
		}
		finally {
			server.disposeNow();
		}
	}

}
