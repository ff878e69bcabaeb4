package io.github.llmrouting.sample;

import java.time.Duration;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

class FailoverTests extends RunningSample {

	private static final String OPENAI_BREAKER = "$.circuitBreakers['openai/gpt-5.4-mini'].state";

	@Test
	void secondProviderAnswersWhenTheFirstIsDown() {
		tell("openai", "down");

		chat(HELLO).expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.report.provider")
			.isEqualTo("anthropic")
			.jsonPath("$.report.attempts.length()")
			.isEqualTo(2)
			.jsonPath("$.report.attempts[0].provider")
			.isEqualTo("openai")
			.jsonPath("$.report.attempts[0].outcome")
			.isEqualTo("unreachable")
			.jsonPath("$.report.attempts[1].outcome")
			.isEqualTo("success");
	}

	@Test
	void secondProviderAnswersWhenTheFirstStalls() {
		tell("openai", "stall");

		assertThat(provider()).isEqualTo("anthropic");
	}

	@Test
	void breakerOpensAfterEnoughFailuresWhileHealthStaysUp() {
		tell("openai", "down");

		askUntilTheBreakerOpens();

		get("/actuator/circuitbreakers").expectBody().jsonPath(OPENAI_BREAKER).isEqualTo("OPEN");
		get("/actuator/health").expectStatus().isOk().expectBody().jsonPath("$.status").isEqualTo("UP");
	}

	@Test
	void problemListsTheAttemptsWhenBothAreDown() {
		tell("openai", "down");
		tell("anthropic", "status");

		chat("""
				{"message": "a secret of mine"}""").expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo(503)
			.jsonPath("$.reason")
			.isEqualTo("server_error")
			.jsonPath("$.attempts[0].provider")
			.isEqualTo("openai")
			.jsonPath("$.attempts[0].outcome")
			.isEqualTo("unreachable")
			.jsonPath("$.attempts[1].provider")
			.isEqualTo("anthropic")
			.jsonPath("$.attempts[1].outcome")
			.isEqualTo("server_error")
			.jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).doesNotContain("secret"))
			.jsonPath("$.trace")
			.doesNotExist();
	}

	@Test
	void problemTellsWhenToComeBackWhenEveryProviderAsksToWait() {
		post("/simulator/anthropic", """
				{"fault": "status", "status": 429}""").expectStatus().isOk();

		chat("""
				{"message": "Hello", "route": "claude"}""").expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.valueEquals("Retry-After", "1");
		tell("anthropic", "none");
		waitUntilAnswered("""
				{"message": "Hello", "route": "claude"}""", "anthropic");
	}

	@Test
	void trafficReturnsAfterMending() {
		tell("openai", "down");
		askUntilTheBreakerOpens();
		assertThat(provider()).isEqualTo("anthropic");

		tell("openai", "none");

		waitUntilAnswered(HELLO, "openai");
		get("/actuator/circuitbreakers").expectBody().jsonPath(OPENAI_BREAKER).isEqualTo("CLOSED");
	}

	private void askUntilTheBreakerOpens() {
		for (int i = 0; i < FAILURES; i++) {
			chat(HELLO).expectStatus().isOk();
		}
	}

	private void waitUntilAnswered(String body, String provider) {
		Mono<String> answered = Mono.fromSupplier(() -> provider(body))
			.subscribeOn(Schedulers.boundedElastic())
			.filter(provider::equals)
			.repeatWhenEmpty(100, (again) -> again.delayElements(Duration.ofMillis(100)));
		StepVerifier.create(answered).expectNext(provider).expectComplete().verify(Duration.ofSeconds(10));
	}

	private String provider() {
		return provider(HELLO);
	}

	private String provider(String body) {
		String answer = chat(body).expectBody(String.class).returnResult().getResponseBody();
		return answer.contains("\"report\"") ? JsonPath.read(answer, "$.report.provider") : "nobody";
	}

}
