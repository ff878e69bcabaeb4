package io.github.llmrouting.springai;

import java.lang.reflect.Proxy;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.RoutingHints;
import io.github.llmrouting.RoutingReport;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.core.OverridingClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RoutingChatModelTests {

	private final Prompt prompt = new Prompt("2+2?");

	@Test
	void answerIsThatOfTheRouter() {
		assertThat(new RoutingChatModel(FakeChatRouter.answering("4")).call("2+2?")).isEqualTo("4");
	}

	@Test
	void answerKeepsItsMetadataAndGainsTheReport() {
		ChatResponse response = new RoutingChatModel(FakeChatRouter.answering("4")).call(this.prompt);

		assertThat(response.getMetadata().getId()).isEqualTo("answer-1");
		assertThat(response.getMetadata().getModel()).isEqualTo("small-2026-01-01");
		assertThat(response.getMetadata().getUsage()).isEqualTo(FakeChatRouter.USAGE);
		assertThat(response.getMetadata().<String>get("region")).isEqualTo("eu");
		assertThat(response.getResult().getMetadata().getFinishReason()).isEqualTo("STOP");
		assertThat(RoutingReport.of(response)).map(RoutingReport::requestId).contains("request-1");
	}

	@Test
	void promptReachesTheRouterAsItIs() {
		FakeChatRouter router = FakeChatRouter.answering("4");
		Prompt withOptions = new Prompt("2+2?", ChatOptions.builder().model("large").temperature(0.5).build());

		new RoutingChatModel(router).call(withOptions);

		assertThat(router.lastRequest().prompt()).isSameAs(withOptions);
		assertThat(router.lastRequest().hints()).isEqualTo(RoutingHints.NONE);
	}

	@Test
	void hintsOfTheOptionsReachTheRouter() {
		FakeChatRouter router = FakeChatRouter.answering("4");
		ChatOptions options = RoutingChatOptions.builder().hints((hints) -> hints.withTask("code")).build();

		new RoutingChatModel(router).call(new Prompt("2+2?", options));

		assertThat(router.lastRequest().hints()).isEqualTo(RoutingHints.NONE.withTask("code"));
	}

	@Test
	void callIsRefusedOnAThreadThatMustNotBlock() {
		FakeChatRouter router = FakeChatRouter.answering("4");
		RoutingChatModel model = new RoutingChatModel(router);

		Mono.fromCallable(() -> model.call(this.prompt))
			.subscribeOn(Schedulers.parallel())
			.as(StepVerifier::create)
			.verifyErrorSatisfies((error) -> assertThat(error).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("parallel-")
				.hasMessageContaining("ChatRouter")
				.hasMessageContaining("stream()"));
		assertThat(router.requests()).isEmpty();
	}

	@Test
	void interruptionCancelsTheRequest() {
		FakeChatRouter router = FakeChatRouter.silent()
			.first(Mono.fromRunnable(() -> Thread.currentThread().interrupt()));
		RoutingChatModel model = new RoutingChatModel(router);

		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> model.call(this.prompt))
			.withCauseInstanceOf(InterruptedException.class);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(router.cancellations()).isEqualTo(1);
	}

	@Test
	void observationOfTheThreadReachesTheRouter() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler((context) -> true);
		AtomicReference<Observation> seen = new AtomicReference<>();
		RoutingChatModel model = new RoutingChatModel(
				FakeChatRouter.answering("4").first(Mono.deferContextual((context) -> {
					seen.set(context.get(ObservationThreadLocalAccessor.KEY));
					return Mono.empty();
				})));
		Observation observation = Observation.start("caller", registry);

		observation.scoped(() -> model.call(this.prompt));

		assertThat(seen).hasValue(observation);
	}

	@Test
	void failureOfTheRouterArrivesAsItIs() {
		RefusedException refused = new RefusedException();
		RoutingChatModel model = new RoutingChatModel(FakeChatRouter.failing(refused));

		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> model.call(this.prompt)).isSameAs(refused);
		StepVerifier.create(model.stream(this.prompt))
			.verifyErrorSatisfies((error) -> assertThat(error).isSameAs(refused));
	}

	@Test
	void modelNeedsNoChatClient() throws Exception {
		ClassLoader loader = new WithoutChatClient();
		Class<?> routerType = loader.loadClass(ChatRouter.class.getName());
		Object router = Proxy.newProxyInstance(loader, new Class<?>[] { routerType }, (proxy, method, args) -> null);

		Object model = loader.loadClass(RoutingChatModel.class.getName())
			.getConstructor(routerType)
			.newInstance(router);

		assertThat(((ChatModel) model).getOptions()).isInstanceOf(ToolCallingChatOptions.class);
		assertThatExceptionOfType(NoClassDefFoundError.class)
			.isThrownBy(() -> loader.loadClass(RoutingHintsAdvisor.class.getName()));
	}

	@Test
	void modelPrintsTheRequestLine() {
		assertThat(new RoutingChatModel(FakeChatRouter.silent())).hasToString("chat model > fake");
	}

	/** Knows everything but the optional library, and loads our own classes anew. */
	private static final class WithoutChatClient extends OverridingClassLoader {

		WithoutChatClient() {
			super(RoutingChatModel.class.getClassLoader());
		}

		@Override
		protected boolean isEligibleForOverriding(String className) {
			return className.startsWith("io.github.llmrouting.");
		}

		@Override
		public Class<?> loadClass(String name) throws ClassNotFoundException {
			if (name.startsWith("org.springframework.ai.chat.client.")) {
				throw new ClassNotFoundException(name);
			}
			return super.loadClass(name);
		}

	}

}
