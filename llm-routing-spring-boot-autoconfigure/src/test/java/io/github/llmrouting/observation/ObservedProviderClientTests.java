package io.github.llmrouting.observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.observation.ChatModelMeterObservationHandler;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

class ObservedProviderClientTests {

	private static final ProviderRequest REQUEST = request(
			ChatOptions.builder().model("whatever the caller typed").temperature(0.5).build());

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final List<ChatModelObservationContext> started = new ArrayList<>();

	private final List<ChatModelObservationContext> stopped = new ArrayList<>();

	private final List<Throwable> errors = new ArrayList<>();

	@BeforeEach
	void listen() {
		this.registry.observationConfig()
			.observationHandler(new Recorder())
			.observationHandler(new ChatModelMeterObservationHandler(this.meters));
	}

	@Test
	void clientStaysAsItIsWhenNobodyObserves() {
		FakeProviderClient client = FakeProviderClient.answering();

		assertThat(ObservedProviderClient.of(client, "openai", ObservationRegistry.NOOP, null)).isSameAs(client);
	}

	@Test
	void callIsObservedFromSubscriptionToAnswer() {
		var call = observed(FakeProviderClient.answering()).call(REQUEST);
		assertThat(this.started).isEmpty();

		StepVerifier.create(call).assertNext((answer) -> assertThat(this.stopped).hasSize(1)).verifyComplete();

		ChatModelObservationContext context = onlyStopped();
		assertThat(context.isStreaming()).isFalse();
		assertThat(Objects.requireNonNull(context.getResponse()).getMetadata().getUsage().getPromptTokens())
			.isEqualTo(127);
		assertThat(this.errors).isEmpty();
	}

	@Test
	void modelIsTheDeploymentsOwnAndTheOtherOptionsAreTheCallers() {
		observed(FakeProviderClient.answering()).call(REQUEST).block();

		assertThat(tag("gen_ai.request.model")).isEqualTo("gpt-5.4-mini");
		assertThat(tag("gen_ai.system")).isEqualTo("openai");
		assertThat(onlyStopped().getHighCardinalityKeyValue("gen_ai.request.temperature").getValue()).isEqualTo("0.5");
	}

	@Test
	void promptWithoutOptionsIsObservedToo() {
		observed(FakeProviderClient.answering()).call(request(null)).block();

		assertThat(tag("gen_ai.request.model")).isEqualTo("gpt-5.4-mini");
	}

	@Test
	void streamsObservationHoldsTheFactsOfTheAnswer() {
		StepVerifier.create(observed(FakeProviderClient.answering()).stream(REQUEST))
			.expectNextCount(2)
			.verifyComplete();

		ChatModelObservationContext context = onlyStopped();
		assertThat(context.isStreaming()).isTrue();
		assertThat(tag("gen_ai.response.model")).isEqualTo("gpt-5.4-mini-2026-01");
		assertThat(context.getHighCardinalityKeyValue("gen_ai.response.id").getValue()).isEqualTo("id-1");
		assertThat(context.getHighCardinalityKeyValue("gen_ai.response.finish_reasons").getValue())
			.isEqualTo("[\"STOP\"]");
		assertThat(context.getHighCardinalityKeyValue("gen_ai.usage.output_tokens").getValue()).isEqualTo("56");
	}

	@Test
	void springAisTokenMetersCountAnAnswerOnce() {
		observed(FakeProviderClient.answering()).stream(REQUEST).blockLast();

		assertThat(this.meters.get("gen_ai.client.token.usage")
			.tags("gen_ai.token.type", "input", "gen_ai.request.model", "gpt-5.4-mini")
			.counter()
			.count()).isEqualTo(127);
	}

