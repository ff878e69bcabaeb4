package io.github.llmrouting.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

class BadInputTests extends RunningSample {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{}                                   | message: missing or blank (expected: a text)
					{"message": null}                    | message: missing or blank (expected: a text)
					{"message": " "}                     | message: missing or blank (expected: a text)
					{"message": ["Hi"]}                  | message: unusable (expected: a text)
					{"message": "Hi", "route": "nope"}   | route: 'nope' (expected: one of [default, spread, claude, gemini, local])
					{"message": "Hi", "route": ""}       | route: blank (expected: a route's name, or none)
					{"message": "Hi", "task": " "}       | task: blank (expected: a task, or none)
					{"message": "Hi", "caller": ""}      | caller: blank (expected: a caller's name, or none)
					{"message": "Hi", "maxCost": "much"} | maxCost: unusable (expected: a number)
					{"message": "Hi"                     | body: broken JSON at line 1, column 17 (expected: a JSON object)
					Hi                                   | body: broken JSON at line 1, column 1 (expected: a JSON object)
					[]                                   | body: unusable (expected: a JSON object)
					`{"message": "Hi", "maxcost": 1}`    | maxcost: unknown (expected: one of [message, route, task, caller, maxCost])
					""")
	void problemTellsWhatWasExpected(String body, String detail) {
		isBadRequest(post("/chat", body), detail);
		isBadRequest(post("/chat/stream", body), detail);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "0", "1e-999999999", "1e999999999" })
	void maxCostOutOfRangeIsRefusedAtOnce(String maxCost) {
		isBadRequest(chat("""
				{"message": "Hi", "maxCost": %s}""".formatted(maxCost)),
				"maxCost: out of range (expected: US dollars above 0, from 0.000000001 to 1000000)");
	}

	@Test
	void missingBodyIsABadRequest() {
		isBadRequest(client().post().uri("/chat").contentType(MediaType.APPLICATION_JSON).exchange(),
				"No request body (expected: a JSON object)");
	}

	@Test
	void otherContentTypeIsRefusedInAProblemDocument() {
		client().post()
			.uri("/chat")
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.bodyValue(HELLO)
			.exchange()
			.expectStatus()
			.isEqualTo(415)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("Content-Type: missing or unusable (expected: application/json)");
	}

	@Test
	void unknownPathIsRefusedInAProblemDocument() {
		get("/nope").expectStatus().isNotFound().expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	private static void isBadRequest(ResponseSpec response, String detail) {
		response.expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo(400)
			.jsonPath("$.detail")
			.isEqualTo(detail);
	}

}
