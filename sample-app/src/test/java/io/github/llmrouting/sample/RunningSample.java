package io.github.llmrouting.sample;

import java.time.Duration;
import java.util.List;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/**
 * The sample as users start it, in its default profile, but less patient: with its first
 * provider, and with open circuit breakers. Before each test every provider is up.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "llm.routing.providers.openai.timeout.total=1s",
				"resilience4j.circuitbreaker.configs.llm-routing.sliding-window-size=10",
				"resilience4j.circuitbreaker.configs.llm-routing.minimum-number-of-calls=" + RunningSample.FAILURES,
				"resilience4j.circuitbreaker.configs.llm-routing.permitted-number-of-calls-in-half-open-state=1",
				"resilience4j.circuitbreaker.configs.llm-routing.wait-duration-in-open-state=500ms" })
@AutoConfigureWebTestClient(timeout = "20s")
abstract class RunningSample {

	/** Failures in a row after which a circuit breaker opens. */
	static final int FAILURES = 5;

	static final String HELLO = """
			{"message": "Hello"}""";

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	@Autowired
	private WebTestClient client;

	@Autowired
	private CircuitBreakerRegistry breakers;

	@BeforeEach
	void everyProviderIsUp() {
		tell("openai", "none");
		tell("anthropic", "none");
		this.breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
	}

	/** Breaks or mends a provider. */
	void tell(String provider, String fault) {
		post("/simulator/" + provider, """
				{"fault": "%s"}""".formatted(fault)).expectStatus().isOk();
	}

	ResponseSpec chat(String body) {
		return post("/chat", body);
	}

	ResponseSpec post(String path, String body) {
		return this.client.post().uri(path).contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
	}

	ResponseSpec get(String path) {
		return this.client.get().uri(path).exchange();
	}

	/** Returns the events of a streamed answer, which must begin. */
	List<ServerSentEvent<String>> stream(String body) {
		return post("/chat/stream", body).expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
			.returnResult(EVENT)
			.getResponseBody()
			.collectList()
			.block(Duration.ofSeconds(20));
	}

	WebTestClient client() {
		return this.client;
	}

}
