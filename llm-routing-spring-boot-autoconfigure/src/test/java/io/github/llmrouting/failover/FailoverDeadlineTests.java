package io.github.llmrouting.failover;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderRequest;

import static io.github.llmrouting.failover.FailoverStage.A;
import static io.github.llmrouting.failover.FailoverStage.B;
import static io.github.llmrouting.failover.FailoverStage.C;
import static io.github.llmrouting.failover.FailoverStage.TIMEOUT;
import static io.github.llmrouting.failover.FakeProviderClient.answer;
import static io.github.llmrouting.failover.FakeProviderClient.content;
import static io.github.llmrouting.failover.FakeProviderClient.end;
import static org.assertj.core.api.Assertions.assertThat;

/** One deadline over all attempts of a request. */
class FailoverDeadlineTests {

	private static final Duration MOMENT = Duration.ofNanos(1);

	/** What an attempt gets of the time while somebody else could be asked. */
	private static final Duration SHARE = TIMEOUT.multipliedBy(6).dividedBy(10);

	private final FailoverStage stage = new FailoverStage();

	@Test
	void callThatIsNeverAnsweredEndsAtTheDeadline() {
		PublisherProbe<ProviderAnswer> silence = PublisherProbe.of(Mono.never());
		this.stage.provider.calls(A, silence::mono);

		StepVerifier.create(this.stage.call(A))
			.then(() -> this.stage.pass(TIMEOUT.minus(MOMENT)))
			.then(() -> assertThat(this.stage.told).isEmpty())
			.then(() -> this.stage.pass(MOMENT))
			.verifyErrorSatisfies((error) -> assertThat(error).isInstanceOf(DeadlineExceededException.class)
				.hasMessage("the route 'chat' gave no answer within PT10S: "
						+ "fake/a timed_out (the request's deadline passed)")
				.satisfies(FailoverDeadlineTests::timedOut));

		silence.assertWasCancelled();
		assertThat(this.stage.provider.asked()).containsExactly(A);
		assertThat(this.stage.outcomes()).containsExactly("a timed_out");
		this.stage.assertNothingIsHeld();
	}

	private static void timedOut(Throwable error) {
		LlmRoutingException exception = (LlmRoutingException) error;
		assertThat(exception.reason()).isEqualTo(FailureReason.TIMED_OUT);
		assertThat(exception.attempts()).hasSize(1);
		assertThat(exception.retryAfter()).isNull();
	}

	@Test
	void callThatIsNeverAnsweredLeavesTimeForTheNextDeployment() {
		PublisherProbe<ProviderAnswer> silence = PublisherProbe.of(Mono.never());
		this.stage.provider.calls(A, silence::mono);

		StepVerifier.create(this.stage.call(A, B).map(RoutedResponse::text))
			.then(() -> this.stage.pass(SHARE.minus(MOMENT)))
			.then(() -> assertThat(this.stage.told).isEmpty())
			.then(() -> this.stage.pass(MOMENT))
			.expectNext("fake/b")
			.verifyComplete();

		silence.assertWasCancelled();
		assertThat(this.stage.outcomes()).containsExactly("a timed_out", "b success");
		this.stage.assertNothingIsHeld();
	}

	@Test
	void streamThatNeverBeginsLeavesTimeForTheNextDeployment() {
		PublisherProbe<ProviderChunk> silence = PublisherProbe.of(Flux.never());
		this.stage.provider.streams(A, silence::flux);

		StepVerifier.create(this.stage.stream(A, B))
			.then(() -> this.stage.pass(SHARE))
			.expectNextCount(2)
			.verifyComplete();

		silence.assertWasCancelled();
		assertThat(this.stage.outcomes()).containsExactly("a timed_out", "b success");
		this.stage.assertNothingIsHeld();
	}

	@Test
	void requestWithMuchTimeLeavesProvidersTheirOwnTimeouts() {
		Duration total = Duration.ofSeconds(90);
		this.stage.provider.calls(A, () -> failsAfter(total, new TimedOut("no whole answer")));

		for (int i = 0; i < 5; i++) {
			StepVerifier.create(this.stage.call(Duration.ofSeconds(120), A, B))
				.then(() -> this.stage.pass(total))
				.expectNextCount(1)
				.verifyComplete();
		}

		assertThat(this.stage.health(A).snapshot().isCallable()).isFalse();
	}

	@Test
	void shareThatIsOverDoesNotCountAgainstADeployment() {
		this.stage.provider.calls(A, Mono::never);

		for (int i = 0; i < 20; i++) {
			StepVerifier.create(this.stage.call(A, B))
				.then(() -> this.stage.pass(SHARE))
				.expectNextCount(1)
				.verifyComplete();
		}

		assertThat(this.stage.health(A).snapshot().isCallable()).isTrue();
	}

	@Test
	void attemptHasAllTheTimeIfNobodyElseMayBeAsked() {
		this.stage.opensBreaker(B);
		this.stage.provider.calls(A, () -> later(TIMEOUT.minus(MOMENT)).thenReturn(answer("4")));

		StepVerifier.create(this.stage.call(A, B).map(RoutedResponse::text))
			.then(() -> this.stage.pass(TIMEOUT.minus(MOMENT)))
			.expectNext("4")
			.verifyComplete();
	}

	@Test
	void answerJustBeforeTheDeadlineIsInTime() {
		this.stage.provider.calls(A, () -> later(TIMEOUT.minus(MOMENT)).thenReturn(answer("4")));

		StepVerifier.create(this.stage.call(A).map(RoutedResponse::text))
			.then(() -> this.stage.pass(TIMEOUT.minus(MOMENT)))
			.expectNext("4")
			.verifyComplete();
		this.stage.assertNothingIsHeld();
	}

