package io.github.llmrouting.provider.chatmodel;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.llmrouting.provider.AttemptTime;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

import org.springframework.ai.chat.model.ChatModel;

/**
 * Asks a Spring AI chat model. Both {@code call} and {@code stream} of the model run on a
 * scheduler whose threads may block; cancelling interrupts the thread. A model that
 * cannot stream is called, and its answer is one chunk. A stream is complete when a
 * finish reason came, or the usage: one that ends without either is {@link Interrupted}.
 */
public final class ChatModelClient implements ProviderClient {

	/** Name of the model that stands for the one in the chat model's own options. */
	public static final String OWN_MODEL = "default";

	private final Supplier<ChatModel> model;

	private final Scheduler workers;

	private final AttemptTime time;

	private final ModelFailures failures;

	private ChatModelClient(Supplier<ChatModel> model, Scheduler workers, AttemptTime time, ModelFailures failures) {
		this.model = model;
		this.workers = workers;
		this.time = time;
		this.failures = failures;
	}

	/**
	 * Returns a client of one chat model.
	 * @param model finds the chat model; asked for each attempt, on a worker
	 * @param workers where the chat model may block
	 * @param time of the attempts
	 * @param clock for dates in headers
	 */
	public static ChatModelClient create(Supplier<ChatModel> model, Scheduler workers, AttemptTime time,
			InstantSource clock) {
		return new ChatModelClient(model, workers, time, new ModelFailures(clock));
	}

	@Override
	public Mono<ProviderAnswer> call(ProviderRequest request) {
		Mono<ProviderAnswer> answer = Mono.defer(() -> onWorker(request));
		return this.time.bound(answer.onErrorMap(this.failures::beforeContent), request.timeout());
	}

	/**
	 * Asks in {@code handle}, which restores thread-locals such as the observation in
	 * which the model's own is to be. The error of an interrupted call is told to nobody:
	 * it would be logged as one that was dropped, content included.
	 */
	private Mono<ProviderAnswer> onWorker(ProviderRequest request) {
		AtomicBoolean cancelled = new AtomicBoolean();
		return Mono.just(request)
			.publishOn(this.workers)
			.<ProviderAnswer>handle((asked, sink) -> answer(asked, sink, cancelled))
			.doOnCancel(() -> cancelled.set(true));
	}

	private void answer(ProviderRequest request, SynchronousSink<ProviderAnswer> sink, AtomicBoolean cancelled) {
		try {
			ChatModel model = this.model.get();
			sink.next(ask(model, TargetPrompt.of(model.getOptions(), request)));
		}
		catch (Exception | LinkageError ex) {
			if (!cancelled.get()) {
				sink.error(this.failures.beforeContent(ex));
			}
		}
	}

	private static ProviderAnswer ask(ChatModel model, TargetPrompt target) {
		return AnswerReader.read(model.call(target.prompt()), target.dropped());
	}

	@Override
	public Flux<ProviderChunk> stream(ProviderRequest request) {
		Flux<ProviderChunk> chunks = Flux.defer(() -> chunks(request))
			.subscribeOn(this.workers)
			.onErrorMap(this.failures::beforeContent);
		return this.time.bound(chunks, request.timeout());
	}

	private Flux<ProviderChunk> chunks(ProviderRequest request) {
		ChatModel model = this.model.get();
		TargetPrompt target = TargetPrompt.of(model.getOptions(), request);
		try {
			return new StreamReader(target.dropped(), this.failures).read(model.stream(target.prompt()));
		}
		catch (UnsupportedOperationException ex) {
			return Mono.just(target)
				.<ProviderAnswer>handle((asked, sink) -> sink.next(ask(model, asked)))
				.flatMapIterable(AnswerReader::chunks);
		}
	}

	@Override
	public String toString() {
		return "chat model";
	}

}
