package io.github.llmrouting.test;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class AzureOpenAiTests {

	private static final String PATH = "/deployments/mine/chat/completions?api-version=2024-10-21";

	private static final String CALL = """
			{"messages":[{"role":"user","content":"Hi"}]}""";

	private static final String STREAM = """
			{"stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hi"}]}""";

	private static final String SAFE = """
			{"hate":{"filtered":false,"severity":"safe"},"self_harm":{"filtered":false,"severity":"safe"},\
			"sexual":{"filtered":false,"severity":"safe"},"violence":{"filtered":false,"severity":"safe"}}""";

	private final ProviderSimulator provider = ProviderSimulator.azureOpenAi();

	private final SimulatorClient client = SimulatorClient.azureOpenAi(this.provider);

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void modelOfTheAnswerIsNotTheDeployment() {
		assertThat(this.client.post(PATH, CALL).body()).contains("\"model\":\"gpt-5.4-2026-03-05\"")
			.doesNotContain("mine");
		assertThat(this.provider.requests().get(0).model()).isEqualTo("mine");
	}

	@Test
	void modelOfTheAnswerMayBeGiven() {
		this.provider.reply(SimulatedReply.text("Hello").model("gpt-4o-2024-11-20"));

		assertThat(this.client.post(PATH, CALL).body()).contains("\"model\":\"gpt-4o-2024-11-20\"");
	}

	@Test
	void filterAnnotatesPromptAndChoice() {
		assertThat(this.client.post(PATH, CALL).body()).contains(
				"\"prompt_filter_results\":[{\"prompt_index\":0,\"content_filter_results\":" + SAFE + "}]",
				"\"finish_reason\":\"stop\",\"content_filter_results\":" + SAFE);
	}

	@Test
	void streamHasEventsWithoutChoicesBeforeAndAfterItsContent() {
		this.provider.reply("Hello");

		String[] events = this.client.post(PATH, STREAM).body().split("\n\n");

		assertThat(events[0])
			.isEqualTo("data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\","
					+ "\"prompt_filter_results\":[{\"prompt_index\":0,\"content_filter_results\":" + SAFE + "}]}");
		assertThat(events[1]).contains("\"role\":\"assistant\"", "\"content_filter_results\":{}");
		assertThat(events[2]).contains("\"content\":\"Hello\"", "\"content_filter_results\":" + SAFE);
		assertThat(events[3]).contains("\"finish_reason\":\"stop\"");
		assertThat(events[4]).contains("\"choices\":[],\"usage\":{");
		assertThat(events[5]).startsWith("data: {\"choices\":[],\"created\":0");
		assertThat(events[6]).isEqualTo("data: [DONE]");
	}

	@Test
	void newerPathNamesTheDeploymentInTheBody() {
		Received answer = this.client.post("/v1/chat/completions", SimulatorClient.OPENAI_CALL);

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).contains("\"model\":\"gpt-5.4-2026-03-05\"");
	}

	@Test
	void missingKeyIsRefused() {
		Received answer = this.client.without("api-key").post(PATH, CALL);

		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"401\",\"message\":\"Access denied");
	}

	@Test
	void tokenIsAcceptedInsteadOfAKey() {
		SimulatorClient signedIn = this.client.without("api-key").with("authorization", "Bearer token");

		assertThat(signedIn.post(PATH, CALL).status()).isEqualTo(200);
	}

	@Test
	void missingVersionIsNotFound() {
		Received answer = this.client.post("/deployments/mine/chat/completions", CALL);

		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.body()).isEqualTo("{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}");
	}

	@Test
	void rateLimitSaysInTwoHeadersWhenItPasses() {
		this.provider.reply(SimulatedReply.status(429));

		Received answer = this.client.post(PATH, CALL);

		assertThat(answer.headers().get("retry-after")).isEqualTo("1");
		assertThat(answer.headers().get("retry-after-ms")).isEqualTo("1000");
		assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"429\",\"message\":\"Requests to the");
	}

	@Test
	void missingDeploymentIsNotFound() {
		this.provider.reply(SimulatedReply.status(404));

		assertThat(this.client.post(PATH, CALL).body()).contains("\"code\":\"DeploymentNotFound\"");
	}

}
