package io.github.llmrouting.provider;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * The filter chain around every exchange with a provider, from the outside in:
 * <ol>
 * <li>what the application's {@code WebClientCustomizer}s added to Boot's builder</li>
 * <li>the application's {@link ProviderExchangeFilter}s, in their order</li>
 * <li>{@link #log log}: method, host, path, status, time; at debug level, no content</li>
 * <li>{@link #classify classify}: whatever is not an answer becomes a
 * {@link ProviderException}; redirects are errors, they are never followed</li>
 * <li>{@link #readQuota read the quota}: what the headers of any response tell of it goes
 * to the {@link QuotaListener}</li>
 * <li>{@link #expectResponse expect a response}: a stream's headers come in time</li>
 * <li>{@link #writeCredential write the credential}: for the provider's own origin
 * only</li>
 * </ol>
 * The observation of the exchange ({@code http.client.requests}) is opened by the
 * {@code WebClient} around them all.
 */
final class WebClientFilters {

	/** Request attribute that holds the {@link Deployment} that is asked. */
	static final String DEPLOYMENT = WebClientFilters.class.getName() + ".DEPLOYMENT";

	/** Request attribute that holds the media type of the stream that is expected. */
	static final String STREAM = WebClientFilters.class.getName() + ".STREAM";

	private static final Logger logger = LoggerFactory.getLogger(WebClientFilters.class);

	private static final int MAX_ERROR_BYTES = 64 * 1024;

	/** How long the body of an error may take. */
	private static final Duration ERROR_PATIENCE = Duration.ofSeconds(2);

	private final ProviderHttpSettings settings;

	private final BiConsumer<HttpHeaders, Credential> credentialWriter;

	private final FailureClassifier classifier;

	WebClientFilters(ProviderHttpSettings settings, BiConsumer<HttpHeaders, Credential> credentialWriter,
			FailureClassifier classifier) {
		this.settings = settings;
		this.credentialWriter = credentialWriter;
		this.classifier = classifier;
	}

	List<ExchangeFilterFunction> chain(List<ProviderExchangeFilter> applicationFilters) {
		List<ExchangeFilterFunction> chain = new ArrayList<>();
		applicationFilters.stream().filter((filter) -> filter.appliesTo(this.settings.provider())).forEach(chain::add);
		chain.add(this::log);
		chain.add(this::classify);
		chain.add(this::readQuota);
		chain.add(this::expectResponse);
		chain.add(this::writeCredential);
		return chain;
	}

	private Mono<ClientResponse> log(ClientRequest request, ExchangeFunction next) {
		if (!logger.isDebugEnabled()) {
			return next.exchange(request);
		}
		return next.exchange(request).elapsed().map((timed) -> {
			logger.debug("{} {}{} answered {} after {} ms", request.method(), request.url().getHost(),
					request.url().getPath(), timed.getT2().statusCode().value(), timed.getT1());
			return timed.getT2();
		});
	}

	private Mono<ClientResponse> classify(ClientRequest request, ExchangeFunction next) {
		return next.exchange(request)
			.onErrorMap(TransportFailures::beforeResponse)
			.flatMap((response) -> isAnswer(request, response) ? Mono.just(response) : fail(response));
	}

	private static boolean isAnswer(ClientRequest request, ClientResponse response) {
		return response.statusCode().value() == 200 && !isEncoded(response)
				&& request.attribute(STREAM).map((type) -> contentTypeIs(response, (MediaType) type)).orElse(true);
	}

	/** Nobody asks for a compressed answer: a small one may hold any number of bytes. */
	private static boolean isEncoded(ClientResponse response) {
		String encoding = response.headers().asHttpHeaders().getFirst(HttpHeaders.CONTENT_ENCODING);
		return encoding != null && !encoding.equalsIgnoreCase("identity");
	}

	private static boolean contentTypeIs(ClientResponse response, MediaType type) {
		try {
			return response.headers().contentType().filter(type::isCompatibleWith).isPresent();
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	private Mono<ClientResponse> fail(ClientResponse response) {
		HttpStatusCode status = response.statusCode();
		if (status.value() < 400 && status.value() != 200) {
			return inTime(response.releaseBody()).onErrorComplete()
				.then(Mono.error(unexpected("status " + status.value())));
		}
		return inTime(DataBufferUtils.join(response.body(BodyExtractors.toDataBuffers()), MAX_ERROR_BYTES))
			.map(ProviderHttp::bytes)
			.onErrorReturn(new byte[0])
			.defaultIfEmpty(new byte[0])
			.flatMap((body) -> Mono.error(failure(response, WireJson.readLeniently(body))));
	}

	/** The status says enough: its explanation must not keep the caller waiting. */
	private <T> Mono<T> inTime(Mono<T> body) {
		return body.timeout(ERROR_PATIENCE, Mono.empty(), this.settings.scheduler());
	}

	private ProviderException failure(ClientResponse response, JsonNode body) {
		HttpHeaders headers = response.headers().asHttpHeaders();
		if (response.statusCode().value() != 200) {
			ProviderFailure failure = this.classifier.classify(response.statusCode().value(), headers, body);
			return forbidsRetry(headers) ? ProviderException.vetoed(failure) : new ProviderException(failure);
		}
		ProviderFailure failure = this.classifier.classifyAnswer(headers, body);
		return (failure != null) ? new ProviderException(failure) : unexpected(isEncoded(response)
				? "a content encoding that nobody asked for" : "a content type that is no event stream");
	}

	private static boolean forbidsRetry(HttpHeaders headers) {
		return "false".equalsIgnoreCase(headers.getFirst("x-should-retry"));
	}

	private static ProviderException unexpected(String what) {
		return new ProviderException(new Unreadable("an answer with " + what));
	}

	private Mono<ClientResponse> readQuota(ClientRequest request, ExchangeFunction next) {
		return next.exchange(request).doOnNext((response) -> readQuota(request, response));
	}

	private void readQuota(ClientRequest request, ClientResponse response) {
		QuotaReading reading = QuotaHeaders.read(response.headers().asHttpHeaders(), this.settings.clock());
		Deployment asked = (Deployment) request.attribute(DEPLOYMENT).orElse(null);
		if (asked != null && !reading.isNothing()) {
			this.settings.quotaListener().quotaRead(asked.id(), reading);
		}
	}

	private Mono<ClientResponse> expectResponse(ClientRequest request, ExchangeFunction next) {
		Mono<ClientResponse> response = next.exchange(request);
		Duration timeout = this.settings.timeouts().response();
		return request.attribute(STREAM).isPresent() ? response.timeout(timeout, this.settings.scheduler()) : response;
	}

	private Mono<ClientResponse> writeCredential(ClientRequest request, ExchangeFunction next) {
		Credential credential = request.attribute(DEPLOYMENT)
			.map((asked) -> ((Deployment) asked).credential())
			.orElse(null);
		if (credential == null) {
			return next.exchange(request);
		}
		if (!isOwnOrigin(request.url())) {
			return Mono.error(ProviderException.of(new IllegalStateException("a filter sent a request of the provider '"
					+ this.settings.provider() + "' to another origin; its credential stays here")));
		}
		return next.exchange(ClientRequest.from(request)
			.headers((headers) -> this.credentialWriter.accept(headers, credential))
			.build());
	}

	private boolean isOwnOrigin(URI url) {
		URI own = this.settings.baseUrl();
		return own.getScheme().equalsIgnoreCase(url.getScheme()) && host(own).equalsIgnoreCase(host(url))
				&& port(own) == port(url) && Objects.equals(own.getUserInfo(), url.getUserInfo());
	}

	/**
	 * Java finds no host in a name with an underscore: then it is the whole authority.
	 */
	private static String host(URI url) {
		return (url.getHost() != null) ? url.getHost() : String.valueOf(url.getRawAuthority());
	}

	private static int port(URI url) {
		if (url.getPort() >= 0) {
			return url.getPort();
		}
		return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
	}

}