	@Test
	void observationHangsUnderTheCallersAndAboveTheExchange() {
		FakeProviderClient client = FakeProviderClient.answering();
		Observation parent = Observation.start("parent", this.registry);

		Flux<ProviderChunk> stream = observed(client).stream(REQUEST)
			.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, parent));
		stream.blockLast();

		assertThat(onlyStopped().getParentObservation()).isSameAs(parent);
		assertThat(Objects.requireNonNull(client.observation()).getContext()).isSameAs(onlyStopped());
	}

	@Test
	void currentObservationIsTheParentWhenTheReactorContextHasNone() {
		Observation parent = Observation.start("parent", this.registry);

		parent.scoped(() -> StepVerifier.create(observed(FakeProviderClient.answering()).call(REQUEST))
			.expectNextCount(1)
			.verifyComplete());

		assertThat(onlyStopped().getParentObservation()).isSameAs(parent);
	}

	@Test
	void failureIsNotedOnce() {
		ProviderException failure = new ProviderException(new ProviderFailure.ServerError("status 500"));

		StepVerifier.create(observed(FakeProviderClient.failing(failure)).call(REQUEST)).verifyError();
		StepVerifier.create(observed(FakeProviderClient.failing(failure)).stream(REQUEST))
			.expectNextCount(1)
			.verifyError();

		assertThat(this.errors).containsExactly(failure, failure);
		assertThat(this.stopped).hasSize(2).allMatch((context) -> context.getResponse() == null);
	}

	@Test
	void cancellationStopsOnceWithoutAnError() {
		StepVerifier.create(observed(FakeProviderClient.waiting()).call(REQUEST)).thenAwait().thenCancel().verify();
		StepVerifier.create(observed(FakeProviderClient.waiting()).stream(REQUEST))
			.expectNextCount(1)
			.thenCancel()
			.verify();

		assertThat(this.stopped).hasSize(2);
		assertThat(this.errors).isEmpty();
	}

	@Test
	void streamThatIsLeftAtItsEndHasItsFacts() {
		observed(FakeProviderClient.answering()).stream(REQUEST)
			.takeUntil((chunk) -> chunk instanceof ProviderChunk.End)
			.blockLast();

		assertThat(onlyStopped().getResponse()).isNotNull();
	}

	@Test
	void eachSubscriptionIsAnObservation() {
		var call = observed(FakeProviderClient.answering()).call(REQUEST);

		call.block();
		call.block();

		assertThat(this.stopped).hasSize(2).doesNotHaveDuplicates();
	}

	@Test
	void conventionOfTheApplicationReplacesSpringAis() {
		ProviderClient client = ObservedProviderClient.of(FakeProviderClient.answering(), "openai", this.registry,
				new DefaultChatModelObservationConvention() {

					@Override
					public String getName() {
						return "my.chat";
					}

				});

		client.call(REQUEST).block();

		assertThat(onlyStopped().getName()).isEqualTo("my.chat");
	}

	private ProviderClient observed(FakeProviderClient client) {
		return ObservedProviderClient.of(client, "openai", this.registry, null);
	}

	private static ProviderRequest request(@Nullable ChatOptions options) {
		return new ProviderRequest(new Deployment(Reports.OPENAI, ModelFacts.UNKNOWN, null),
				new Prompt("2+2?", options), Duration.ofSeconds(10));
	}

	private ChatModelObservationContext onlyStopped() {
		assertThat(this.started).hasSize(1);
		assertThat(this.stopped).hasSize(1);
		return this.stopped.get(0);
	}

	private String tag(String key) {
		return onlyStopped().getLowCardinalityKeyValue(key).getValue();
	}

	private final class Recorder implements ObservationHandler<ChatModelObservationContext> {

		@Override
		public void onStart(ChatModelObservationContext context) {
			ObservedProviderClientTests.this.started.add(context);
		}

		@Override
		public void onError(ChatModelObservationContext context) {
			ObservedProviderClientTests.this.errors.add(Objects.requireNonNull(context.getError()));
		}

		@Override
		public void onStop(ChatModelObservationContext context) {
			ObservedProviderClientTests.this.stopped.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ChatModelObservationContext;
		}

	}

}
