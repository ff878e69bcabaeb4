package io.github.llmrouting.provider.gemini;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.FailureClassifier;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.ProviderTimeouts;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/** Plays a response body to a client, without a server. */
final class GeminiReplay {

	static final String JSON = "application/json";

	static final String EVENTS = "text/event-stream";

	static final ProviderRequest REQUEST = request(new Prompt("Hello!"), ModelFacts.UNKNOWN);

	private GeminiReplay() {
	}

	static ProviderRequest request(Prompt prompt, ModelFacts facts) {
		return request(prompt, facts, "gemini-3-flash");
	}

	static ProviderRequest request(Prompt prompt, ModelFacts facts, String model) {
		return new ProviderRequest(new Deployment(DeploymentId.of("gemini", model), facts, Credential.of("key-1")),
				prompt, Duration.ofSeconds(30));
	}

	static ProviderHttpSettings settings(String baseUrl, ProviderTimeouts timeouts) {
		return ProviderHttpSettings.of("gemini", URI.create(baseUrl), timeouts, Schedulers.parallel(),
				InstantSource.system());
	}

	/**
	 * Returns a client that is always answered with status 200 and the same segments.
	 */
	static GeminiClient client(String contentType, byte[]... segments) {
		WebClient.Builder builder = WebClient.builder()
			.exchangeFunction((request) -> Mono.just(response(contentType, segments)));
		return GeminiClient.create(settings(GeminiClient.DEFAULT_BASE_URL, ProviderTimeouts.STANDARD), builder,
				List.of());
	}

	static GeminiStreamReader reader(FailureClassifier classifier, int maxToolCallLength) {
		return new GeminiStreamReader(List.of(), classifier, maxToolCallLength, Duration.ofSeconds(1),
				Schedulers.parallel());
	}

	private static ClientResponse response(String contentType, byte[]... segments) {
		Flux<DataBuffer> body = Flux.fromArray(segments).map(DefaultDataBufferFactory.sharedInstance::wrap);
		return ClientResponse.create(HttpStatus.OK).header(HttpHeaders.CONTENT_TYPE, contentType).body(body).build();
	}

}
