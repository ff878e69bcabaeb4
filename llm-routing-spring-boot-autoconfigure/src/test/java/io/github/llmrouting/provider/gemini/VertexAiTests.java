package io.github.llmrouting.provider.gemini;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.ProviderTimeouts;
import io.github.llmrouting.test.ProviderSimulator;
import io.github.llmrouting.test.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

class VertexAiTests {

	private final ProviderSimulator simulator = ProviderSimulator.vertexAi();

	private final AtomicInteger asked = new AtomicInteger();

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void modelIsAskedInItsProjectAndRegionUnderAToken() {
		this.simulator.reply("4");

		StepVerifier.create(client().call(GeminiReplay.REQUEST))
			.assertNext((answer) -> assertThat(answer.response().getResult().getOutput().getText()).isEqualTo("4"))
			.verifyComplete();

		RecordedRequest request = this.simulator.requests().get(0);
		assertThat(request.path()).isEqualTo(
				"/v1/projects/my-project/locations/europe-west1/publishers/google/models/gemini-3-flash:generateContent");
		assertThat(request.header("Authorization")).isEqualTo("Bearer token-1");
		assertThat(request.header("x-goog-api-key")).isNull();
	}

	@Test
	void eachAttemptAsksForATokenThatIsValidThen() {
		this.simulator.reply("4");
		GeminiClient client = client();

		StepVerifier.create(client.stream(GeminiReplay.REQUEST).ofType(ProviderChunk.End.class))
			.expectNextCount(1)
			.verifyComplete();
		client.call(GeminiReplay.REQUEST).block();

		assertThat(this.simulator.requests()).extracting((request) -> request.header("Authorization"))
			.containsExactly("Bearer token-1", "Bearer token-2");
	}

	@Test
	void idsOfToolCallsStayHere() {
		this.simulator.reply("18 degrees.");
		AssistantMessage call = AssistantMessage.builder()
			.toolCalls(List.of(new ToolCall("call_1", "function", "weather", "{}")))
			.build();
		ToolResponseMessage result = ToolResponseMessage.builder()
			.responses(List.of(new ToolResponse("call_1", "weather", "18")))
			.build();
		Prompt prompt = new Prompt(List.of(new UserMessage("Is Paris warm?"), call, result));

		client().call(GeminiReplay.request(prompt, ModelFacts.UNKNOWN)).block();

		assertThat(this.simulator.requests().get(0).body()).contains("functionCall", "functionResponse")
			.doesNotContain("call_1");
	}

	@Test
	void withoutATokenNobodyIsAsked() {
		ProviderFailure failure = new Unauthorized("no access token");
		GeminiClient client = client(() -> Mono.error(new ProviderException(failure)));

		assertThat(failureOf(client.call(GeminiReplay.REQUEST))).isEqualTo(failure);
		assertThat(failureOf(client.stream(GeminiReplay.REQUEST))).isEqualTo(failure);
		assertThat(failureOf(client(Mono::empty).call(GeminiReplay.REQUEST)))
			.isEqualTo(new Unreachable("no access token in time"));
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void tokenThatDoesNotComeIsWaitedForAsLongAsAResponseAndIsLetGoOf() {
		VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
		PublisherProbe<Credential> token = PublisherProbe.of(Mono.never());
		ProviderHttpSettings settings = ProviderHttpSettings.of("gemini", URI.create(this.simulator.baseUrl()),
				ProviderTimeouts.STANDARD, scheduler, InstantSource.system());
		GeminiClient client = GeminiClient.vertexAi(settings, new VertexAi("my-project", "global", token::mono),
				WebClient.builder(), List.of());

		StepVerifier.create(client.call(GeminiReplay.REQUEST))
			.then(() -> scheduler.advanceTimeBy(ProviderTimeouts.STANDARD.response()))
			.verifyErrorSatisfies((error) -> assertThat(((ProviderException) error).failure())
				.isEqualTo(new Unreachable("no access token in time")));

		token.assertWasCancelled();
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void cancellingLetsGoOfTheToken() {
		PublisherProbe<Credential> token = PublisherProbe.of(Mono.never());

		StepVerifier.create(client(token::mono).stream(GeminiReplay.REQUEST)).thenCancel().verify();

		token.assertWasCancelled();
	}

	@ParameterizedTest
	@CsvSource({ "europe-west1, https://europe-west1-aiplatform.googleapis.com/v1",
			"global, https://aiplatform.googleapis.com/v1" })
	void regionHasAnAddress(String region, String baseUrl) {
		assertThat(VertexAi.baseUrl(region)).isEqualTo(baseUrl);
	}

	@Test
	void tokenIsNotShownWithTheRequest() {
		ProviderRequest signed = GeminiReplay.REQUEST.withCredential(Credential.of("token-1"));

		assertThat(signed.toString()).doesNotContain("token-1");
		assertThat(signed.deployment().id()).isEqualTo(GeminiReplay.REQUEST.deployment().id());
	}

	private GeminiClient client() {
		return client(() -> Mono.fromSupplier(() -> Credential.of("token-" + this.asked.incrementAndGet())));
	}

	private GeminiClient client(AccessTokens tokens) {
		return GeminiClient.vertexAi(GeminiReplay.settings(this.simulator.baseUrl(), ProviderTimeouts.STANDARD),
				new VertexAi("my-project", "europe-west1", tokens), WebClient.builder(), List.of());
	}

	private static ProviderFailure failureOf(Publisher<?> answer) {
		ProviderFailure[] failure = new ProviderFailure[1];
		StepVerifier.create(answer).verifyErrorSatisfies((error) -> failure[0] = ((ProviderException) error).failure());
		return failure[0];
	}

}
