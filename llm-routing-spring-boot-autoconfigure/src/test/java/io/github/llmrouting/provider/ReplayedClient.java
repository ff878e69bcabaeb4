package io.github.llmrouting.provider;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A vendor's client, whole but for the network and the time: one response body after the
 * other is played to it, all with status 200, and nothing takes any time. Its limits are
 * low. Not thread-safe.
 */
public final class ReplayedClient {

	private static final ProviderRequest REQUEST = new ProviderRequest(
			new Deployment(DeploymentId.of("vendor", "model"), ModelFacts.UNKNOWN, Credential.of("key-1")),
			new Prompt("Hello!"), Duration.ofSeconds(30));

	private static final ProviderHttpSettings SETTINGS = new ProviderHttpSettings("vendor",
			URI.create("http://localhost/v1"), ProviderTimeouts.STANDARD, 2000, 2000, new StandingScheduler(),
			InstantSource.fixed(Instant.EPOCH));

	private static final ExchangeStrategies STRATEGIES = ExchangeStrategies.withDefaults();

	private final String contentType;

	private final ProviderClient client;

	private Flux<DataBuffer> body = Flux.empty();

	/**
	 * Creates a client.
	 * @param factory of the vendor
	 * @param contentType of all responses
	 */
	public ReplayedClient(Factory factory, String contentType) {
		this.contentType = contentType;
		this.client = factory.create(SETTINGS,
				WebClient.builder().exchangeFunction((request) -> Mono.fromSupplier(this::response)), List.of());
	}

	private ClientResponse response() {
		return ClientResponse.create(HttpStatus.OK, STRATEGIES)
			.header(HttpHeaders.CONTENT_TYPE, this.contentType)
			.body(this.body)
			.build();
	}

	/** Returns what the client makes of the body of a stream, in a form to compare. */
	public Flux<Object> stream(Flux<DataBuffer> body) {
		this.body = body;
		return this.client.stream(REQUEST).map(ReplayedClient::comparable);
	}

	/** Spring AI's responses are equal to themselves alone. */
	private static Object comparable(ProviderChunk chunk) {
		if (!(chunk instanceof ProviderChunk.Content content)) {
			return chunk;
		}
		ChatResponse response = content.response();
		return List.of(response.getResult().getOutput(), response.getMetadata().getId(),
				response.getMetadata().getModel());
	}

	/** Creates a vendor's client. */
	@FunctionalInterface
	public interface Factory {

		ProviderClient create(ProviderHttpSettings settings, WebClient.Builder builder,
				List<ProviderExchangeFilter> filters);

	}

}
