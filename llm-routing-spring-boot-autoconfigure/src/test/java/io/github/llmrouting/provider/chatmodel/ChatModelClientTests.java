package io.github.llmrouting.provider.chatmodel;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FinishReason;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.AttemptTime;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.Defect;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.PoolExhausted;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.ProviderTimeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ChatModelClientTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final Duration SHORT = Duration.ofMillis(100);

	private static final AssistantMessage TOOL_CALL = AssistantMessage.builder()
		.content("")
		.toolCalls(List.of(new ToolCall("c-1", "function", "temperature", "{}")))
		.build();

	private final Scheduler workers = Schedulers.newBoundedElastic(1, 1, "worker");

	@AfterEach
	void stop() {
		this.workers.dispose();
	}

	@Test
	void callIsAnsweredOnAWorker() {
		FakeChatModel model = FakeChatModel.answering((prompt) -> FakeChatModel.last("Hello!", "end_turn"));

		ProviderAnswer answer = client(model).call(request()).block(LONG);

		assertThat(answer.response().getResult().getOutput().getText()).isEqualTo("Hello!");
		assertThat(answer.response().getResult().getMetadata().getFinishReason()).isEqualTo("STOP");
		assertThat(answer.response().getMetadata().getUsage()).isEqualTo(TokenUsage.of(30, 7));
		assertThat(answer.facts().id()).isEqualTo("id-1");
		assertThat(answer.facts().model()).isEqualTo("m-1");
		assertThat(answer.facts().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(answer.facts().usage()).isEqualTo(TokenUsage.of(30, 7));
		assertThat(model.thread()).startsWith("worker");
	}

	@Test
	void nothingIsAskedBeforeSubscription() {
		FakeChatModel model = FakeChatModel.answering((prompt) -> FakeChatModel.text("Hello!"));

		client(model).call(request());
		client(model).stream(request());

		assertThat(model.prompt()).isNull();
	}

	@Test
	void usageThatTheModelDoesNotTellIsUnknown() {
		FakeChatModel model = FakeChatModel.answering((prompt) -> FakeChatModel.text("Hello!"));

		assertThat(client(model).call(request()).block(LONG).facts().usage()).isNull();
	}

	@Test
	void answerThatAsksForToolsEndsWithToolCalls() {
		FakeChatModel model = FakeChatModel.answering((prompt) -> FakeChatModel.part(TOOL_CALL, "stop"));

		ProviderAnswer answer = client(model).call(request()).block(LONG);

		assertThat(answer.facts().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(answer.response().hasToolCalls()).isTrue();
	}

	@Test
	void emptyAnswerIsUnreadable() {
		assertThat(failure(client(FakeChatModel.answering((prompt) -> null)).call(request())))
			.isInstanceOf(Unreadable.class);
		assertThat(failure(client(FakeChatModel.answering((prompt) -> FakeChatModel.text(""))).call(request())))
			.isInstanceOf(Unreadable.class);
	}

	@Test
	void answerThatWasCutOffMayBeEmpty() {
		FakeChatModel model = FakeChatModel.answering((prompt) -> FakeChatModel.last("", "max_tokens"));

		assertThat(client(model).call(request()).block(LONG).facts().finishReason()).isEqualTo(FinishReason.LENGTH);
	}

	@Test
	void errorOfTheModelIsADefectWithoutItsMessage() {
		FakeChatModel model = FakeChatModel.answering((prompt) -> {
			throw new IllegalArgumentException("the secret of " + prompt.getContents());
		});

		ProviderFailure failure = failure(client(model).call(request()));

		assertThat(failure).isInstanceOf(Defect.class);
		assertThat(failure.detail()).startsWith("IllegalArgumentException at ")
			.contains("ChatModelClientTests")
			.doesNotContain("secret");
	}

	@Test
	void callThatTakesTooLongIsInterrupted() throws InterruptedException {
		CountDownLatch interrupted = new CountDownLatch(1);
		FakeChatModel model = FakeChatModel.answering((prompt) -> waitFor(interrupted));

		ProviderFailure failure = failure(client(model, LONG).call(request(SHORT)));

		assertThat(failure).isEqualTo(new TimedOut("no whole answer within PT0.1S"));
		assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void cancellationInterruptsTheCallAndItsErrorIsDroppedSilently() throws InterruptedException {
		CountDownLatch interrupted = new CountDownLatch(1);
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch dropped = new CountDownLatch(1);
		Hooks.onErrorDropped((error) -> dropped.countDown());
		FakeChatModel model = FakeChatModel.answering((prompt) -> {
			asked.countDown();
			return waitFor(interrupted);
		});
		try {
			Disposable call = client(model).call(request()).subscribe();
			assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
			call.dispose();
			assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(
					client(FakeChatModel.answering((prompt) -> FakeChatModel.text("next"))).call(request()).block(LONG))
				.isNotNull();
			assertThat(dropped.getCount()).isOne();
		}
		finally {
			Hooks.resetOnErrorDropped();
		}
	}

	@Test
	void attemptIsRefusedWhenNoThreadIsFreeAndNoPlaceToWait() {
		CountDownLatch release = new CountDownLatch(1);
		ChatModelClient client = client(FakeChatModel.answering((prompt) -> waitFor(release)));
		Disposable running = client.call(request()).subscribe();
		Disposable waiting = client.call(request()).subscribe();
		try {
			assertThat(failure(Flux.range(0, 3).flatMap((i) -> client.call(request()))))
				.isInstanceOf(PoolExhausted.class);
		}
		finally {
			waiting.dispose();
			running.dispose();
		}
	}

	@Test
	void streamIsReadOnAWorker() {
		FakeChatModel model = FakeChatModel.streaming(Flux.just(FakeChatModel.text(""), FakeChatModel.text("Hello, "),
				FakeChatModel.part(new AssistantMessage("world!"), "_UNKNOWN"), FakeChatModel.last("", "stop")));

		List<ProviderChunk> chunks = client(model).stream(request()).collectList().block(LONG);

		assertThat(chunks).hasSize(3);
		assertThat(text(chunks.get(0))).isEqualTo("Hello, ");
		assertThat(text(chunks.get(1))).isEqualTo("world!");
		ProviderChunk.End end = (ProviderChunk.End) chunks.get(2);
		assertThat(end.facts().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(end.facts().usage()).isEqualTo(TokenUsage.of(30, 7));
		assertThat(end.facts().id()).isEqualTo("id-1");
		assertThat(model.thread()).startsWith("worker");
	}

	@Test
	void toolCallsOfAStreamArePassedOn() {
		FakeChatModel model = FakeChatModel
			.streaming(Flux.just(FakeChatModel.part(TOOL_CALL, null), FakeChatModel.last("", "stop")));

		StepVerifier.create(client(model).stream(request()))
			.expectNextMatches((chunk) -> ((ProviderChunk.Content) chunk).response().hasToolCalls())
			.expectNextMatches((chunk) -> ((ProviderChunk.End) chunk).facts().finishReason() == FinishReason.TOOL_CALLS)
			.verifyComplete();
	}

	@Test
	void reasoningIsContent() {
		AssistantMessage thought = AssistantMessage.builder().content("").properties(Map.of("thinking", "Hm.")).build();
		FakeChatModel model = FakeChatModel
			.streaming(Flux.just(FakeChatModel.part(thought, null), FakeChatModel.last("", "stop")));

		StepVerifier.create(client(model).stream(request())).expectNextCount(2).verifyComplete();
	}

	@Test
	void streamThatEndsWithAUsageAloneIsWhole() {
		FakeChatModel model = FakeChatModel.streaming(Flux.just(FakeChatModel.last("Hello!", null)));

		StepVerifier.create(client(model).stream(request()))
			.expectNextCount(1)
			.expectNextMatches((chunk) -> ((ProviderChunk.End) chunk).facts().finishReason() == FinishReason.STOP)
			.verifyComplete();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "_UNKNOWN", "FINISH_REASON_UNSPECIFIED" })
	void streamThatEndsWithNeitherReasonNorUsageIsInterrupted(String reason) {
		FakeChatModel model = FakeChatModel
			.streaming(Flux.just(FakeChatModel.part(new AssistantMessage("Hello!"), reason)));

		assertThat(failure(client(model).stream(request()))).isInstanceOf(Interrupted.class);
	}

	@Test
	void streamOfAModelThatCannotStreamIsItsWholeAnswer() {
		FakeChatModel model = FakeChatModel.answering((prompt) -> FakeChatModel.text("Hello!"));

		List<ProviderChunk> chunks = client(model).stream(request()).collectList().block(LONG);

		assertThat(text(chunks.get(0))).isEqualTo("Hello!");
		assertThat(((ProviderChunk.End) chunks.get(1)).facts().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(model.thread()).startsWith("worker");
	}

	@Test
	void silentStreamIsEndedAndCancelled() throws InterruptedException {
		CountDownLatch cancelled = new CountDownLatch(1);
		FakeChatModel model = FakeChatModel.streaming(Flux.just(FakeChatModel.text(""))
			.concatWith(Flux.<ChatResponse>never())
			.doOnCancel(cancelled::countDown));

		assertThat(failure(client(model, SHORT).stream(request()))).isEqualTo(new TimedOut("no content within PT0.1S"));
		assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void streamThatBlocksBeforeItBeginsIsInterrupted() throws InterruptedException {
		CountDownLatch interrupted = new CountDownLatch(1);
		FakeChatModel model = FakeChatModel.streaming((prompt) -> Flux.just(waitFor(interrupted)));

		assertThat(failure(client(model, SHORT).stream(request()))).isInstanceOf(TimedOut.class);
		assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void textHoldsNoContent() {
		TargetPrompt target = TargetPrompt.of(null, request());

		assertThat(target.toString()).doesNotContain("question");
		assertThat(client(FakeChatModel.answering((prompt) -> null))).hasToString("chat model");
	}

	private static ChatResponse waitFor(CountDownLatch interrupted) {
		try {
			new CountDownLatch(1).await();
			return FakeChatModel.text("too late");
		}
		catch (InterruptedException ex) {
			interrupted.countDown();
			throw new IllegalStateException("the secret", ex);
		}
	}

	private static String text(ProviderChunk chunk) {
		return ((ProviderChunk.Content) chunk).response().getResult().getOutput().getText();
	}

	private static ProviderFailure failure(Publisher<?> publisher) {
		ProviderFailure[] failure = new ProviderFailure[1];
		StepVerifier.create(Flux.from(publisher).ignoreElements()).verifyErrorSatisfies((error) -> {
			assertThat(error).isInstanceOf(ProviderException.class).hasNoCause();
			failure[0] = ((ProviderException) error).failure();
		});
		return failure[0];
	}

	private ChatModelClient client(FakeChatModel model) {
		return client(model, LONG);
	}

	private ChatModelClient client(FakeChatModel model, Duration firstContent) {
		ProviderTimeouts timeouts = new ProviderTimeouts(LONG, LONG, firstContent, LONG, LONG);
		return ChatModelClient.create(() -> model, this.workers, new AttemptTime(timeouts, Schedulers.parallel()),
				InstantSource.system());
	}

	private static ProviderRequest request() {
		return request(LONG);
	}

	private static ProviderRequest request(Duration timeout) {
		Deployment deployment = new Deployment(DeploymentId.of("mine", "m-1"), ModelFacts.UNKNOWN, null);
		return new ProviderRequest(deployment, new Prompt("question"), timeout);
	}

}
