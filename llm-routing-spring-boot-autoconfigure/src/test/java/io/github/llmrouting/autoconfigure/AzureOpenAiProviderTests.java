package io.github.llmrouting.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.FinishReason;
import io.github.llmrouting.Money;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.autoconfigure.EveryProtocolTests.Weather;
import io.github.llmrouting.autoconfigure.VendorStandIn.Received;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.reactive.function.client.ClientRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Azure as {@code docs/openai-compatible.md} configures it. */
class AzureOpenAiProviderTests {

	private static final String RESOURCE = "https://my-resource.openai.azure.com";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final List<String> EXAMPLES = DocumentedExample.of("Azure OpenAI");

	private static final String V1 = EXAMPLES.get(0);

	private static final String DATED = EXAMPLES.get(1);

	private static final String BY_TYPE_OPENAI = EXAMPLES.get(2);

	private static final String WITHOUT_KEY = EXAMPLES.get(3);

	@Test
	void deploymentStandsInTheBodyOfTheV1Api() {
		Received request = ask(V1);

		assertThat(request.url()).isEqualTo(RESOURCE + "/openai/v1/chat/completions");
		assertThat(request.headers().getFirst("api-key")).isEqualTo("sk-test");
		assertThat(request.headers().getFirst("authorization")).isNull();
		assertThat(request.body().path("model").stringValue()).isEqualTo("my-deployment");
		assertThat(request.body().path("max_completion_tokens").intValue()).isEqualTo(100);
		assertThat(request.body().has("max_tokens")).isFalse();
	}

	@Test
	void deploymentStandsInThePathOfADatedApi() {
		Received request = ask(DATED);

		assertThat(request.url())
			.isEqualTo(RESOURCE + "/openai/deployments/my-deployment/chat/completions?api-version=2025-04-01-preview");
		assertThat(request.headers().getFirst("api-key")).isEqualTo("sk-test");
		assertThat(request.body().path("max_tokens").intValue()).isEqualTo(100);
		assertThat(request.body().has("max_completion_tokens")).isFalse();
	}

	@Test
	void v1ApiIsReachedByTypeOpenAiToo() {
		Received request = ask(BY_TYPE_OPENAI);

		assertThat(request.url()).isEqualTo(RESOURCE + "/openai/v1/chat/completions");
		assertThat(request.headers().getFirst("authorization")).isEqualTo("Bearer sk-test");
		assertThat(request.body().path("max_completion_tokens").intValue()).isEqualTo(100);
	}

	@ParameterizedTest
	@CsvSource({ ",            /openai,    /openai/v1/chat/completions",
			",            /openai/v1, /openai/v1/chat/completions",
			",            /gateway,   /gateway/openai/v1/chat/completions",
			"2024-10-21,  /openai,    /openai/deployments/a%2Fb%20c/chat/completions?api-version=2024-10-21",
			"2024-10-21,  /gateway,   /gateway/openai/deployments/a%2Fb%20c/chat/completions?api-version=2024-10-21" })
	void pathFitsTheBaseUrl(String apiVersion, String base, String path) {
		String version = (apiVersion != null) ? "api-version: " + apiVersion : "enabled: true";

		assertThat(ask("""
				providers:
				  azure: {type: azure-openai, base-url: "%s%s", %s, api-key: sk-test, models: ["a/b c"]}
				""".formatted(RESOURCE, base, version)).url()).isEqualTo(RESOURCE + path);
	}

	private static Received ask(String yaml) {
		try (VendorStandIn azure = VendorStandIn.answering("azure", "azure")) {
			run(yaml, azure, (router) -> router.call(request()).block(PATIENCE));
			return azure.requests().get(0);
		}
	}

	@Test
	void answerIsBilledByTheFactsOfTheModelThatTheDeploymentServes() {
		try (VendorStandIn azure = VendorStandIn.answering("azure", "azure")) {
			run(V1, azure, (router) -> {
				RoutedResponse answer = router.call(request()).block(PATIENCE);

				assertThat(answer.text()).isEqualTo("Hi");
				assertThat(answer.report().model()).isEqualTo("my-deployment");
				assertThat(answer.report().usage()).isEqualTo(new TokenUsage(14, 4, 0, 0, 2, 7, false));
				assertThat(answer.report().cost()).isGreaterThan(Money.ZERO);
			});
		}
	}

