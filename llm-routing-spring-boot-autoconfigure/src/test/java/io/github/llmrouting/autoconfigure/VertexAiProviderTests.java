package io.github.llmrouting.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.provider.gemini.AccessTokens;
import io.github.llmrouting.test.ProviderSimulator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class VertexAiProviderTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class, LlmRoutingAutoConfiguration.class))
		.withPropertyValues("llm.routing.providers.vertex.type=gemini",
				"llm.routing.providers.vertex.project=my-project", "llm.routing.providers.vertex.region=europe-west1",
				"llm.routing.routes.default.deployments=vertex/gemini-2.5-flash");

	@Test
	void modelIsAskedUnderTokensOfTheApplicationsGoogleCredentials() {
		AccessToken token = new AccessToken("token-1", Date.from(Instant.now().plus(Duration.ofHours(1))));
		try (ProviderSimulator vertexAi = ProviderSimulator.vertexAi().reply("Hello!")) {
			this.runner.withPropertyValues("llm.routing.providers.vertex.base-url=" + vertexAi.baseUrl())
				.withBean(GoogleCredentials.class, () -> GoogleCredentials.create(token))
				.run((context) -> {
					RoutedResponse answer = context.getBean(ChatRouter.class)
						.call("Hello?")
						.block(Duration.ofSeconds(5));
					assertThat(answer.text()).isEqualTo("Hello!");
					assertThat(answer.report().cost()).isNotNull();
					assertThat(vertexAi.requests().get(0).path()).startsWith(
							"/v1/projects/my-project/locations/europe-west1/publishers/google/models/gemini-2.5-flash");
					assertThat(vertexAi.requests().get(0).header("Authorization")).isEqualTo("Bearer token-1");
				});
		}
	}

	@Test
	void tokensOfTheApplicationNeedNoLibraryOfGoogle() {
		try (ProviderSimulator vertexAi = ProviderSimulator.vertexAi().reply("Hello!")) {
			this.runner.withClassLoader(new FilteredClassLoader("com.google.auth"))
				.withPropertyValues("llm.routing.providers.vertex.base-url=" + vertexAi.baseUrl())
				.withBean(AccessTokens.class, () -> () -> Mono.just(Credential.of("token-2")))
				.run((context) -> {
					context.getBean(ChatRouter.class).call("Hello?").block(Duration.ofSeconds(5));
					assertThat(vertexAi.requests().get(0).header("Authorization")).isEqualTo("Bearer token-2");
				});
		}
	}

	@Test
	void withoutTokensTheStartFailsAndSaysWhatIsMissing() {
		this.runner.withClassLoader(new FilteredClassLoader("com.google.auth"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidRoutingConfigurationException.class)
				.hasMessageContaining("llm.routing.providers.vertex.project: needs access tokens"));
	}

	@Test
	void regionDecidesTheAddressAndTheCatalogueKnowsIt() {
		this.runner.withBean(AccessTokens.class, () -> Mono::never).run((context) -> {
			RoutingSetup setup = context.getBean(RoutingSetup.class);
			assertThat(setup.providers().get(0).baseUrl())
				.hasToString("https://europe-west1-aiplatform.googleapis.com/v1");
			assertThat(setup.table().deployments().get(0).facts().prices().standard().input()).isNotNull();
		});
	}

	@Test
	void globalRegionHasNoPrefix() {
		this.runner.withBean(AccessTokens.class, () -> Mono::never)
			.withPropertyValues("llm.routing.providers.vertex.region=global")
			.run((context) -> assertThat(context.getBean(RoutingSetup.class).providers().get(0).baseUrl())
				.hasToString("https://aiplatform.googleapis.com/v1"));
	}

	@Test
	void mistakes() {
		String path = "llm.routing.providers.";
		StartReport.of("providers: {gemini: {project: my-project, api-key: sk-canary}}")
			.tells(path + "gemini.api-key", "is not read for this type of provider",
					"remove it: Vertex AI takes access tokens")
			.hides("canary");
		StartReport.of("providers: {gemini: {region: europe-west1, api-key: sk-1}}")
			.tellsNothingButOf(path + "gemini.region");
		StartReport.of("providers: {openai: {project: my-project, api-key: sk-1}}")
			.tells(path + "openai.project", "belongs to another type than openai", "expected it at type gemini only")
			.tellsNothingButOf(path + "openai.project");
		StartReport.of("providers: {gemini: {project: \"my/project\", region: \"Europe West\"}}")
			.tellsNothingButOf(path + "gemini.project", path + "gemini.region");
	}

}
