package io.github.llmrouting.sample;

import io.github.llmrouting.test.ProviderSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class LiveProfileTests {

	@Test
	void startFailsWithAClearTextWhenThereIsNoKey(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("", ""));

		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The provider 'openai' is left out: llm.routing.providers.openai.api-key is empty")
			.contains("The provider 'anthropic' is left out: llm.routing.providers.anthropic.api-key is empty")
			.contains("llm.routing.providers: are all left out: disabled, or without an API key")
			.doesNotContain("No provider is real");
	}

	@Test
	void oneKeyIsEnough(CapturedOutput output) {
		try (ProviderSimulator provider = ProviderSimulator.anthropic();
				ConfigurableApplicationContext application = start("", "a-key-of-mine",
						"--llm.routing.providers.anthropic.base-url=" + provider.baseUrl())) {
			WebTestClient client = client(application);

			ask(client).expectBody().jsonPath("$.report.provider").isEqualTo("anthropic");

			assertThat(provider.requests()).hasSize(1);
			assertThat(output).doesNotContain("a-key-of-mine");
		}
	}

	@Test
	void realProvidersCannotBeBroken() {
		try (ProviderSimulator provider = ProviderSimulator.openAi();
				ConfigurableApplicationContext application = start("a-key-of-mine", "",
						"--llm.routing.providers.openai.base-url=" + provider.baseUrl())) {
			client(application).post().uri("/simulator/openai").contentType(MediaType.APPLICATION_JSON).bodyValue("""
					{"fault": "down"}""").exchange().expectStatus().isNotFound();
		}
	}

	private static WebTestClient.ResponseSpec ask(WebTestClient client) {
		return client.post()
			.uri("/chat")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(RunningSample.HELLO)
			.exchange()
			.expectStatus()
			.isOk();
	}

	private static ConfigurableApplicationContext start(String openAiKey, String anthropicKey, String... more) {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		application.setAdditionalProfiles("live");
		application.setRegisterShutdownHook(false);
		String[] arguments = { "--server.port=0", "--OPENAI_API_KEY=" + openAiKey,
				"--ANTHROPIC_API_KEY=" + anthropicKey };
		return application.run(StringUtils.concatenateStringArrays(arguments, more));
	}

	private static WebTestClient client(ConfigurableApplicationContext application) {
		return WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + application.getEnvironment().getProperty("local.server.port"))
			.build();
	}

}
