package io.github.llmrouting.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.MediaType;

class SimulatorTests extends RunningSample {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"fault": "down"}                       | {"provider": "openai", "fault": "down"}
			{"fault": "status"}                     | {"provider": "openai", "fault": "status", "status": 503}
			{"fault": "status", "status": 500}      | {"provider": "openai", "fault": "status", "status": 500}
			{"fault": "slow"}                       | {"provider": "openai", "fault": "slow", "delayMs": 5000}
			{"fault": "slow", "delayMs": 10}        | {"provider": "openai", "fault": "slow", "delayMs": 10}
			{"fault": "none", "status": 500}        | {"provider": "openai", "fault": "none"}
			""")
	void faultIsAnsweredAsItIsPlayed(String order, String state) {
		post("/simulator/openai", order).expectStatus().isOk().expectBody().json(state);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{}                                 | fault: missing (expected: one of [none, down, status, slow, stall, cut])
					{"fault": "fire"}                  | fault: unusable (expected: one of [none, down, status, slow, stall, cut])
					{"fault": "status", "status": 200} | status: out of range (expected: 400 to 599)
					{"fault": "slow", "delayMs": -1}   | delayMs: out of range (expected: 0 to 600000 milliseconds)
					""")
	void unknownFaultIsABadRequest(String order, String detail) {
		post("/simulator/openai", order).expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo(detail);
	}

	@Test
	void unknownProviderIsNotFound() {
		post("/simulator/nobody", """
				{"fault": "down"}""").expectStatus()
			.isNotFound()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("provider: unknown (expected: one of [openai, anthropic, gemini, local])");
	}

	@Test
	void slowProviderIsLeftForTheNext() {
		post("/simulator/openai", """
				{"fault": "slow", "delayMs": 60000}""").expectStatus().isOk();

		post("/chat", HELLO).expectBody()
			.jsonPath("$.report.provider")
			.isEqualTo("anthropic")
			.jsonPath("$.report.attempts[0].outcome")
			.isEqualTo("timed_out");
	}

}
