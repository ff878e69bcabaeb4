package io.github.llmrouting.provider;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A {@link ProviderHttp} to test: with a single connection, so that one which is not
 * given back is missed, and with timeouts in virtual time.
 */
final class HttpFixture implements AutoCloseable {

	static final String KEY = "sk-do-not-log-me";

	static final String BODY = "{\"prompt\":\"my secret\"}";

	static final int MAX_BODY = 100_000;

	static final int MAX_EVENT = 1000;

	static final ProviderTimeouts TIMEOUTS = new ProviderTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(20),
			Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(90));

	static final Deployment DEPLOYMENT = new Deployment(DeploymentId.of("openai", "gpt-5.4"), ModelFacts.UNKNOWN,
			Credential.of(KEY));

	/** Tells what it was given. */
	static final FailureClassifier CLASSIFIER = (status, headers, body) -> new ServerError(status + " "
			+ body.path("error").path("code").asString("no code") + " " + headers.getFirst("x-request-id"));

	final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final ConnectionProvider connections = ConnectionProvider.builder("test")
		.maxConnections(1)
		.pendingAcquireTimeout(Duration.ofSeconds(2))
		.build();

	WebClient.Builder webClient() {
		return WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(HttpClient.create(this.connections).disableRetry(true)));
	}

	ProviderHttpSettings settings(URI baseUrl) {
		return new ProviderHttpSettings("openai", baseUrl, TIMEOUTS, MAX_BODY, MAX_EVENT, this.scheduler,
				InstantSource.fixed(Instant.EPOCH));
	}

	ProviderHttp http(URI baseUrl, ProviderExchangeFilter... filters) {
		return http(baseUrl, webClient(), filters);
	}

	ProviderHttp http(URI baseUrl, WebClient.Builder webClient, ProviderExchangeFilter... filters) {
		return new ProviderHttp(settings(baseUrl), webClient, List.of(filters),
				(headers, credential) -> headers.setBearerAuth(credential.value()), CLASSIFIER);
	}

	static Mono<JsonNode> call(ProviderHttp http) {
		return call(http, Duration.ofHours(1));
	}

	static Mono<JsonNode> call(ProviderHttp http, Duration timeout) {
		return http.call(post(timeout));
	}

	static Flux<ServerSentEvent> stream(ProviderHttp http) {
		return http.stream(post(Duration.ofHours(1)), (event) -> event.data().equals("[DONE]"));
	}

	private static ProviderPost post(Duration timeout) {
		ProviderRequest request = new ProviderRequest(DEPLOYMENT, new Prompt("Hi"), timeout);
		return ProviderPost.of(request, "/chat", BODY.getBytes(StandardCharsets.UTF_8))
			.withHeaders(Map.of("x-beta", "on"));
	}

	/** Subscribes and returns the failure with which it ends, without an element. */
	static ProviderFailure failureOf(Publisher<?> publisher) {
		ProviderFailure[] failure = new ProviderFailure[1];
		StepVerifier.create(publisher).verifyErrorSatisfies((error) -> failure[0] = failureIn(error));
		return failure[0];
	}

	static ProviderFailure failureIn(Throwable error) {
		if (error instanceof ProviderException exception) {
			return exception.failure();
		}
		throw new AssertionError("no ProviderException: " + error, error);
	}

	@Override
	public void close() {
		this.connections.dispose();
		this.scheduler.dispose();
	}

}
