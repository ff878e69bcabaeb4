package io.github.llmrouting.provider.gemini;

import java.util.List;
import java.util.function.BiConsumer;

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
import io.github.llmrouting.provider.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Speaks {@code generateContent} of the Gemini API [1], version v1beta. A stream has no
 * end marker: it is complete when it ends after a finish reason, and {@link Interrupted}
 * when it ends before.
 * <p>
 * [1] https://ai.google.dev/api/generate-content, and the types in python-genai, read in
 * August 2026.
 */
public final class GeminiClient implements ProviderClient {

	/** Where the Gemini API is, version included. */
	public static final String DEFAULT_BASE_URL = "https://generativelanguage.googleapis.com/v1beta";

	/**
	 * Key of the thought signatures among the properties of an assistant's message with
	 * tool calls: a list of texts, one for each call in their order, empty for a call
	 * that came without. Gemini wants them back when the tools have run, so whoever keeps
	 * the message has to keep them.
	 */
	public static final String THOUGHT_SIGNATURES = "geminiThoughtSignatures";

	private static final String PATH = "/models/{model}:generateContent";

	private static final String STREAM_PATH = "/models/{model}:streamGenerateContent?alt=sse";

	private final ProviderHttp http;

	private final FailureClassifier classifier;

	private GeminiClient(ProviderHttp http, FailureClassifier classifier) {
		this.http = http;
		this.classifier = classifier;
	}

	/**
	 * Returns a client of one provider that takes API keys.
	 * @param settings where the provider is and how it is spoken to; the base URL ends
	 * with the version, {@code /models/...} is appended
	 * @param builder of the web client, with what the application has set; it is changed
	 * @param filters of the application, in order
	 */
	public static GeminiClient create(ProviderHttpSettings settings, WebClient.Builder builder,
			List<ProviderExchangeFilter> filters) {
		return create(settings, builder, filters, GeminiClient::writeApiKey);
	}

	private static GeminiClient create(ProviderHttpSettings settings, WebClient.Builder builder,
			List<ProviderExchangeFilter> filters, BiConsumer<HttpHeaders, Credential> credentialWriter) {
		FailureClassifier classifier = new GeminiFailureClassifier(settings.clock());
		return new GeminiClient(new ProviderHttp(settings, builder, filters, credentialWriter, classifier), classifier);
	}

	private static void writeApiKey(HttpHeaders headers, Credential credential) {
		headers.set("x-goog-api-key", credential.value());
	}

	@Override
	public Mono<ProviderAnswer> call(ProviderRequest request) {
		return Mono.defer(() -> {
			GeminiRequest written = GeminiRequest.of(request, this.http.settings().options());
			return this.http.call(post(request, PATH, written))
				.map((json) -> GeminiAnswerReader.read(json, written.dropped()));
		});
	}

	@Override
	public Flux<ProviderChunk> stream(ProviderRequest request) {
		return this.http.inTime(Flux.defer(() -> chunks(request)), request.timeout());
	}

	private Flux<ProviderChunk> chunks(ProviderRequest request) {
		GeminiRequest written = GeminiRequest.of(request, this.http.settings().options());
		Flux<ServerSentEvent> events = this.http.stream(post(request, STREAM_PATH, written), (event) -> false);
		return new GeminiStreamReader(written.dropped(), this.classifier, this.http.settings().maxBodyBytes())
			.read(events);
	}

	private static ProviderPost post(ProviderRequest request, String path, GeminiRequest written) {
		return ProviderPost.of(request, path, written.json()).withPathVariables(request.deployment().model());
	}

}
