package io.github.llmrouting.springai;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.llmrouting.RoutingHints;
import io.github.llmrouting.RoutingReport;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

class RoutingChatModelStreamTests {

	private final Prompt prompt = new Prompt("Count");

	@Test
	void contentComesAsTheRouterSendsIt() {
		stream(FakeChatRouter.answering("one two three")).map((chunk) -> chunk.getResult().getOutput().getText())
			.as(StepVerifier::create)
			.expectNext("one ", "two ", "three", "")
			.verifyComplete();
	}

	@Test
	void lastChunkHoldsWhatIsKnownAtTheEnd() {
		ChatResponse last = stream(FakeChatRouter.answering("one two")).blockLast();

		assertThat(RoutingReport.of(last)).map(RoutingReport::requestId).contains("request-1");
		assertThat(last.getResult().getMetadata().getFinishReason()).isEqualTo("STOP");
		assertThat(last.getMetadata().getUsage()).isEqualTo(FakeChatRouter.USAGE);
		assertThat(last.getMetadata().getId()).isEqualTo("answer-1");
		assertThat(last.getMetadata().getModel()).isEqualTo("small-2026-01-01");
	}

	@Test
	void onlyTheLastChunkHoldsAReport() {
		List<ChatResponse> chunks = stream(FakeChatRouter.answering("one two three")).collectList().block();

		assertThat(chunks).filteredOn((chunk) -> RoutingReport.of(chunk).isPresent()).hasSize(1);
	}

	@Test
	void aggregatedAnswerIsTheWholeAnswer() {
		ToolCall weather = new ToolCall("1", "function", "weather", "{}");
		AssistantMessage message = AssistantMessage.builder()
			.content("I will look")
			.toolCalls(List.of(weather))
			.build();

		ChatResponse whole = aggregated(stream(FakeChatRouter.answering(message)));

		assertThat(whole.getResult().getOutput().getText()).isEqualTo("I will look");
		assertThat(whole.getResult().getOutput().getToolCalls()).containsExactly(weather);
		assertThat(whole.getResult().getMetadata().getFinishReason()).isEqualTo("TOOL_CALLS");
		assertThat(whole.getMetadata().getModel()).isEqualTo("small-2026-01-01");
		assertThat(whole.getMetadata().getUsage().getTotalTokens()).isEqualTo(17);
	}

	private static ChatResponse aggregated(Flux<ChatResponse> chunks) {
		AtomicReference<ChatResponse> whole = new AtomicReference<>();
		new MessageAggregator().aggregate(chunks, whole::set).blockLast();
		return whole.get();
	}

	@Test
	void chunksWaitUntilTheyAreRequested() {
		StepVerifier.create(stream(FakeChatRouter.answering("one two")), 0)
			.expectSubscription()
			.thenRequest(1)
			.expectNextCount(1)
			.thenRequest(2)
			.expectNextCount(2)
			.verifyComplete();
	}

	@Test
	void nothingIsAskedBeforeSubscription() {
		FakeChatRouter router = FakeChatRouter.answering("one");

		Flux<ChatResponse> chunks = stream(router);

		assertThat(router.requests()).isEmpty();
		chunks.blockLast();
		chunks.blockLast();
		assertThat(router.requests()).hasSize(2);
	}

	@Test
	void cancellationCancelsTheRequest() {
		FakeChatRouter router = FakeChatRouter.silent();

		stream(router).subscribe().dispose();

		assertThat(router.requests()).hasSize(1);
		assertThat(router.cancellations()).isEqualTo(1);
	}

	@Test
	void cancellationBetweenChunksCancelsTheRequest() {
		FakeChatRouter router = FakeChatRouter.answering("one two three");

		StepVerifier.create(stream(router), 1).expectNextCount(1).thenCancel().verify();

		assertThat(router.cancellations()).isEqualTo(1);
	}

	@Test
	void hintsOfTheOptionsReachTheRouter() {
		FakeChatRouter router = FakeChatRouter.answering("one");
		RoutingChatOptions options = RoutingChatOptions.builder().hints((hints) -> hints.withRoute("cheap")).build();

		new RoutingChatModel(router).stream(new Prompt("Count", options)).blockLast();

		assertThat(router.lastRequest().hints()).isEqualTo(RoutingHints.NONE.withRoute("cheap"));
	}

	private Flux<ChatResponse> stream(FakeChatRouter router) {
		return new RoutingChatModel(router).stream(this.prompt);
	}

}
