package io.github.llmrouting.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.ServerError;

import static io.github.llmrouting.failover.FailoverStage.A;
import static io.github.llmrouting.failover.FailoverStage.B;
import static io.github.llmrouting.failover.FakeProviderClient.content;
import static io.github.llmrouting.failover.FakeProviderClient.end;
import static org.assertj.core.api.Assertions.assertThat;

/** Streams: who is asked until content came, and how they end. */
class FailoverStreamTests {

	private final FailoverStage stage = new FailoverStage();

	static Stream<ProviderFailure> failures() {
		return Stream.concat(FailoverStage.passing(), FailoverStage.rejecting());
	}

	@Test
	void contentComesInOrderAndTheEndLast() {
		this.stage.provider.streams(A, () -> Flux.just(content("2"), content("+"), content("2"), end()));

		assertStream(A).expectNext("2", "+", "2", "<end>").verifyComplete();

		assertThat(this.stage.outcomes()).containsExactly("a success");
		this.stage.assertNothingIsHeld();
	}

	@ParameterizedTest
	@MethodSource("io.github.llmrouting.failover.FailoverStage#passing")
	void nextDeploymentIsAskedAfterAFailureBeforeTheFirstContent(ProviderFailure failure) {
		this.stage.provider.streams(A, () -> Flux.concat(Flux.just(new ProviderChunk.Progress(1)),
				Flux.error(new ProviderException(failure))));

		assertStream(A, B).expectNext("fake/b", "<end>").verifyComplete();

		assertThat(this.stage.outcomes()).containsExactly("a " + failure.reason().tag(), "b success");
		this.stage.assertNothingIsHeld();
	}

	@ParameterizedTest
	@MethodSource("io.github.llmrouting.failover.FailoverStage#rejecting")
	void nobodyElseIsAskedAfterAFailureThatWouldBeTheSameElsewhere(ProviderFailure failure) {
		this.stage.provider.fails(A, failure);

		LlmRoutingException error = FailoverStage.failure(this.stage.stream(A, B));

		assertThat(error).isInstanceOf(RequestRejectedException.class);
		assertThat(error.reason()).isEqualTo(failure.reason());
		assertThat(this.stage.provider.asked()).containsExactly(A);
		this.stage.assertNothingIsHeld();
	}

	@ParameterizedTest
	@MethodSource("failures")
	void nobodyElseIsAskedAfterTheFirstContent(ProviderFailure failure) {
		this.stage.provider.streams(A,
				() -> Flux.concat(Flux.just(content("half")), Flux.error(new ProviderException(failure))));

		assertStream(A, B).expectNext("half").verifyErrorSatisfies((error) -> {
			assertThat(error).isInstanceOf(StreamInterruptedException.class);
			assertThat(((LlmRoutingException) error).reason()).isEqualTo(FailureReason.INTERRUPTED);
			assertThat(((LlmRoutingException) error).attempts()).isEqualTo(this.stage.told).hasSize(1);
			assertThat(error.getMessage()).startsWith("the answer of the route 'chat' broke off: fake/a ")
				.doesNotContain("half");
		});

		assertThat(this.stage.provider.asked()).containsExactly(A);
		assertThat(this.stage.outcomes()).containsExactly("a " + failure.reason().tag());
		this.stage.assertNothingIsHeld();
	}

	@Test
	void cutAfterContentOfTheSecondTellsOfBothAttempts() {
		this.stage.provider.fails(A, new ServerError("500"));
		this.stage.provider.streams(B, () -> Flux.just(content("half")));

		LlmRoutingException error = FailoverStage.failure(this.stage.stream(A, B));

		assertThat(error).isInstanceOf(StreamInterruptedException.class);
		assertThat(error.attempts()).extracting((attempt) -> attempt.deployment().model()).containsExactly("a", "b");
	}

	@Test
	void streamThatCompletesWithoutItsEndBeforeContentPasses() {
		this.stage.provider.streams(A, Flux::empty);

		assertStream(A, B).expectNext("fake/b", "<end>").verifyComplete();

		assertThat(this.stage.outcomes()).containsExactly("a interrupted", "b success");
	}

	@Test
	void streamThatCompletesWithoutItsEndAfterContentIsAnError() {
		this.stage.provider.streams(A, () -> Flux.just(content("half")));

		assertStream(A, B).expectNext("half").verifyError(StreamInterruptedException.class);

		assertThat(this.stage.told.get(0).detail()).isEqualTo("the stream ended without its end");
	}

	@Test
	void clientThatThrowsInsteadOfReturningPasses() {
		this.stage.provider.streams(A, () -> {
			throw new IllegalStateException(FailoverStage.SECRET);
		});

		assertStream(A, B).expectNext("fake/b", "<end>").verifyComplete();

		assertThat(this.stage.outcomes()).containsExactly("a internal", "b success");
		this.stage.assertNothingIsHeld();
	}

