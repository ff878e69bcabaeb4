package io.github.llmrouting.provider.ollama;

import java.util.List;

import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.provider.FailureClassifier;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderHttp;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.ProviderPost;
import io.github.llmrouting.provider.ProviderRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Speaks Ollama's chat API. A stream is complete with the line that says {@code done} and
 * why: one that ends without it is {@link Interrupted}. A model that is not loaded yet is
 * loaded before anything is answered, headers included, which can take minutes.
 */
public final class OllamaClient implements ProviderClient {

	/** Where Ollama itself listens. */
	public static final String DEFAULT_BASE_URL = "http://localhost:11434";

	private static final String PATH = "/api/chat";

	private final ProviderHttp http;

	private final FailureClassifier classifier;

	private OllamaClient(ProviderHttp http, FailureClassifier classifier) {
		this.http = http;
		this.classifier = classifier;
	}

	/**
	 * Returns a client of one provider.
	 * @param settings where the provider is and how it is spoken to; the base URL has no
	 * path as a rule, {@code /api/chat} is appended
	 * @param builder of the web client, with what the application has set; it is changed
	 * @param filters of the application, in order
	 */
	public static OllamaClient create(ProviderHttpSettings settings, WebClient.Builder builder,
			List<ProviderExchangeFilter> filters) {
		FailureClassifier classifier = new OllamaFailureClassifier(settings.clock());
		return new OllamaClient(new ProviderHttp(settings, builder, filters, OllamaClient::authorize, classifier),
				classifier);
	}

	private static void authorize(HttpHeaders headers, Credential credential) {
		headers.setBearerAuth(credential.value());
	}

	@Override
	public Mono<ProviderAnswer> call(ProviderRequest request) {
		return Mono.defer(() -> {
			OllamaRequest written = OllamaRequest.whole(request, this.http.settings().options());
			return this.http.call(ProviderPost.of(request, PATH, written.json()))
				.map((json) -> OllamaAnswerReader.read(json, written.dropped()));
		});
	}

	@Override
	public Flux<ProviderChunk> stream(ProviderRequest request) {
		return Flux.defer(() -> {
			OllamaRequest written = OllamaRequest.streamed(request, this.http.settings().options());
			Flux<JsonNode> lines = this.http.streamLines(ProviderPost.of(request, PATH, written.json()),
					OllamaStreamReader::isLast);
			OllamaStreamReader reader = new OllamaStreamReader(written.dropped(), this.classifier,
					this.http.settings().maxBodyBytes());
			return this.http.inTime(reader.read(lines), request.timeout());
		});
	}

}
