package io.github.llmrouting.sample;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChatTests extends RunningSample {

	@Test
	void answerTellsWhoAnsweredAndWhatItCost() {
		chat(HELLO).expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.text")
			.value(String.class, (text) -> assertThat(text).contains("Hello"))
			.jsonPath("$.report.requestId")
			.isNotEmpty()
			.jsonPath("$.report.route")
			.isEqualTo("default")
			.jsonPath("$.report.provider")
			.isEqualTo("openai")
			.jsonPath("$.report.model")
			.isEqualTo("gpt-5.4-mini")
			.jsonPath("$.report.attempts.length()")
			.isEqualTo(1)
			.jsonPath("$.report.attempts[0].outcome")
			.isEqualTo("success")
			.jsonPath("$.report.attempts[0].latencyMs")
			.isNumber()
			.jsonPath("$.report.usage.inputTokens")
			.isNumber()
			.jsonPath("$.report.usage.outputTokens")
			.isNumber()
			.jsonPath("$.report.latencyMs")
			.isNumber()
			.jsonPath("$.report.cache")
			.isEqualTo("off");
	}

	@Test
	void costIsAPlainNumber() {
		String answer = chat(HELLO).expectBody(String.class).returnResult().getResponseBody();

		assertThat(answer).containsPattern("\"costUsd\":0\\.0000\\d+,");
	}

	@Test
	void hintsReachTheRouter() {
		chat("""
				{"message": "Hello", "route": "claude", "task": "code", "caller": "tests", "maxCost": 0.5}""")
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.report.route")
			.isEqualTo("claude")
			.jsonPath("$.report.provider")
			.isEqualTo("anthropic");
	}

	@Test
	void oneMessageMayTakeTheWeightedRoute() {
		chat("""
				{"message": "Hello", "route": "spread"}""").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.report.route")
			.isEqualTo("spread");
	}

}