	@Test
	void laterAttemptsHaveTheTimeThatEarlierOnesLeft() {
		this.stage.provider.calls(A, () -> failsAfter(Duration.ofSeconds(5), new ServerError("500")));
		this.stage.provider.calls(B, () -> failsAfter(Duration.ofSeconds(2), new ServerError("500")));
		this.stage.provider.calls(C, Mono::never);

		StepVerifier.create(this.stage.call(A, B, C))
			.then(() -> this.stage.pass(TIMEOUT.minus(MOMENT)))
			.then(() -> assertThat(this.stage.outcomes()).containsExactly("a server_error", "b server_error"))
			.then(() -> this.stage.pass(MOMENT))
			.verifyErrorSatisfies((error) -> assertThat(((DeadlineExceededException) error).attempts()).hasSize(3));

		assertThat(this.stage.provider.requests()).extracting(ProviderRequest::timeout)
			.containsExactly(TIMEOUT, Duration.ofSeconds(5), Duration.ofSeconds(3));
		this.stage.assertNothingIsHeld();
	}

	@Test
	void streamWithoutContentEndsAtTheDeadline() {
		PublisherProbe<ProviderChunk> silence = PublisherProbe
			.of(Flux.concat(Flux.just(new ProviderChunk.Progress(1)), Flux.never()));
		this.stage.provider.streams(A, silence::flux);

		StepVerifier.create(this.stage.stream(A, B))
			.then(() -> this.stage.pass(TIMEOUT))
			.verifyError(DeadlineExceededException.class);

		silence.assertWasCancelled();
		assertThat(this.stage.provider.asked()).containsExactly(A);
		this.stage.assertNothingIsHeld();
	}

	@Test
	void streamWithContentIsCutAtTheDeadline() {
		this.stage.provider.streams(A, () -> Flux.concat(Flux.just(content("half")), Flux.never()));

		StepVerifier.create(this.stage.stream(A, B))
			.expectNextCount(1)
			.then(() -> this.stage.pass(TIMEOUT))
			.verifyError(StreamInterruptedException.class);

		assertThat(this.stage.outcomes()).containsExactly("a timed_out");
		this.stage.assertNothingIsHeld();
	}

	@Test
	void streamIsCutAtTheDeadlineEvenIfTheCallerAsksForNothing() {
		this.stage.provider.streams(A, () -> Flux.just(content("half"), end()));

		StepVerifier.create(this.stage.stream(A, B), 0)
			.expectSubscription()
			.then(() -> this.stage.pass(TIMEOUT))
			.verifyError(DeadlineExceededException.class);
		this.stage.assertNothingIsHeld();
	}

	@Test
	void laterStreamsHaveTheTimeThatEarlierOnesLeft() {
		this.stage.provider.streams(A,
				() -> failsAfter(Duration.ofSeconds(5), new ServerError("500")).thenMany(Flux.empty()));
		this.stage.provider.streams(B, Flux::never);

		StepVerifier.create(this.stage.stream(A, B))
			.then(() -> this.stage.pass(TIMEOUT))
			.verifyError(DeadlineExceededException.class);

		assertThat(this.stage.provider.requests()).extracting(ProviderRequest::timeout)
			.containsExactly(TIMEOUT, Duration.ofSeconds(5));
		assertThat(this.stage.outcomes()).containsExactly("a server_error", "b timed_out");
	}

	@Test
	void deadlinesDoNotCountAgainstADeployment() {
		this.stage.provider.calls(A, Mono::never);

		for (int i = 0; i < 20; i++) {
			StepVerifier.create(this.stage.call(A))
				.then(() -> this.stage.pass(TIMEOUT))
				.verifyError(DeadlineExceededException.class);
		}

		assertThat(this.stage.health(A).snapshot().isCallable()).isTrue();
		assertThat(this.stage.health(A).snapshot().attempted()).isFalse();
	}

	@Test
	void failureThatComesWithTheDeadlineIsADeadline() {
		this.stage.provider.calls(A, () -> failsAfter(TIMEOUT, new InvalidRequest("400")));

		StepVerifier.create(this.stage.call(A))
			.then(() -> this.stage.pass(TIMEOUT))
			.verifyError(DeadlineExceededException.class);

		assertThat(this.stage.provider.asked()).containsExactly(A);
	}

	@Test
	void providersOwnTimeoutCountsAndPasses() {
		this.stage.provider.calls(A, () -> failsAfter(Duration.ofSeconds(1), new TimedOut("no whole answer")));

		StepVerifier.create(this.stage.call(A, B).map(RoutedResponse::text))
			.then(() -> this.stage.pass(Duration.ofSeconds(1)))
			.expectNext("fake/b")
			.verifyComplete();

		assertThat(this.stage.health(A).snapshot().lastFailure()).isEqualTo(FailureReason.TIMED_OUT);
	}

	@Test
	void timeoutMayBeLongerThanNanosecondsCanCount() {
		Duration forEver = ChronoUnit.FOREVER.getDuration();
		this.stage.provider.fails(A, new ServerError("500"));

		StepVerifier.create(this.stage.failover().call(FailoverStage.plan(forEver, A, B)).map(RoutedResponse::text))
			.expectNext("fake/b")
			.verifyComplete();
		StepVerifier.create(this.stage.failover().stream(FailoverStage.plan(forEver, A, B)))
			.expectNextCount(2)
			.verifyComplete();
		this.stage.assertNothingIsHeld();
	}

	private Mono<Long> later(Duration delay) {
		return Mono.delay(delay, this.stage.scheduler);
	}

	private Mono<ProviderAnswer> failsAfter(Duration delay, ProviderFailure failure) {
		return later(delay).then(Mono.error(new ProviderException(failure)));
	}

}
