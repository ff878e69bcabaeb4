package io.github.llmrouting.springai;

import java.util.concurrent.CancellationException;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.RoutingHints;
import io.github.llmrouting.RoutingReport;
import io.github.llmrouting.RoutingRequest;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.util.Assert;

/**
 * A Spring AI chat model that has each prompt answered by a {@link ChatRouter}. Hints are
 * taken from {@link RoutingChatOptions}; {@link RoutingReport#of(ChatResponse)} finds the
 * report of a whole answer, and of a streamed one in its last chunk. Errors are those of
 * the router. Thread-safe.
 */
public final class RoutingChatModel implements ChatModel {

	private static final RoutingChatOptions OPTIONS = RoutingChatOptions.builder().build();

	private final ChatRouter router;

	/**
	 * Creates a chat model.
	 * @param router answers the prompts
	 */
	public RoutingChatModel(ChatRouter router) {
		Assert.notNull(router, "router: null (expected: a ChatRouter)");
		this.router = router;
	}

	/**
	 * Returns the whole answer, and blocks the thread until it is there. Interrupting the
	 * thread cancels the request.
	 * @throws IllegalStateException if the thread must not block
	 * @throws CancellationException if the thread was interrupted
	 */
	@Override
	public ChatResponse call(Prompt prompt) {
		Assert.state(!Schedulers.isInNonBlockingThread(),
				() -> "ChatModel.call() blocks, and thread " + Thread.currentThread().getName()
						+ " must not (expected: an injected ChatRouter and its call(), or stream())");
		return withReport(await(this.router.call(request(prompt)).contextCapture()));
	}

	private static RoutingRequest request(Prompt prompt) {
		RoutingHints hints = (prompt.getOptions() instanceof RoutingChatOptions options) ? options.hints()
				: RoutingHints.NONE;
		return new RoutingRequest(prompt, hints, null);
	}

	private static RoutedResponse await(Mono<RoutedResponse> answer) {
		try {
			RoutedResponse response = answer.block();
			Assert.state(response != null, "The router completed without an answer (expected: one, or an error)");
			return response;
		}
		catch (RuntimeException ex) {
			throw unwrapped(ex);
		}
	}

	private static RuntimeException unwrapped(RuntimeException error) {
		Throwable cause = Exceptions.unwrap(error);
		if (cause instanceof InterruptedException) {
			RuntimeException cancelled = new CancellationException("Interrupted while waiting for the answer");
			cancelled.initCause(cause);
			return cancelled;
		}
		return (cause instanceof RuntimeException unwrapped) ? unwrapped : error;
	}

	private static ChatResponse withReport(RoutedResponse answer) {
		return ChatResponse.builder()
			.from(answer.response())
			.metadata(RoutingReport.METADATA_KEY, answer.report())
			.build();
	}

	/**
	 * Returns the answer as it is written. The last chunk has no text, but the finish
	 * reason, the usage and the report.
	 * @return cold, back-pressured; cancelling it cancels the request
	 */
	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		return StreamedAnswer.of(this.router.stream(request(prompt)));
	}

	/**
	 * Returns empty {@link RoutingChatOptions}: the routes hold the defaults. They can
	 * carry tools and an output schema, so {@code ChatClient} passes these on.
	 */
	@Override
	public ChatOptions getOptions() {
		return OPTIONS;
	}

	@Override
	public String toString() {
		return "chat model > " + this.router;
	}

}
