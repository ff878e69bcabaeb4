package io.github.llmrouting.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeFunctions;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A server on loopback that gets what an application sends to any host, and remembers it.
 * The application is configured with the vendor's own address.
 */
final class VendorStandIn implements WebClientCustomizer, AutoCloseable {

	private final List<Received> requests = new CopyOnWriteArrayList<>();

	private final Function<JsonNode, String> answers;

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.handle(this::answer)
		.bindNow();

	private final ExchangeFunction loopback = ExchangeFunctions.create(new ReactorClientHttpConnector());

	/**
	 * Starts a server.
	 * @param answers makes the answer to the JSON of a request, a stream of events if it
	 * begins like one
	 */
	VendorStandIn(Function<JsonNode, String> answers) {
		this.answers = answers;
	}

	/** Starts a server that gives the same answer to all, or the same stream. */
	static VendorStandIn answering(String answer, String stream) {
		return new VendorStandIn((request) -> request.path("stream").asBoolean(false)
				? corpus("streams/" + stream + ".sse") : corpus("answers/" + answer + ".json"));
	}

	static String corpus(String file) {
		try {
			return new ClassPathResource("openai/" + file).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void customize(WebClient.Builder builder) {
		builder.exchangeFunction(this::redirect);
	}

	private Mono<ClientResponse> redirect(ClientRequest request) {
		URI url = request.url();
		String query = (url.getRawQuery() != null) ? "?" + url.getRawQuery() : "";
		return this.loopback.exchange(ClientRequest.from(request)
			.url(URI.create("http://127.0.0.1:" + this.server.port() + url.getRawPath() + query))
			.header("x-origin", url.getScheme() + "://" + url.getAuthority())
			.build());
	}

	private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
		return request.receive().aggregate().asString().publishOn(Schedulers.boundedElastic()).flatMap((text) -> {
			JsonNode body = JsonMapper.shared().readTree(text);
			HttpHeaders headers = new HttpHeaders();
			request.requestHeaders().forEach((header) -> headers.add(header.getKey(), header.getValue()));
			this.requests.add(new Received(headers.getFirst("x-origin") + request.uri(), headers, body));
			String answer = this.answers.apply(body);
			String type = answer.startsWith("{") ? "application/json" : "text/event-stream";
			return response.header("content-type", type).sendString(Mono.just(answer)).then();
		});
	}

	List<Received> requests() {
		return this.requests;
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	/**
	 * A request.
	 *
	 * @param url that the application meant
	 * @param headers of it
	 * @param body of it
	 */
	record Received(String url, HttpHeaders headers, JsonNode body) {
	}

}
