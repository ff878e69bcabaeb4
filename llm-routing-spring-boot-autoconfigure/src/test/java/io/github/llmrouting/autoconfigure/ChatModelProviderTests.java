package io.github.llmrouting.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.RoutingReport;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.springai.RoutingChatModel;
import io.github.llmrouting.test.ProviderSimulator;
import io.github.llmrouting.test.RecordedRequest;
import io.github.llmrouting.test.SimulatedReply;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.chat.observation.autoconfigure.ChatObservationAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Spring AI's own Ollama model as a provider, over HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class ChatModelProviderTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final ProviderSimulator server = ProviderSimulator.ollama().reply("Hello, world!");

	private final ProviderSimulator other = ProviderSimulator.openAi().reply("from OpenAI");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class, ToolCallingAutoConfiguration.class,
				ChatClientAutoConfiguration.class, LlmRoutingAutoConfiguration.class,
				RoutingChatModelAutoConfiguration.class))
		.withBean("theirs", OllamaChatModel.class, () -> model(ObservationRegistry.NOOP, 0))
		.withPropertyValues("llm.routing.providers.mine.type=chat-model", "llm.routing.providers.mine.bean=theirs");

	@AfterEach
	void close() {
		this.server.close();
		this.other.close();
	}

	@Test
	void callIsAnsweredByTheModelWithOptionsOfItsOwnType() {
		this.server.next(SimulatedReply.text("Hello!").usage(30, 7));
		ChatOptions asked = ChatOptions.builder().maxTokens(50).topK(40).build();
		this.runner.withPropertyValues("llm.routing.providers.mine.models[0]=qwen3").run((context) -> {
			RoutedResponse answer = context.getBean(ChatRouter.class)
				.call(RoutingRequest.of(new Prompt("Hello?", asked)))
				.block(LONG);

			assertThat(answer.text()).isEqualTo("Hello!");
			assertThat(answer.report().provider()).isEqualTo("mine");
			assertThat(answer.report().usage()).isEqualTo(TokenUsage.of(30, 7));
			RecordedRequest sent = this.server.requests().get(0);
			assertThat(sent.model()).isEqualTo("qwen3");
			assertThat(sent.json().path("options").path("num_ctx").intValue()).isEqualTo(8192);
			assertThat(sent.json().path("options").path("num_predict").intValue()).isEqualTo(50);
			assertThat(sent.json().path("options").path("top_k").intValue()).isEqualTo(40);
		});
	}

	@Test
	void withoutModelsTheModelsOwnIsAsked() {
		this.runner.run((context) -> {
			RoutedResponse answer = context.getBean(ChatRouter.class).call("Hello?").block(LONG);

			assertThat(answer.report().model()).isEqualTo("default");
			assertThat(this.server.requests().get(0).model()).isEqualTo("llama3.2");
		});
	}

	@Test
	void streamIsAnsweredByTheModel() {
		this.runner.run((context) -> {
			List<RoutedChunk> chunks = context.getBean(ChatRouter.class)
				.stream(RoutingRequest.of("Hello?"))
				.collectList()
				.block(LONG);

			RoutingReport report = ((RoutedChunk.End) chunks.get(chunks.size() - 1)).report();
			assertThat(report.usage()).isNotNull();
			assertThat(chunks).hasSizeGreaterThan(2);
		});
	}

	@Test
	void toolsAreRunByTheCaller() {
		this.server.reply((request) -> request.hasToolResult() ? SimulatedReply.text("It is mild.")
				: SimulatedReply.toolCall("temperature", "{\"city\":\"Paris\"}"));
		this.runner.run((context) -> {
			Weather weather = new Weather();
			String answer = context.getBean(ChatClient.Builder.class)
				.build()
				.prompt("Is Paris warm?")
				.tools(weather)
				.call()
				.content();

			assertThat(answer).isEqualTo("It is mild.");
			assertThat(weather.asked).isOne();
			assertThat(this.server.requests()).hasSize(2);
		});
	}

	@Test
	void failureOfTheModelFailsOver() {
		this.server.reply((request) -> SimulatedReply.status(503));
		this.runner
			.withPropertyValues("llm.routing.providers.openai.api-key=sk-1",
					"llm.routing.providers.openai.base-url=" + this.other.baseUrl(),
					"llm.routing.routes.default.strategy=ordered",
					"llm.routing.routes.default.deployments=mine/default,openai/gpt-5.4-mini")
			.run((context) -> {
				RoutedResponse answer = context.getBean(ChatRouter.class).call("Hello?").block(LONG);

				assertThat(answer.text()).isEqualTo("from OpenAI");
				assertThat(answer.report().attempts().get(0).toString()).contains("OVERLOADED");
			});
	}

	@Test
	void routerStaysThePrimaryChatModel() {
		this.runner.run((context) -> assertThat(context.getBean(ChatModel.class)).isInstanceOf(RoutingChatModel.class));
	}

	@Test
	void attemptIsObservedOnce() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, ObservationAutoConfiguration.class,
					ChatObservationAutoConfiguration.class, RoutingObservationAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withUserConfiguration(ObservedModel.class)
			.withBean(ProviderSimulator.class, () -> this.server)
			.withPropertyValues("llm.routing.providers.mine.bean=observed")
			.run((context) -> {
				context.getBean(ChatRouter.class).call("Hello?").block(LONG);
				context.getBean(ChatRouter.class).stream(RoutingRequest.of("Hello?")).blockLast(LONG);

				MeterRegistry meters = context.getBean(MeterRegistry.class);
				// The model stops its observation after the stream has ended
				Awaitility.await()
					.untilAsserted(() -> assertThat(count(meters, "gen_ai.client.operation")).isEqualTo(2));
				assertThat(count(meters, "llm.routing.attempt")).isEqualTo(2);
			});
	}

	private static long count(MeterRegistry meters, String name) {
		return meters.find(name).timers().stream().mapToLong(Timer::count).sum();
	}

	@Test
	void retriesOutOfSightAreWarnedOf(CapturedOutput output) {
		this.runner.withBean("retrying", OllamaChatModel.class, () -> model(ObservationRegistry.NOOP, 9))
			.withPropertyValues("llm.routing.providers.mine.bean=retrying")
			.run((context) -> assertThat(output)
				.containsOnlyOnce("The chat model 'retrying' of the provider 'mine' retries on its own")
				.contains("set spring.ai.retry.max-attempts=0"));
	}

	@Test
	void modelWithoutRetriesIsNotWarnedOf(CapturedOutput output) {
		this.runner.run((context) -> assertThat(output).doesNotContain("retries on its own"));
	}

	private OllamaChatModel model(ObservationRegistry observations, int retries) {
		return model(this.server, observations, retries);
	}

	private static OllamaChatModel model(ProviderSimulator server, ObservationRegistry observations, int retries) {
		return OllamaChatModel.builder()
			.ollamaApi(OllamaApi.builder().baseUrl(server.baseUrl().toString()).build())
			.options(OllamaChatOptions.builder().model("llama3.2").numCtx(8192).build())
			.observationRegistry(observations)
			.retryTemplate(new RetryTemplate(RetryPolicy.withMaxRetries(retries)))
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	static class ObservedModel {

		@Bean
		OllamaChatModel observed(ProviderSimulator server, ObservationRegistry observations) {
			return model(server, observations, 0);
		}

	}

	static final class Weather {

		private int asked;

		@Tool(description = "Temperature of a city in degrees Celsius")
		int temperature(String city) {
			this.asked++;
			return 18;
		}

	}

}
