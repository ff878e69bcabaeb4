package io.github.llmrouting.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.publisher.PublisherProbe;

import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.ServerError;

import static io.github.llmrouting.failover.FailoverStage.A;
import static io.github.llmrouting.failover.FailoverStage.B;
import static io.github.llmrouting.failover.FakeProviderClient.content;
import static io.github.llmrouting.failover.FakeProviderClient.end;
import static org.assertj.core.api.Assertions.assertThat;

/** A caller who goes away leaves nothing behind, whenever that is. */
class FailoverCancellationTests {

	private final FailoverStage stage = new FailoverStage();

	private final List<String> signals = new ArrayList<>();

	@Test
	void callerWhoIsGoneWhileSubscribingLeavesNothing() {
		Flux.from(this.stage.call(A)).takeUntilOther(Mono.just("gone")).subscribe();
		this.stage.stream(A).takeUntilOther(Mono.just("gone")).subscribe();

		this.stage.assertNothingIsHeld();
		assertThat(this.stage.outcomes()).containsExactly("a cancelled", "a cancelled");
	}

	@Test
	void callThatWaitsIsCancelled() {
		PublisherProbe<ProviderAnswer> silence = PublisherProbe.of(Mono.never());
		this.stage.provider.calls(A, silence::mono);

		cancel(this.stage.call(A, B));

		silence.assertWasCancelled();
		assertCancelledOnce("a cancelled");
	}

	@Test
	void streamThatWaitsIsCancelled() {
		PublisherProbe<ProviderChunk> silence = PublisherProbe.of(Flux.never());
		this.stage.provider.streams(A, silence::flux);

		cancel(this.stage.stream(A, B));

		silence.assertWasCancelled();
		assertCancelledOnce("a cancelled");
	}

	@Test
	void streamThatHasMadeProgressIsCancelled() {
		PublisherProbe<ProviderChunk> chunks = PublisherProbe
			.of(Flux.concat(Flux.just(new ProviderChunk.Progress(1)), Flux.never()));
		this.stage.provider.streams(A, chunks::flux);

		cancel(this.stage.stream(A, B));

		chunks.assertWasCancelled();
		assertCancelledOnce("a cancelled");
	}

	@Test
	void streamThatHasBroughtContentIsCancelled() {
		PublisherProbe<ProviderChunk> chunks = PublisherProbe.of(Flux.concat(Flux.just(content("half")), Flux.never()));
		this.stage.provider.streams(A, chunks::flux);

		cancel(this.stage.stream(A, B));

		chunks.assertWasCancelled();
		assertCancelledOnce("a cancelled");
		assertThat(this.signals).containsExactly("half");
	}

	@Test
	void streamOfWhichOnePieceIsEnoughIsCancelled() {
		this.stage.provider.streams(A, () -> Flux.just(content("1"), content("2"), end()));

		assertThat(this.stage.stream(A, B).map(FailoverStage::text).take(1).collectList().block()).containsExactly("1");

		assertCancelledOnce("a cancelled");
	}

	@Test
	void secondAttemptIsCancelled() {
		PublisherProbe<ProviderAnswer> silence = PublisherProbe.of(Mono.never());
		this.stage.provider.fails(A, new ServerError("500"));
		this.stage.provider.calls(B, silence::mono);

		cancel(this.stage.call(A, B));

		silence.assertWasCancelled();
		assertCancelledOnce("a server_error", "b cancelled");
	}

	@Test
	void secondStreamIsCancelled() {
		PublisherProbe<ProviderChunk> silence = PublisherProbe.of(Flux.never());
		this.stage.provider.fails(A, new ServerError("500"));
		this.stage.provider.streams(B, silence::flux);

		cancel(this.stage.stream(A, B));

		silence.assertWasCancelled();
		assertCancelledOnce("a server_error", "b cancelled");
	}

	@Test
	void nobodyIsAskedForACallerWhoGoesBetweenTwoAttempts() {
		this.stage.provider.calls(A, this::failureAfterASecond);

		leaveBetweenAttempts((failover, plan) -> failover.call(plan));

		assertThat(this.stage.provider.asked()).containsExactly(A);
		assertThat(this.stage.outcomes()).containsExactly("a server_error");
		this.stage.assertNothingIsHeld();
	}