	@Test
	void framesWithFilterResultsAloneAreNoContent() {
		try (VendorStandIn azure = VendorStandIn.answering("azure", "azure-asynchronous-filter")) {
			run(V1, azure,
					(router) -> StepVerifier.create(router.stream(request())).expectNextCount(2).verifyComplete());
			assertThat(azure.requests().get(0).body().at("/stream_options/include_usage").booleanValue()).isTrue();
		}
	}

	@Test
	void answerThatTheContentFilterCutsOffIsRefused() {
		try (VendorStandIn azure = VendorStandIn.answering("azure-content-filter", "azure-content-filter")) {
			run(V1, azure, (router) -> assertThat(
					router.call(request()).block(PATIENCE).response().getResult().getMetadata().getFinishReason())
				.isEqualTo(FinishReason.CONTENT_FILTER.name()));
		}
	}

	@Test
	void filterOfTheApplicationSignsRequestsWhenThereIsNoKey() {
		ProviderExchangeFilter entraId = (request, next) -> next
			.exchange(ClientRequest.from(request).headers((headers) -> headers.setBearerAuth("token")).build());

		try (VendorStandIn azure = VendorStandIn.answering("azure", "azure")) {
			run(DocumentedExample.runner(WITHOUT_KEY, azure).withBean(ProviderExchangeFilter.class, () -> entraId),
					(router) -> router.call(request()).block(PATIENCE));
			assertThat(azure.requests().get(0).headers().getFirst("authorization")).isEqualTo("Bearer token");
			assertThat(azure.requests().get(0).headers().getFirst("api-key")).isNull();
		}
	}

	@Test
	void keyIsNeeded() {
		StartReport report = StartReport.of(WITHOUT_KEY.replace("when-no-key: allow", "when-no-key: fail"));

		assertThat(report.description()).contains("llm.routing.providers.azure.api-key: is missing");
	}

	@Test
	void toolIsCalledAndItsResultIsAnswered() {
		Weather weather = new Weather();
		try (VendorStandIn azure = new VendorStandIn(AzureOpenAiProviderTests::weatherReport)) {
			withChatClient(azure, (client) -> {
				assertThat(client.prompt("Is Paris warm?").tools(weather).call().content()).isEqualTo("Hi");
				StepVerifier.create(client.prompt("Is Paris warm?").tools(weather).stream().content())
					.expectNext("Hi")
					.verifyComplete();
			});
			assertThat(azure.requests()).hasSize(4);
		}
		assertThat(weather.cities()).containsExactly("Paris", "Paris");
	}

	private static String weatherReport(JsonNode request) {
		boolean last = request.path("messages").toString().contains("tool_call_id");
		boolean streamed = request.path("stream").asBoolean(false);
		String name = last ? "azure" : "azure-tool-call";
		return VendorStandIn.corpus(streamed ? "streams/" + name + ".sse" : "answers/" + name + ".json")
			.replace("get_weather", "temperature");
	}

	@Test
	void imageReachesTheResource() {
		try (VendorStandIn azure = VendorStandIn.answering("azure", "azure")) {
			withChatClient(azure,
					(client) -> client.prompt()
						.user((user) -> user.text("What is this?")
							.media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(new byte[] { 1, 2, 3 })))
						.call()
						.content());
			assertThat(azure.requests().get(0).body().at("/messages/0/content/1/image_url/url").stringValue())
				.isEqualTo("data:image/png;base64,AQID");
		}
	}

	private static void withChatClient(VendorStandIn azure, Consumer<ChatClient> use) {
		DocumentedExample.runner(V1, azure)
			.withConfiguration(AutoConfigurations.of(ToolCallingAutoConfiguration.class,
					ChatClientAutoConfiguration.class, RoutingChatModelAutoConfiguration.class))
			.run((context) -> use.accept(context.getBean(ChatClient.Builder.class).build()));
	}

	private static void run(String yaml, VendorStandIn azure, Consumer<ChatRouter> use) {
		run(DocumentedExample.runner(yaml, azure), use);
	}

	private static void run(ApplicationContextRunner runner, Consumer<ChatRouter> use) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			use.accept(context.getBean(ChatRouter.class));
		});
	}

	private static RoutingRequest request() {
		return RoutingRequest.of(new Prompt("Hi", ChatOptions.builder().maxTokens(100).build()));
	}

}
