package io.github.llmrouting.provider.gemini;

import java.time.Duration;
import java.util.List;

import io.github.llmrouting.provider.FailureClassifier;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderHttp;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.ProviderPost;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.ServerSentEvent;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Speaks {@code generateContent} of the Gemini API [1], version v1beta, and of Vertex AI
 * [2], version v1. A stream has no end marker: it is complete with a finish reason, after
 * which usage may come for a moment, and {@link Interrupted} when it ends before.
 * <p>
 * [1] https://ai.google.dev/api/generate-content, and the types in python-genai as of 21
 * August 2026.<br>
 * [2] https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference
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

	/**
	 * Key of the thought signature of the text among the properties of an assistant's
	 * message. Gemini recommends to send it back.
	 */
	public static final String TEXT_SIGNATURE = "geminiTextSignature";

	/** For what may follow the finish reason; well-behaved servers end the stream. */
	private static final Duration GRACE = Duration.ofSeconds(1);

	private static final String CALL = ":generateContent";

	private static final String STREAM = ":streamGenerateContent?alt=sse";

	private final ProviderHttp http;

	private final FailureClassifier classifier;

	private final @Nullable VertexAi vertexAi;

	private GeminiClient(ProviderHttp http, FailureClassifier classifier, @Nullable VertexAi vertexAi) {
		this.http = http;
		this.classifier = classifier;
		this.vertexAi = vertexAi;
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
		FailureClassifier classifier = new GeminiFailureClassifier(settings.clock());
		return new GeminiClient(
				new ProviderHttp(settings, builder, filters,
						(headers, credential) -> headers.set("x-goog-api-key", credential.value()), classifier),
				classifier, null);
	}

	/**
	 * Returns a client of Vertex AI.
	 * @param settings where the provider is and how it is spoken to; the base URL ends
	 * with the version, {@code /projects/...} is appended
	 * @param vertexAi whose models, where, and how it is shown who asks
	 * @param builder of the web client, with what the application has set; it is changed
	 * @param filters of the application, in order
	 */
	public static GeminiClient vertexAi(ProviderHttpSettings settings, VertexAi vertexAi, WebClient.Builder builder,
			List<ProviderExchangeFilter> filters) {
		FailureClassifier classifier = new GeminiFailureClassifier(settings.clock());
		return new GeminiClient(
				new ProviderHttp(settings, builder, filters,
						(headers, credential) -> headers.setBearerAuth(credential.value()), classifier),
				classifier, vertexAi);
	}

	@Override
	public Mono<ProviderAnswer> call(ProviderRequest request) {
		return Mono.defer(() -> {
			GeminiRequest written = write(request);
			return signed(request).flatMap((signed) -> this.http.call(post(signed, CALL, written)))
				.map((json) -> GeminiAnswerReader.read(json, written.dropped()));
		});
	}

	@Override
	public Flux<ProviderChunk> stream(ProviderRequest request) {
		return this.http.inTime(Flux.defer(() -> chunks(request)), request.timeout());
	}

	private Flux<ProviderChunk> chunks(ProviderRequest request) {
		GeminiRequest written = write(request);
		Flux<ServerSentEvent> events = signed(request)
			.flatMapMany((signed) -> this.http.stream(post(signed, STREAM, written), (event) -> false));
		ProviderHttpSettings settings = this.http.settings();
		return new GeminiStreamReader(written.dropped(), this.classifier, settings.maxBodyBytes(), grace(settings),
				settings.scheduler())
			.read(events);
	}

	/** An answer that is whole must not run into the timeout for the next content. */
	private static Duration grace(ProviderHttpSettings settings) {
		Duration half = settings.timeouts().betweenContents().dividedBy(2);
		return (half.compareTo(GRACE) < 0) ? half : GRACE;
	}

	private GeminiRequest write(ProviderRequest request) {
		GeminiRequest written = GeminiRequest.of(request, this.http.settings().options());
		return (this.vertexAi != null) ? written.withoutCallIds() : written;
	}

	private Mono<ProviderRequest> signed(ProviderRequest request) {
		if (this.vertexAi == null) {
			return Mono.just(request);
		}
		return this.vertexAi.tokens()
			.get()
			.timeout(this.http.settings().timeouts().response(), Mono.error(GeminiClient::noToken),
					this.http.settings().scheduler())
			.switchIfEmpty(Mono.error(GeminiClient::noToken))
			.map(request::withCredential);
	}

	private static ProviderException noToken() {
		return new ProviderException(new Unreachable("no access token in time"));
	}

	private ProviderPost post(ProviderRequest request, String method, GeminiRequest written) {
		String model = request.deployment().model();
		return (this.vertexAi != null)
				? ProviderPost.of(request, VertexAi.PATH + method, written.json())
					.withPathVariables(this.vertexAi.project(), this.vertexAi.region(), model)
				: ProviderPost.of(request, "/models/{model}" + method, written.json()).withPathVariables(model);
	}

}
