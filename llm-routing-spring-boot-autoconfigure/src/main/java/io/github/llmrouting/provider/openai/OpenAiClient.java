package io.github.llmrouting.provider.openai;

import java.util.List;
import java.util.function.BiFunction;

import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.PromptCaching;
import io.github.llmrouting.provider.FailureClassifier;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import io.github.llmrouting.provider.ProviderHttp;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.ProviderPost;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.ServerSentEvent;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Asks OpenAI, or a server that is compatible with it, for chat completions. Thread-safe
 * and non-blocking; one exchange per subscription, begun by it and closed when it is
 * cancelled.
 */
public final class OpenAiClient implements ProviderClient {

	/** Where OpenAI itself is. */
	public static final String DEFAULT_BASE_URL = "https://api.openai.com/v1";

	/**
	 * Key of the reasoning that led to tool calls, among the properties of a streamed
	 * message that has them. Servers that want it back get it from there.
	 */
	public static final String REASONING_CONTENT = "openAiReasoningContent";

	static final String PATH = "/chat/completions";

	private final ProviderHttp http;

	private final FailureClassifier classifier;

	private final OpenAiServer server;

	private final BiFunction<ProviderRequest, byte[], ProviderPost> post;

	private OpenAiClient(ProviderHttp http, FailureClassifier classifier, OpenAiServer server,
			BiFunction<ProviderRequest, byte[], ProviderPost> post) {
		this.http = http;
		this.classifier = classifier;
		this.server = server;
		this.post = post;
	}

	/**
	 * Creates a client.
	 * @param settings where the provider is and how it is spoken to
	 * @param builder of the web client, with what the application has set; it is changed
	 * @param filters filters of the application, in order
	 */
	public static OpenAiClient create(ProviderHttpSettings settings, WebClient.Builder builder,
			List<ProviderExchangeFilter> filters) {
		FailureClassifier classifier = new OpenAiFailureClassifier(settings.clock());
		return new OpenAiClient(new ProviderHttp(settings, builder, filters, OpenAiClient::authorize, classifier),
				classifier, OpenAiServer.of(settings.baseUrl()),
				(request, json) -> ProviderPost.of(request, PATH, json));
	}

	/**
	 * Creates a client of an Azure OpenAI resource, whose deployments are the models.
	 * @param settings where the provider is and how it is spoken to
	 * @param apiVersion version of the API, such as {@code 2024-10-21}, or {@code null}
	 * for the v1 API, which has none
	 * @param builder of the web client, with what the application has set; it is changed
	 * @param filters filters of the application, in order
	 */
	public static OpenAiClient azure(ProviderHttpSettings settings, @Nullable String apiVersion,
			WebClient.Builder builder, List<ProviderExchangeFilter> filters) {
		FailureClassifier classifier = new OpenAiFailureClassifier(settings.clock());
		return new OpenAiClient(new ProviderHttp(settings, builder, filters, AzureOpenAi::authorize, classifier),
				classifier, OpenAiServer.AZURE, AzureOpenAi.of(settings.baseUrl(), apiVersion)::post);
	}

	private static void authorize(HttpHeaders headers, Credential credential) {
		headers.setBearerAuth(credential.value());
	}

	@Override
	public Mono<ProviderAnswer> call(ProviderRequest request) {
		return Mono.defer(() -> {
			OpenAiRequest written = write(request);
			return this.http.call(this.post.apply(request, written.json()))
				.map((json) -> OpenAiAnswerReader.read(json, written.dropped()));
		});
	}

	@Override
	public Flux<ProviderChunk> stream(ProviderRequest request) {
		return Flux.defer(() -> {
			OpenAiRequest written = write(request).streamed();
			Flux<ServerSentEvent> events = this.http.stream(this.post.apply(request, written.json()),
					OpenAiStreamReader::isEndMarker);
			OpenAiStreamReader reader = new OpenAiStreamReader(written.dropped(), this.classifier,
					this.http.settings().maxBodyBytes());
			if (this.server.wantsReasoningBack()) {
				reader.keepReasoning();
			}
			return this.http.inTime(reader.read(events), request.timeout());
		});
	}

	private OpenAiRequest write(ProviderRequest request) {
		OpenAiRequest written = OpenAiRequest.of(request.deployment(), request.prompt(), this.server,
				this.http.settings().options());
		return (request.promptCaching() != PromptCaching.OFF) ? written.kept(request.deployment()) : written;
	}

}
