package io.github.llmrouting.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.RoutingDecision.DeploymentChoice;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.endpoint.LlmRoutingEndpoint;
import io.github.llmrouting.endpoint.RoutingDescriptor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** A chat model as a provider in operation: what is shown of it, and its threads. */
class ChatModelOperationTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final String THREADS = "llm-routing-chat-model";

	private final AtomicReference<String> thread = new AtomicReference<>("");

	private final ApplicationContextRunner runner = StartReport.runner("""
			providers: {mine: {type: chat-model, bean: theirs, models: [m]}}
			""")
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class,
				RoutingObservationAutoConfiguration.class, RoutingEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=llmrouting");

	@Test
	void healthTellsOfItsDeployments() {
		this.runner.withBean("theirs", ChatModel.class, () -> this::answer).run((context) -> {
			assertThat(health(context, "mine").getStatus()).isEqualTo(Status.UNKNOWN);

			context.getBean(ChatRouter.class).call("2+2?").block(LONG);

			assertThat(health(context, "mine").getStatus()).isEqualTo(Status.UP);
			assertThat(health(context, "mine").getDetails().get("deployments").toString()).contains("mine/m");
			assertThat(health(context, "routes").getStatus()).isEqualTo(Status.UP);
		});
	}

	private static Health health(ApplicationContext context, String component) {
		return ((ReactiveHealthIndicator) context.getBean(CompositeReactiveHealthContributor.class)
			.getContributor(component)).health().block(LONG);
	}

	@Test
	void endpointShowsIt() {
		this.runner.withBean("theirs", ChatModel.class, () -> this::answer).run((context) -> {
			context.getBean(ChatRouter.class).call("2+2?").block(LONG);

			RoutingDescriptor shown = context.getBean(LlmRoutingEndpoint.class).routing();
			assertThat(shown.providers().get("mine").type()).isEqualTo("chat-model");
			assertThat(shown.providers().get("mine").health()).isEqualTo("UP");
			assertThat(shown.deployments()).singleElement().satisfies((deployment) -> {
				assertThat(deployment.model()).isEqualTo("m");
				assertThat(deployment.successes()).isOne();
				assertThat(deployment.attemptsOfUnknownCost()).isOne();
				assertThat(deployment.prices()).isNull();
			});
		});
	}

	@Test
	void explainNamesItAndDoesNotAskIt() {
		this.runner.withBean("theirs", ChatModel.class, () -> this::answer).run((context) -> {
			List<DeploymentChoice> choices = context.getBean(ChatRouter.class)
				.explain(RoutingRequest.of("2+2?"))
				.block(LONG)
				.deployments();

			assertThat(choices).singleElement().satisfies((choice) -> {
				assertThat(choice.deployment()).hasToString("mine/m");
				assertThat(choice.included()).isTrue();
				assertThat(choice.predictedCost()).isNull();
			});
			assertThat(this.thread.get()).isEmpty();
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void modelRunsOnAVirtualThreadWhereTheApplicationHasThem() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true")
			.withBean("theirs", ChatModel.class, () -> this::answer)
			.run((context) -> {
				context.getBean(ChatRouter.class).call("2+2?").block(LONG);

				assertThat(this.thread.get()).startsWith("VirtualThread").contains(THREADS);
			});
	}

	@Test
	void modelRunsOnAThreadOfItsOwn() {
		this.runner.withBean("theirs", ChatModel.class, () -> this::answer).run((context) -> {
			context.getBean(ChatRouter.class).call("2+2?").block(LONG);

			assertThat(this.thread.get()).startsWith("Thread").contains(THREADS);
		});
	}

	@Test
	void endOfTheApplicationInterruptsTheModelAndReleasesTheThreads() {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		this.runner.withBean("theirs", ChatModel.class, () -> (prompt) -> waiting(asked, interrupted))
			.run((context) -> {
				context.getBean(ChatRouter.class).call("2+2?").onErrorComplete().subscribe();
				assertThat(asked.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
			});

		Awaitility.await().atMost(LONG).until(() -> interrupted.getCount() == 0);
		Awaitility.await()
			.atMost(LONG)
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((running) -> running.getName().startsWith(THREADS + "-")));
	}

	private static ChatResponse waiting(CountDownLatch asked, CountDownLatch interrupted) {
		asked.countDown();
		try {
			new CountDownLatch(1).await();
			throw new AssertionError("nobody interrupted");
		}
		catch (InterruptedException ex) {
			interrupted.countDown();
			throw new IllegalStateException(ex);
		}
	}

	private ChatResponse answer(Prompt prompt) {
		this.thread.set(Thread.currentThread().toString());
		return new ChatResponse(List.of(new Generation(new AssistantMessage("4"),
				ChatGenerationMetadata.builder().finishReason("stop").build())));
	}

}
