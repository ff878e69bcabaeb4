package io.github.llmrouting.springai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FinishReason;
import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.RoutingDecision;
import io.github.llmrouting.RoutingReport;
import io.github.llmrouting.RoutingReport.CacheStatus;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.TokenUsage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Answers each request with the next of its answers, the last one again and again, and
 * remembers what it was asked.
 */
final class FakeChatRouter implements ChatRouter {

	static final TokenUsage USAGE = TokenUsage.of(12, 5);

	private final List<Mono<AssistantMessage>> answers;

	private final List<RoutingRequest> requests = new CopyOnWriteArrayList<>();

	private final AtomicInteger cancellations = new AtomicInteger();

	private FakeChatRouter(List<Mono<AssistantMessage>> answers) {
		this.answers = answers;
	}

	static FakeChatRouter answering(String text) {
		return answering(new AssistantMessage(text));
	}

	static FakeChatRouter answering(AssistantMessage... messages) {
		return new FakeChatRouter(List.of(messages).stream().map(Mono::just).toList());
	}

	static FakeChatRouter failing(Throwable error) {
		return new FakeChatRouter(List.of(Mono.error(error)));
	}

	static FakeChatRouter silent() {
		return new FakeChatRouter(List.of(Mono.never()));
	}

	/** Returns a router that does something else before each of the answers. */
	FakeChatRouter first(Mono<?> before) {
		return new FakeChatRouter(this.answers.stream().<Mono<AssistantMessage>>map(before::then).toList());
	}

	static AssistantMessage toolCalls(ToolCall... toolCalls) {
		return AssistantMessage.builder().content("").toolCalls(List.of(toolCalls)).build();
	}

	List<RoutingRequest> requests() {
		return this.requests;
	}

	RoutingRequest lastRequest() {
		return this.requests.get(this.requests.size() - 1);
	}

	int cancellations() {
		return this.cancellations.get();
	}

	@Override
	public Mono<RoutedResponse> call(RoutingRequest request) {
		return next(request).map((message) -> new RoutedResponse(whole(message), report(message)))
			.doOnCancel(this.cancellations::incrementAndGet);
	}

	@Override
	public Flux<RoutedChunk> stream(RoutingRequest request) {
		return next(request).flatMapIterable(FakeChatRouter::chunks).doOnCancel(this.cancellations::incrementAndGet);
	}

	private Mono<AssistantMessage> next(RoutingRequest request) {
		return Mono.defer(() -> {
			this.requests.add(request);
			return this.answers.get(Math.min(this.requests.size(), this.answers.size()) - 1);
		});
	}

	private static List<RoutedChunk> chunks(AssistantMessage message) {
		List<RoutedChunk> chunks = new ArrayList<>();
		for (String word : message.getText().split("(?<= )")) {
			chunks.add(content(new AssistantMessage(word)));
		}
		if (message.hasToolCalls()) {
			chunks.add(content(toolCalls(message.getToolCalls().toArray(ToolCall[]::new))));
		}
		chunks.add(new RoutedChunk.End(report(message)));
		return chunks;
	}

	private static RoutedChunk content(AssistantMessage piece) {
		return new RoutedChunk.Content(new ChatResponse(List.of(new Generation(piece)),
				ChatResponseMetadata.builder().id("answer-1").model("small-2026-01-01").build()));
	}

	private static ChatResponse whole(AssistantMessage message) {
		return new ChatResponse(
				List.of(new Generation(message,
						ChatGenerationMetadata.builder().finishReason(finishReason(message).name()).build())),
				ChatResponseMetadata.builder()
					.id("answer-1")
					.model("small-2026-01-01")
					.usage(USAGE)
					.keyValue("region", "eu")
					.build());
	}

	static RoutingReport report(AssistantMessage message) {
		return new RoutingReport("request-1", "default", "default", DeploymentId.of("fake", "small"), List.of(),
				finishReason(message), USAGE, null, Duration.ofMillis(30), Duration.ofMillis(10), CacheStatus.OFF,
				List.of());
	}

	private static FinishReason finishReason(AssistantMessage message) {
		return message.hasToolCalls() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
	}

	@Override
	public Mono<RoutingDecision> explain(RoutingRequest request) {
		return Mono.empty();
	}

	@Override
	public String toString() {
		return "fake";
	}

}