	@Test
	void nobodyIsAskedToStreamForACallerWhoGoesBetweenTwoAttempts() {
		this.stage.provider.streams(A, () -> failureAfterASecond().thenMany(Flux.empty()));

		leaveBetweenAttempts((failover, plan) -> failover.stream(plan));

		assertThat(this.stage.provider.asked()).containsExactly(A);
		assertThat(this.stage.outcomes()).containsExactly("a server_error");
		this.stage.assertNothingIsHeld();
	}

	private Mono<ProviderAnswer> failureAfterASecond() {
		return Mono.delay(Duration.ofSeconds(1), this.stage.scheduler)
			.then(Mono.error(new ProviderException(new ServerError("500"))));
	}

	private void leaveBetweenAttempts(Request request) {
		Disposable.Swap caller = Disposables.swap();
		Failover failover = this.stage.failover(this.stage.told::add, (report) -> caller.dispose());
		caller.update(Flux.from(request.make(failover, FailoverStage.plan(FailoverStage.TIMEOUT, A, B))).subscribe());
		this.stage.pass(Duration.ofSeconds(1));
	}

	@Test
	void callThatWasAnsweredIsNotCancelled() {
		Disposable caller = this.stage.call(A).subscribe();

		caller.dispose();

		assertThat(this.stage.outcomes()).containsExactly("a success");
		this.stage.assertNothingIsHeld();
	}

	@Test
	void streamThatHasEndedIsNotCancelled() {
		this.stage.stream(A).takeUntil((chunk) -> chunk instanceof RoutedChunk.End).blockLast();
		this.stage.stream(A).take(2).blockLast();

		assertThat(this.stage.outcomes()).containsExactly("a success", "a success");
		this.stage.assertNothingIsHeld();
	}

	@Test
	void streamWhoseConsumerBreaksIsCancelled() {
		PublisherProbe<ProviderChunk> chunks = PublisherProbe.of(Flux.concat(Flux.just(content("half")), Flux.never()));
		this.stage.provider.streams(A, chunks::flux);

		this.stage.stream(A, B).subscribe((chunk) -> {
			throw new IllegalStateException();
		}, (error) -> this.signals.add(error.getClass().getSimpleName()));

		chunks.assertWasCancelled();
		assertThat(this.signals).containsExactly("IllegalStateException");
		assertCancelledOnce("a cancelled");
	}

	@Test
	void cancelledAttemptsDoNotCountAgainstADeployment() {
		this.stage.provider.calls(A, Mono::never);

		for (int i = 0; i < 20; i++) {
			cancel(this.stage.call(A));
		}

		assertThat(this.stage.health(A).snapshot().isCallable()).isTrue();
		assertThat(this.stage.health(A).snapshot().attempted()).isFalse();
	}

	@Test
	void cancelledTrialGivesItsPlaceToTheNextRequest() {
		this.stage.opensBreaker(A);
		this.stage.pass(Duration.ofSeconds(11));
		this.stage.provider.calls(A, Mono::never);
		Disposable trial = this.stage.call(A).subscribe();
		assertThat(FailoverStage.failure(this.stage.call(A))).isInstanceOf(NoDeploymentAvailableException.class);

		trial.dispose();
		this.stage.provider.calls(A, () -> Mono.just(FakeProviderClient.answer("up")));

		assertThat(this.stage.call(A).block().text()).isEqualTo("up");
		assertThat(this.stage.health(A).snapshot().isCallable()).isTrue();
	}

	private void cancel(Publisher<?> answer) {
		Disposable caller = Flux.from(answer)
			.subscribe((element) -> this.signals.add(FailoverStage.text((RoutedChunk) element)),
					(error) -> this.signals.add(error.toString()), () -> this.signals.add("completed"));
		caller.dispose();
		caller.dispose();
	}

	private void assertCancelledOnce(String... outcomes) {
		this.stage.assertNothingIsHeld();
		this.stage.pass(FailoverStage.TIMEOUT);
		assertThat(this.stage.outcomes()).containsExactly(outcomes);
		assertThat(Stream.of(outcomes).filter((outcome) -> outcome.endsWith(" cancelled"))).hasSize(1);
		assertThat(this.signals).doesNotContain("completed");
	}

	private interface Request {

		Publisher<?> make(Failover failover, FailoverPlan plan);

	}

}