	@Test
	void clientThatReturnsNoPublisherPasses() {
		this.stage.provider.streams(A, () -> null);

		assertStream(A, B).expectNext("fake/b", "<end>").verifyComplete();

		assertThat(this.stage.outcomes()).containsExactly("a internal", "b success");
		this.stage.assertNothingIsHeld();
	}

	@Test
	void requestEndsWhenEverybodyFailed() {
		this.stage.provider.fails(A, new ServerError("500"));
		this.stage.provider.fails(B, new ServerError("503"));

		LlmRoutingException error = FailoverStage.failure(this.stage.stream(A, B));

		assertThat(error).isInstanceOf(AttemptsFailedException.class);
		assertThat(error.attempts()).hasSize(2);
	}

	@Test
	void nobodyIsAskedWhenEverybodyIsOut() {
		this.stage.opensBreaker(A);

		assertThat(FailoverStage.failure(this.stage.stream(A))).isInstanceOf(NoDeploymentAvailableException.class);
		assertThat(this.stage.provider.requests()).isEmpty();
	}

	@Test
	void answerWithoutContentIsAnAnswer() {
		this.stage.provider.streams(A, () -> Flux.just(end()));

		assertStream(A, B).expectNext("<end>").verifyComplete();

		assertThat(this.stage.outcomes()).containsExactly("a success");
	}

	@Test
	void progressDoesNotReachTheCallerNorUseUpItsDemand() {
		ProviderChunk progress = new ProviderChunk.Progress(1);
		this.stage.provider.streams(A, () -> Flux.just(progress, progress, content("x"), progress, end()));

		StepVerifier.create(this.stage.stream(A).map(FailoverStage::text), 0)
			.thenRequest(1)
			.expectNext("x")
			.thenRequest(1)
			.expectNext("<end>")
			.verifyComplete();
	}

	@Test
	void noMoreIsTakenFromTheProviderThanTheCallerAskedFor() {
		AtomicLong taken = new AtomicLong();
		this.stage.provider.fails(A, new ServerError("500"));
		this.stage.provider.streams(B,
				() -> Flux.range(1, 100)
					.map((number) -> content("" + number))
					.concatWith(Mono.just(end()))
					.doOnNext((chunk) -> taken.incrementAndGet()));

		StepVerifier.create(this.stage.stream(A, B).map(FailoverStage::text), 0)
			.expectSubscription()
			.then(() -> assertThat(taken).hasValue(0))
			.thenRequest(1)
			.expectNext("1")
			.then(() -> assertThat(taken).hasValue(1))
			.thenRequest(3)
			.expectNext("2", "3", "4")
			.then(() -> assertThat(taken).hasValue(4))
			.thenRequest(1_000)
			.expectNextCount(97)
			.verifyComplete();
	}

	@Test
	void streamEndsAtItsEndAndLeavesWhatFollows() {
		TestPublisher<ProviderChunk> chunks = TestPublisher
			.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		List<String> signals = signals(this.stage.stream(A, B), chunks);

		chunks.next(content("x"), end());
		chunks.assertCancelled();
		chunks.next(content("y"), end());
		chunks.error(new ProviderException(new ServerError("500")));
		chunks.complete();

		assertThat(signals).containsExactly("x", "<end>", "completed");
		assertThat(this.stage.outcomes()).containsExactly("a success");
		this.stage.assertNothingIsHeld();
	}

	@Test
	void streamEndsOnceHoweverOftenTheProviderEndsIt() {
		TestPublisher<ProviderChunk> chunks = TestPublisher
			.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		List<String> signals = signals(this.stage.stream(A, B), chunks);

		chunks.next(content("x"));
		chunks.error(new ProviderException(new ServerError("500")));
		chunks.complete();
		chunks.error(new ProviderException(new ServerError("500")));

		assertThat(signals).containsExactly("x", "StreamInterruptedException");
		assertThat(this.stage.outcomes()).containsExactly("a server_error");
		assertThat(this.stage.provider.asked()).containsExactly(A);
	}

	private List<String> signals(Flux<RoutedChunk> stream, TestPublisher<ProviderChunk> chunks) {
		this.stage.provider.streams(A, chunks::flux);
		List<String> signals = new ArrayList<>();
		stream.subscribe((chunk) -> signals.add(FailoverStage.text(chunk)),
				(error) -> signals.add(error.getClass().getSimpleName()), () -> signals.add("completed"));
		return signals;
	}

	@Test
	void eachSubscriptionIsARequestOfItsOwn() {
		Flux<RoutedChunk> stream = this.stage.stream(A);
		assertThat(this.stage.provider.requests()).isEmpty();

		stream.blockLast();
		stream.blockLast();

		assertThat(this.stage.provider.asked()).containsExactly(A, A);
	}

	private StepVerifier.FirstStep<String> assertStream(Deployment... order) {
		return StepVerifier.create(this.stage.stream(order).map(FailoverStage::text));
	}

}
