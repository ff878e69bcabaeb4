package io.github.llmrouting.test;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalTests {

	private final ProviderSimulator openAi = ProviderSimulator.openAi();

	private final SimulatorClient openAiClient = SimulatorClient.openAi(this.openAi);

	private final ProviderSimulator anthropic = ProviderSimulator.anthropic();

	private final SimulatorClient anthropicClient = SimulatorClient.anthropic(this.anthropic);

	private final ProviderSimulator gemini = ProviderSimulator.gemini();

	private final SimulatorClient geminiClient = SimulatorClient.gemini(this.gemini);

	@AfterEach
	void stop() {
		this.gemini.close();
		this.openAi.close();
		this.anthropic.close();
	}

	@Test
	void openAiRefusesAMissingKey() {
		Received answer = this.openAiClient.without("authorization").post(SimulatorClient.OPENAI_CALL);

		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.body()).isEqualTo("""
				{"error":{"message":"You didn't provide an API key.","type":"invalid_request_error","param":null,\
				"code":null}}""");
	}

	@Test
	void openAiRefusesARequestWithoutModel() {
		assertOpenAiRefuses("{\"messages\":[{}]}", 400, "you must provide a model parameter");
	}

	@Test
	void openAiRefusesARequestWithoutMessages() {
		assertOpenAiRefuses("{\"model\":\"gpt-5.4\"}", 400, "Missing required parameter: 'messages'.");
	}

	@Test
	void openAiRefusesWhatIsNoJson() {
		assertOpenAiRefuses("{", 400, "We could not parse the JSON body of your request.");
	}

	@Test
	void openAiRefusesAnEmptyBody() {
		assertOpenAiRefuses("", 400, "you must provide a model parameter");
	}

	@Test
	void openAiKnowsNoOtherPath() {
		Received answer = this.openAiClient.post("/other", SimulatorClient.OPENAI_CALL);

		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.body()).contains("Invalid URL (POST /v1/chat/completions/other)");
	}

	private void assertOpenAiRefuses(String request, int status, String message) {
		Received answer = this.openAiClient.post(request);
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.body()).startsWith("{\"error\":{\"message\":\"" + message)
			.contains("\"type\":\"invalid_request_error\"");
	}

	@Test
	void anthropicRefusesAMissingKey() {
		Received answer = this.anthropicClient.without("x-api-key").post(SimulatorClient.ANTHROPIC_CALL);

		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.body()).isEqualTo("""
				{"type":"error","error":{"type":"authentication_error","message":"x-api-key header is required"},\
				"request_id":"req_1"}""");
	}

	@Test
	void anthropicRefusesAMissingVersion() {
		Received answer = this.anthropicClient.without("anthropic-version").post(SimulatorClient.ANTHROPIC_CALL);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains("anthropic-version: header is required");
	}

	@Test
	void anthropicRefusesARequestWithoutModel() {
		assertAnthropicRefuses("{\"max_tokens\":9,\"messages\":[{}]}", "model: Field required");
	}

	@Test
	void anthropicRefusesARequestWithoutMessages() {
		assertAnthropicRefuses("{\"model\":\"claude\",\"max_tokens\":9}", "messages: at least one message is required");
	}

	@Test
	void anthropicRefusesARequestWithoutMaxTokens() {
		assertAnthropicRefuses("{\"model\":\"claude\",\"messages\":[{}]}", "max_tokens: Field required");
	}

	@Test
	void anthropicKnowsNoOtherPath() {
		Received answer = this.anthropicClient.post("/batches", SimulatorClient.ANTHROPIC_CALL);

		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.body()).contains("\"type\":\"not_found_error\"");
	}

	private void assertAnthropicRefuses(String request, String message) {
		Received answer = this.anthropicClient.post(request);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains("\"type\":\"invalid_request_error\",\"message\":\"" + message);
	}

	@Test
	void geminiRefusesAMissingKey() {
		Received answer = this.geminiClient.without("x-goog-api-key").post(":generateContent", SimulatorClient.GEMINI);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).isEqualTo("""
				{"error":{"code":400,"message":"API Key not found. Please pass a valid API key.",\
				"status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",\
				"reason":"API_KEY_INVALID","domain":"googleapis.com",\
				"metadata":{"service":"generativelanguage.googleapis.com"}}]}}""");
	}

	@Test
	void geminiRefusesARequestWithoutContents() {
		assertGeminiRefuses("{}", "* GenerateContentRequest.contents: contents is not specified");
	}

	@Test
	void geminiRefusesWhatIsNoJson() {
		assertGeminiRefuses("{", "Invalid JSON payload received.");
	}

	@Test
	void geminiRefusesAToolCallWithoutSignatureSinceTheNewestQuestion() {
		assertGeminiRefuses("""
				{"contents":[{"role":"user","parts":[{"text":"Hi"}]},
				{"role":"model","parts":[{"functionCall":{"name":"f"}}]},
				{"role":"user","parts":[{"functionResponse":{"name":"f"}}]}]}""",
				"Function call is missing a thought_signature");
	}

	@Test
	void geminiAcceptsAToolCallWithoutSignatureBeforeTheNewestQuestion() {
		assertThat(this.geminiClient.post(":generateContent", """
				{"contents":[{"role":"model","parts":[{"functionCall":{"name":"f"}}]},
				{"role":"user","parts":[{"functionResponse":{"name":"f"}}]},
				{"role":"user","parts":[{"text":"Hi"}]},
				{"role":"model","parts":[{"functionCall":{"name":"f"},"thoughtSignature":"Et4D"},
				{"functionCall":{"name":"f"}}]},
				{"role":"user","parts":[{"functionResponse":{"name":"f"}},
				{"functionResponse":{"name":"f"}}]}]}""").status()).isEqualTo(200);
	}

	@Test
	void geminiKnowsNoOtherPath() {
		Received answer = this.geminiClient.post(":countTokens", SimulatorClient.GEMINI);

		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.body()).contains("\"status\":\"NOT_FOUND\"");
	}

	private void assertGeminiRefuses(String request, String message) {
		Received answer = this.geminiClient.post(":generateContent", request);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).startsWith("{\"error\":{\"code\":400,\"message\":\"" + message)
			.contains("\"status\":\"INVALID_ARGUMENT\"");
	}

	@Test
	void refusedRequestIsRecordedButUsesUpNoReply() {
		this.openAi.next(SimulatedReply.text("first")).reply("later");

		this.openAiClient.without("authorization").post(SimulatorClient.OPENAI_CALL);

		assertThat(this.openAiClient.post(SimulatorClient.OPENAI_CALL).body()).contains("\"content\":\"first\"");
		assertThat(this.openAi.requests()).hasSize(2);
	}

}
