package io.github.llmrouting.provider;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.llmrouting.provider.LoopbackServer.RawReply;
import io.github.llmrouting.provider.ProviderFailure.Defect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;

import static io.github.llmrouting.provider.HttpFixture.KEY;
import static io.github.llmrouting.provider.HttpFixture.call;
import static io.github.llmrouting.provider.HttpFixture.failureIn;
import static io.github.llmrouting.provider.HttpFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(15)
class WebClientFiltersTests {

	private final LoopbackServer server = new LoopbackServer();

	private final HttpFixture fixture = new HttpFixture();

	private final List<String> seen = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.fixture.close();
		this.server.close();
	}

	@Test
	void credentialDoesNotFollowARequestThatAFilterSendsElsewhere() {
		try (LoopbackServer elsewhere = new LoopbackServer().reply(RawReply.json("{}"))) {
			ProviderHttp http = this.fixture.http(this.server.baseUrl(),
					rewriting((url) -> elsewhere.baseUrl().resolve(url.getPath())));

			StepVerifier.create(call(http)).verifyErrorSatisfies(WebClientFiltersTests::assertOtherOrigin);
			StepVerifier.create(stream(http)).verifyErrorSatisfies(WebClientFiltersTests::assertOtherOrigin);
			assertThat(elsewhere.requests()).isEmpty();
			assertThat(this.server.requests()).isEmpty();
		}
	}

	private static void assertOtherOrigin(Throwable error) {
		assertThat(failureIn(error)).isEqualTo(new Defect("IllegalStateException"));
		assertThat(error).hasRootCauseMessage(
				"a filter sent a request of the provider 'openai' to another origin; " + "its credential stays here");
	}

	@ParameterizedTest
	@CsvSource({ "https://api.openai.com/v1, https://api.openai.com/v1/chat, true",
			"https://api.openai.com/v1, https://api.openai.com:443/other?a=b, true",
			"https://api.openai.com:443/v1, https://API.OpenAI.com/v1, true",
			"http://localhost/v1, HTTP://localhost:80/v1, true",
			"http://[::1]:8080/v1, http://[::1]:8080/v1/chat, true",
			"http://my_host:8080/v1, http://my_host:8080/v1/chat, true",
			"http://my_host:8080/v1, http://my_host:8081/v1/chat, false",
			"http://my_host:8080/v1, http://your_host:8080/v1/chat, false",
			"http://my_host:8080/v1, http://localhost:8080/v1/chat, false",
			"https://api.openai.com/v1, http://api.openai.com/v1, false",
			"https://api.openai.com/v1, http://api.openai.com:443/v1, false",
			"https://api.openai.com/v1, https://api.openai.com:8443/v1, false",
			"https://api.openai.com/v1, https://api.openai.com.evil.example/v1, false",
			"https://api.openai.com/v1, https://evil.example/api.openai.com, false",
			"https://api.openai.com/v1, https://api.openai.com@evil.example/v1, false",
			"https://api.openai.com/v1, https://evil.example@api.openai.com/v1, false",
			"https://api.openai.com/v1, https://api_openai.com/v1, false", "https://api.openai.com/v1, /v1/chat, false",
			"http://localhost/v1, http://127.0.0.1/v1, false" })
	void credentialIsWrittenForTheOwnOriginOnly(URI baseUrl, URI url, boolean own) {
		ClientRequest request = ClientRequest.create(HttpMethod.POST, url)
			.attribute(WebClientFilters.DEPLOYMENT, HttpFixture.DEPLOYMENT)
			.build();

		Mono<ClientResponse> response = exchange(baseUrl, request);

		if (own) {
			StepVerifier.create(response).expectNextCount(1).verifyComplete();
			assertThat(this.seen).containsExactly("Bearer " + KEY);
		}
		else {
			StepVerifier.create(response).verifyErrorSatisfies(WebClientFiltersTests::assertOtherOrigin);
			assertThat(this.seen).isEmpty();
		}
	}

	private Mono<ClientResponse> exchange(URI baseUrl, ClientRequest request) {
		WebClientFilters filters = new WebClientFilters(this.fixture.settings(baseUrl),
				(headers, credential) -> headers.setBearerAuth(credential.value()), HttpFixture.CLASSIFIER);
		ExchangeFunction server = (sent) -> {
			this.seen.add(String.valueOf(sent.headers().getFirst(HttpHeaders.AUTHORIZATION)));
			return Mono.just(ClientResponse.create(HttpStatus.OK).build());
		};
		return filters.chain(List.of())
			.stream()
			.reduce(ExchangeFilterFunction::andThen)
			.orElseThrow()
			.apply(server)
			.exchange(request);
	}

	@Test
	void requestWithoutACredentialGoesWhereTheFilterSendsIt() {
		StepVerifier
			.create(exchange(URI.create("http://localhost/v1"),
					ClientRequest.create(HttpMethod.POST, URI.create("http://proxy.example/v1")).build()))
			.expectNextCount(1)
			.verifyComplete();

		assertThat(this.seen).containsExactly("null");
	}

	@Test
	void credentialIsWrittenInTheEndAndNoFilterSeesIt() {
		this.server.reply(RawReply.json("{}"));
		ProviderHttp http = this.fixture.http(this.server.baseUrl(), (request, next) -> {
			this.seen.add(String.valueOf(request.headers()) + request.attributes());
			return next.exchange(ClientRequest.from(request).header("authorization", "Bearer of the filter").build());
		});

		StepVerifier.create(call(http)).expectNextCount(1).verifyComplete();

		assertThat(this.server.takeRequest().toLowerCase()).containsOnlyOnce("authorization:")
			.contains("\r\nauthorization: bearer " + KEY + "\r\n");
		assertThat(this.seen).singleElement().asString().doesNotContain(KEY).containsIgnoringCase("x-beta");
	}

	@Test
	void filterMayChangePathAndHeadersAtTheOwnOrigin() {
		this.server.reply(RawReply.json("{}"));
		ProviderHttp http = this.fixture.http(this.server.baseUrl(),
				rewriting((url) -> url.resolve("/v2/chat?beta=true")));

		StepVerifier.create(call(http)).expectNextCount(1).verifyComplete();

		assertThat(this.server.takeRequest()).startsWith("POST /v2/chat?beta=true HTTP/1.1\r\n");
	}

	@Test
	void filtersAreAppliedInOrderAndOnlyWhereTheyBelong() {
		this.server.reply(RawReply.json("{}"));
		WebClient.Builder webClient = this.fixture.webClient().filter(named("customizer", "any"));
		ProviderHttp http = this.fixture.http(this.server.baseUrl(), webClient, named("first", "openai"),
				named("of another provider", "anthropic"), named("second", "openai"));

		StepVerifier.create(call(http)).expectNextCount(1).verifyComplete();

		assertThat(this.seen).containsExactly("customizer >", "first >", "second >", "< second", "< first",
				"< customizer");
	}

	@Test
	void filtersSeeFailuresAndNotErrorResponses() {
		this.server.reply(RawReply.of(500, "{}"));
		ProviderHttp http = this.fixture.http(this.server.baseUrl(), named("filter", "openai"));

		StepVerifier.create(call(http)).verifyError(ProviderException.class);

		assertThat(this.seen).containsExactly("filter >", "filter: server_error: 500 no code null");
	}

	@Test
	void filterThatBelongsNowhereInParticularBelongsEverywhere() {
		ProviderExchangeFilter filter = (request, next) -> next.exchange(request);

		assertThat(filter.appliesTo("openai")).isTrue();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void neitherCredentialNorContentIsLoggedAtDebugLevel(CapturedOutput output) {
		this.server.reply(RawReply.json("{\"answer\": \"my secret\"}"))
			.reply(RawReply.events("data: my secret\n\n"))
			.reply(RawReply.of(500, "my secret"))
			.reply(RawReply.json("my secret"))
			.reply(RawReply.cutOff(200, "my secret"));
		ProviderHttp http = this.fixture.http(this.server.baseUrl(),
				rewriting((url) -> URI.create(url + "?key=my+secret")));

		atDebugLevel(() -> {
			call(http).block();
			stream(http).blockLast();
			for (int i = 0; i < 3; i++) {
				StepVerifier.create(call(http)).verifyError(ProviderException.class);
			}
		});

		assertThat(output.getAll()).contains("POST 127.0.0.1/v1/chat answered 200 after ")
			.doesNotContain(KEY)
			.doesNotContain("my secret");
		assertThat(output.getAll().lines().filter((line) -> line.contains(WebClientFilters.class.getSimpleName())))
			.hasSizeGreaterThanOrEqualTo(3)
			.noneMatch((line) -> line.contains("key="));
	}

	private static void atDebugLevel(Runnable exchanges) {
		Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
		Level before = root.getLevel();
		root.setLevel(Level.DEBUG);
		try {
			exchanges.run();
		}
		finally {
			root.setLevel(before);
		}
	}

	private static ProviderExchangeFilter rewriting(UnaryOperator<URI> change) {
		return (request, next) -> next.exchange(ClientRequest.from(request).url(change.apply(request.url())).build());
	}

	private ProviderExchangeFilter named(String name, String provider) {
		return new ProviderExchangeFilter() {

			@Override
			public boolean appliesTo(String candidate) {
				return candidate.equals(provider);
			}

			@Override
			public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
				WebClientFiltersTests.this.seen.add(name + " >");
				return next.exchange(request)
					.doOnNext((response) -> WebClientFiltersTests.this.seen.add("< " + name))
					.doOnError((error) -> WebClientFiltersTests.this.seen.add(name + ": " + error.getMessage()));
			}

		};
	}

}
