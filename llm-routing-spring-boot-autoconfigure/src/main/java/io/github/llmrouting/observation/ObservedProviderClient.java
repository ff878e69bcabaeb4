package io.github.llmrouting.observation;

import java.util.List;
import java.util.Map;

import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderRequest;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.ai.chat.observation.ChatModelObservationDocumentation;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Makes each attempt an observation of a chat model, as Spring AI's own models do, so
 * that its meters and traces hold them. The observation is opened on subscription as a
 * child of the one in the Reactor context, is itself in the Reactor context of the
 * attempt, and is stopped once: by the answer, the failure or the cancellation.
 */
public final class ObservedProviderClient implements ProviderClient {

	private static final ChatModelObservationConvention STANDARD = new DefaultChatModelObservationConvention();

	private final ProviderClient client;

	private final String system;

	private final ObservationRegistry registry;

	private final @Nullable ChatModelObservationConvention convention;

	private ObservedProviderClient(ProviderClient client, String system, ObservationRegistry registry,
			@Nullable ChatModelObservationConvention convention) {
		this.client = client;
		this.system = system;
		this.registry = registry;
		this.convention = convention;
	}

	/**
	 * Returns a client whose attempts are observed.
	 * @param client whose attempts to observe
	 * @param system the provider's type, for {@code gen_ai.system}
	 * @param registry of observations; if it takes none, the client itself is returned
	 * @param convention of the application, or {@code null} for Spring AI's
	 */
	public static ProviderClient of(ProviderClient client, String system, ObservationRegistry registry,
			@Nullable ChatModelObservationConvention convention) {
		return registry.isNoop() ? client : new ObservedProviderClient(client, system, registry, convention);
	}

	@Override
	public Mono<ProviderAnswer> call(ProviderRequest request) {
		return Mono.deferContextual((view) -> call(request, context(request, false), view));
	}

	private Mono<ProviderAnswer> call(ProviderRequest request, ChatModelObservationContext context, ContextView view) {
		return Mono.using(() -> start(context, view), (observation) -> call(request, context, observation),
				Observation::stop);
	}

	private Mono<ProviderAnswer> call(ProviderRequest request, ChatModelObservationContext context,
			Observation observation) {
		return this.client.call(request)
			.doOnNext((answer) -> context.setResponse(answer.response()))
			.doOnError(observation::error)
			.contextWrite((outer) -> outer.put(ObservationThreadLocalAccessor.KEY, observation));
	}

	@Override
	public Flux<ProviderChunk> stream(ProviderRequest request) {
		return Flux.deferContextual((view) -> stream(request, context(request, true), view));
	}

	private Flux<ProviderChunk> stream(ProviderRequest request, ChatModelObservationContext context, ContextView view) {
		return Flux.using(() -> start(context, view), (observation) -> stream(request, context, observation),
				Observation::stop);
	}

	private Flux<ProviderChunk> stream(ProviderRequest request, ChatModelObservationContext context,
			Observation observation) {
		return this.client.stream(request)
			.doOnNext((chunk) -> note(context, chunk))
			.doOnError(observation::error)
			.contextWrite((outer) -> outer.put(ObservationThreadLocalAccessor.KEY, observation));
	}

	private static void note(ChatModelObservationContext context, ProviderChunk chunk) {
		if (chunk instanceof ProviderChunk.End end) {
			context.setResponse(ChatResponses.whole(end.facts(), "", List.of(), Map.of()));
		}
	}

	private ChatModelObservationContext context(ProviderRequest request, boolean streaming) {
		return ChatModelObservationContext.builder()
			.prompt(prompt(request))
			.provider(this.system)
			.streaming(streaming)
			.build();
	}

	/**
	 * The model named in the options is what the caller asked for, which may be anything:
	 * the deployment's own becomes the tag.
	 */
	private static Prompt prompt(ProviderRequest request) {
		ChatOptions options = request.prompt().getOptions();
		ChatOptions.Builder<?> builder = (options != null) ? options.mutate() : ChatOptions.builder();
		return new Prompt(request.prompt().getInstructions(), builder.model(request.deployment().model()).build());
	}

	private Observation start(ChatModelObservationContext context, ContextView view) {
		Observation observation = ChatModelObservationDocumentation.CHAT_MODEL_OPERATION.observation(this.convention,
				STANDARD, () -> context, this.registry);
		Observation parent = view.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		if (parent != null) {
			observation.parentObservation(parent);
		}
		return observation.start();
	}

	@Override
	public String toString() {
		return "observed " + this.client;
	}

}
