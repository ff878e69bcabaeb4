package io.github.llmrouting.test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import io.netty.handler.codec.http.HttpHeaders;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * What the tests call a simulated provider with: one connection that is kept, and every
 * byte that arrived before an error.
 */
final class SimulatorClient {

	static final String OPENAI_CALL = """
			{"model":"gpt-5.4","messages":[{"role":"user","content":"Hi"}]}""";

	static final String OPENAI_STREAM = """
			{"model":"gpt-5.4","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

	static final String ANTHROPIC_CALL = """
			{"model":"claude","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""";

	static final String ANTHROPIC_STREAM = """
			{"model":"claude","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

	static final String GEMINI = """
			{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""";

	static final String OLLAMA_CALL = """
			{"model":"llama3.2","stream":false,"messages":[{"role":"user","content":"Hi"}]}""";

	static final String OLLAMA_STREAM = """
			{"model":"llama3.2","messages":[{"role":"user","content":"Hi"}]}""";

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final HttpClient http;

	private final String url;

	private SimulatorClient(HttpClient http, String url) {
		this.http = http;
		this.url = url;
	}

	static SimulatorClient openAi(ProviderSimulator provider) {
		return new SimulatorClient(client(), provider.baseUrl() + "/chat/completions").with("authorization",
				"Bearer test-key");
	}

	static SimulatorClient azureOpenAi(ProviderSimulator provider) {
		return new SimulatorClient(client(), provider.baseUrl() + "/openai").with("api-key", "test-key");
	}

	/** Returns a client that asks one model; the method is left to the further path. */
	static SimulatorClient vertexAi(ProviderSimulator provider) {
		String path = "/projects/p/locations/europe-west1/publishers/google/models/gemini-3-flash";
		return new SimulatorClient(client(), provider.baseUrl() + path).with("authorization", "Bearer test-token");
	}

	static SimulatorClient anthropic(ProviderSimulator provider) {
		return new SimulatorClient(client(), provider.baseUrl() + "/v1/messages").with("x-api-key", "test-key")
			.with("anthropic-version", "2023-06-01");
	}

	/** Returns a client that asks one model; the method is left to the further path. */
	static SimulatorClient gemini(ProviderSimulator provider) {
		return new SimulatorClient(client(), provider.baseUrl() + "/models/gemini-3-flash").with("x-goog-api-key",
				"test-key");
	}

	static SimulatorClient ollama(ProviderSimulator provider) {
		return new SimulatorClient(client(), provider.baseUrl() + "/api/chat");
	}

	private static HttpClient client() {
		return HttpClient.create(ConnectionProvider.create("test", 10))
			.disableRetry(true)
			.headers((headers) -> headers.set("content-type", "application/json"));
	}

	SimulatorClient with(String header, String value) {
		return new SimulatorClient(this.http.headers((headers) -> headers.set(header, value)), this.url);
	}

	SimulatorClient without(String header) {
		return new SimulatorClient(this.http.headers((headers) -> headers.remove(header)), this.url);
	}

	SimulatorClient waitingFor(Duration timeout) {
		return new SimulatorClient(this.http.responseTimeout(timeout), this.url);
	}

	Received post(String json) {
		return post("", json);
	}

	Received post(String furtherPath, String json) {
		return posting(furtherPath, json).block(PATIENCE);
	}

	Mono<Received> posting(String furtherPath, String json) {
		return this.http.post()
			.uri(this.url + furtherPath)
			.send(ByteBufFlux.fromString(Mono.just(json)))
			.response(SimulatorClient::receive)
			.single();
	}

	private static Publisher<Received> receive(HttpClientResponse response, ByteBufFlux content) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		return content.asByteArray()
			.doOnNext(bytes::writeBytes)
			.then(Mono.just(Optional.<Throwable>empty()))
			.onErrorResume((error) -> Mono.just(Optional.of(error)))
			.map((error) -> new Received(response.status().code(), response.responseHeaders(),
					bytes.toString(StandardCharsets.UTF_8), error.orElse(null)));
	}

	/**
	 * What arrived.
	 *
	 * @param error what ended the body early, {@code null} if it is complete
	 */
	record Received(int status, HttpHeaders headers, String body, Throwable error) {

	}

}
