package io.github.llmrouting.provider.anthropic;

import java.util.List;
import java.util.Map;

import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderHttp;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.ProviderPost;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.WireJson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Speaks Anthropic's Messages API [1], version 2023-06-01. A stream is complete with
 * {@code message_stop} and not before: one that ends without it is {@link Interrupted}.
 * <p>
 * [1] https://platform.claude.com/docs/en/api/messages, and its types in
 * anthropic-sdk-python as of 7 August 2026.
 */
public final class AnthropicClient implements ProviderClient {

	/** Where Anthropic itself is. */
	public static final String DEFAULT_BASE_URL = "https://api.anthropic.com";

	/**
	 * Key of the thinking blocks among the properties of an assistant's message: a list
	 * of maps, with type, text and signature of each block in their order, and with marks
	 * where texts and tool calls stood between them. Anthropic wants them back, so
	 * whoever keeps the message has to keep them.
	 */
	public static final String THINKING_BLOCKS = "anthropicThinkingBlocks";

	private static final String PATH = "/v1/messages";

	private static final Map<String, String> HEADERS = Map.of("anthropic-version", "2023-06-01");

	private static final String LAST_EVENT = "message_stop";

	private final ProviderHttp http;

	private final AnthropicFailureClassifier classifier;

	private AnthropicClient(ProviderHttp http, AnthropicFailureClassifier classifier) {
		this.http = http;
		this.classifier = classifier;
	}

	/**
	 * Returns a client of one provider.
	 * @param settings where the provider is and how it is spoken to; the base URL has no
	 * path as a rule, {@code /v1/messages} is appended
	 * @param builder of the web client, with what the application has set; it is changed
	 * @param filters of the application, in order
	 */
	public static AnthropicClient create(ProviderHttpSettings settings, WebClient.Builder builder,
			List<ProviderExchangeFilter> filters) {
		AnthropicFailureClassifier classifier = new AnthropicFailureClassifier(settings.clock());
		return new AnthropicClient(
				new ProviderHttp(settings, builder, filters, AnthropicClient::writeCredential, classifier), classifier);
	}

	private static void writeCredential(HttpHeaders headers, Credential credential) {
		headers.set("x-api-key", credential.value());
	}

	@Override
	public Mono<ProviderAnswer> call(ProviderRequest request) {
		return Mono.defer(() -> {
			AnthropicRequest written = AnthropicRequest.whole(request, this.http.settings().options());
			return this.http.call(post(request, written))
				.map((json) -> AnthropicAnswerReader.read(json, written.dropped()));
		});
	}

	@Override
	public Flux<ProviderChunk> stream(ProviderRequest request) {
		return this.http.inTime(Flux.defer(() -> chunks(request)), request.timeout());
	}

	private Flux<ProviderChunk> chunks(ProviderRequest request) {
		AnthropicRequest written = AnthropicRequest.streamed(request, this.http.settings().options());
		AnthropicStreamReader reader = new AnthropicStreamReader(this.classifier, written.dropped(),
				this.http.settings().maxBodyBytes());
		return this.http.stream(post(request, written), (event) -> event.name().equals(LAST_EVENT))
			.concatMapIterable(reader::read, 1)
			.concatWith(Mono.error(AnthropicClient::interrupted))
			.takeUntil(ProviderChunk.End.class::isInstance);
	}

	private static ProviderPost post(ProviderRequest request, AnthropicRequest written) {
		return ProviderPost.of(request, PATH, WireJson.write(written.body())).withHeaders(HEADERS);
	}

	private static ProviderException interrupted() {
		return new ProviderException(new Interrupted("the stream ended before message_stop"));
	}

}
