package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Posts JSON to a provider and reads JSON, or a stream of events or of JSON lines: the
 * HTTP part that adapters share. Whatever is not an answer ends with a
 * {@link ProviderException}.
 */
public final class ProviderHttp {

	/** How long a server may take to end a response after its last event. */
	private static final Duration PATIENCE = Duration.ofMillis(250);

	private final WebClient webClient;

	private final ProviderPaths paths;

	private final ProviderHttpSettings settings;

	private final FailureClassifier classifier;

	private final AttemptTime time;

	/**
	 * Creates the HTTP part of an adapter.
	 * @param settings where the provider is and how it is spoken to
	 * @param builder of the web client, with what the application has set; it is changed
	 * @param applicationFilters filters of the application, in order
	 * @param credentialWriter writes a credential into the headers of a request
	 * @param classifier knows what the vendor's error answers mean
	 */
	public ProviderHttp(ProviderHttpSettings settings, WebClient.Builder builder,
			List<ProviderExchangeFilter> applicationFilters, BiConsumer<HttpHeaders, Credential> credentialWriter,
			FailureClassifier classifier) {
		WebClientFilters filters = new WebClientFilters(settings, credentialWriter, classifier);
		this.paths = new ProviderPaths(settings.baseUrl());
		this.webClient = builder.baseUrl(settings.baseUrl().toString())
			.filters((chain) -> chain.addAll(filters.chain(applicationFilters)))
			.build();
		this.settings = settings;
		this.classifier = classifier;
		this.time = new AttemptTime(settings.timeouts(), settings.scheduler());
	}

	/** Returns where the provider is and how it is spoken to. */
	public ProviderHttpSettings settings() {
		return this.settings;
	}

	/** Posts JSON and returns the JSON of the answer, within the attempt's time. */
	public Mono<JsonNode> call(ProviderPost post) {
		Mono<JsonNode> answer = send(post).accept(MediaType.APPLICATION_JSON).exchangeToMono(this::readJson);
		return this.time.bound(answer, post.request().timeout());
	}

	private Mono<JsonNode> readJson(ClientResponse response) {
		return DataBufferUtils.join(response.body(BodyExtractors.toDataBuffers()), this.settings.maxBodyBytes())
			.onErrorMap(DataBufferLimitException.class,
					(ex) -> new ProviderException(
							new Unreadable("an answer of more than " + this.settings.maxBodyBytes() + " bytes")))
			.onErrorMap(TransportFailures::withinResponse)
			.map((buffer) -> WireJson.read(bytes(buffer)))
			.switchIfEmpty(Mono.error(() -> new ProviderException(new Unreadable("an empty answer"))))
			.doOnNext((json) -> rejectError(response.headers().asHttpHeaders(), json));
	}

	private void rejectError(HttpHeaders headers, JsonNode json) {
		ProviderFailure failure = this.classifier.classifyAnswer(headers, json);
		if (failure != null) {
			throw new ProviderException(failure);
		}
	}

	/**
	 * Posts JSON and returns the events of the answer. If the server ends the stream
	 * without the last event it completes all the same: that is for the adapter to judge.
	 * The attempt's time is for {@link #inTime} to keep.
	 * @param post what to post
	 * @param last tells the event that the vendor ends an answer with; the stream
	 * completes with it, and what may follow is read for a moment and dropped
	 */
	public Flux<ServerSentEvent> stream(ProviderPost post, Predicate<ServerSentEvent> last) {
		return stream(send(post), MediaType.TEXT_EVENT_STREAM,
				(bytes) -> EventStreamDecoder.decode(bytes, this.settings.maxEventBytes()), last);
	}

	/**
	 * Posts JSON and returns the values of an answer that has one in each line. If the
	 * server ends the stream without the last one it completes all the same: that is for
	 * the adapter to judge. The attempt's time is for {@link #inTime} to keep.
	 * @param post what to post
	 * @param last tells the value that the vendor ends an answer with; the stream
	 * completes with it, and what may follow is read for a moment and dropped
	 */
	public Flux<JsonNode> streamLines(ProviderPost post, Predicate<JsonNode> last) {
		return stream(send(post), MediaType.APPLICATION_NDJSON,
				(bytes) -> JsonLinesDecoder.decode(bytes, this.settings.maxEventBytes()), last);
	}

	private <T> Flux<T> stream(WebClient.RequestHeadersSpec<?> request, MediaType type,
			Function<Flux<DataBuffer>, Flux<T>> decoder, Predicate<T> last) {
		Flux<T> elements = request.accept(type)
			.attribute(WebClientFilters.STREAM, type)
			.exchangeToFlux((response) -> response.body(BodyExtractors.toDataBuffers())
				.onErrorMap(TransportFailures::withinResponse)
				.transform(decoder));
		return new UntilLast<>(elements, last, PATIENCE, this.settings.scheduler());
	}

	/**
	 * Bounds the chunks of a stream in time: the first content, the gaps between contents
	 * while the caller waits, and the whole.
	 * @param chunks what the adapter made of the events; nothing that is not content or
	 * progress
	 * @param timeout for the whole stream; the provider's total timeout if that is
	 * shorter
	 */
	public Flux<ProviderChunk> inTime(Flux<ProviderChunk> chunks, Duration timeout) {
		return this.time.bound(chunks, timeout);
	}

	private WebClient.RequestHeadersSpec<?> send(ProviderPost post) {
		return this.webClient.post()
			.uri(this.paths.uri(post))
			.attribute(ProviderPaths.TEMPLATE, this.paths.template(post))
			.contentType(MediaType.APPLICATION_JSON)
			.headers((added) -> post.headers().forEach(added::set))
			.attribute(WebClientFilters.DEPLOYMENT, post.deployment())
			.body((http, context) -> write(post.body(), http));
	}

	/** No codec is looked for: the body is bytes already. */
	private static Mono<Void> write(byte[] body, ReactiveHttpOutputMessage http) {
		http.getHeaders().setContentLength(body.length);
		return http.writeWith(Mono.just(http.bufferFactory().wrap(body)));
	}

	static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
