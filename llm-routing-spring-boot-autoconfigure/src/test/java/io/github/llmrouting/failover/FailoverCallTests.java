package io.github.llmrouting.failover;

import io.github.llmrouting.deployment.PromptCaching;
import io.github.llmrouting.deployment.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.health.BreakerState;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;

import static io.github.llmrouting.failover.FailoverStage.A;
import static io.github.llmrouting.failover.FailoverStage.B;
import static io.github.llmrouting.failover.FailoverStage.C;
import static io.github.llmrouting.failover.FailoverStage.ORPHAN;
import static io.github.llmrouting.failover.FailoverStage.UNPRICED;
import static org.assertj.core.api.Assertions.assertThat;

/** Whole answers: who is asked, and when it ends. */
class FailoverCallTests {

	private final FailoverStage stage = new FailoverStage();

	@Test
	void providersAreAskedToKeepThePromptAsThePlanSaysElseAsTheirDeploymentDoes() {
		Deployment keeping = new Deployment(A.id(), A.facts(), null, PromptCaching.ONE_HOUR);
		FailoverPlan following = FailoverStage.plan(FailoverStage.TIMEOUT, keeping);
		FailoverPlan decided = new FailoverPlan("request-1", "chat", "default", following.prompt(), List.of(keeping),
				PromptCaching.OFF, FailoverStage.TIMEOUT);
		Failover failover = this.stage.failover();

		failover.call(following).block();
		failover.stream(decided).blockLast();

		assertThat(this.stage.provider.requests()).extracting(ProviderRequest::promptCaching)
			.containsExactly(PromptCaching.ONE_HOUR, PromptCaching.OFF);
	}

	@Test
	void everyKindOfFailureEitherPassesOrIsFinal() {
		assertThat(Stream.concat(FailoverStage.passing(), FailoverStage.rejecting()).map(Object::getClass))
			.containsExactlyInAnyOrder(ProviderFailure.class.getPermittedSubclasses());
	}

	@Test
	void firstDeploymentAnswersAloneIfItCan() {
		assertAnswer("fake/a", this.stage.call(A, B));

		assertThat(this.stage.provider.asked()).containsExactly(A);
		this.stage.assertNothingIsHeld();
	}

	@ParameterizedTest
	@MethodSource("io.github.llmrouting.failover.FailoverStage#passing")
	void nextDeploymentIsAskedAfterAFailureThatItMaySurvive(ProviderFailure failure) {
		this.stage.provider.fails(A, failure);

		assertAnswer("fake/b", this.stage.call(A, B));

		assertThat(this.stage.provider.asked()).containsExactly(A, B);
		assertThat(this.stage.outcomes()).containsExactly("a " + failure.reason().tag(), "b success");
		this.stage.assertNothingIsHeld();
	}

	@ParameterizedTest
	@MethodSource("io.github.llmrouting.failover.FailoverStage#rejecting")
	void nobodyElseIsAskedAfterAFailureThatWouldBeTheSameElsewhere(ProviderFailure failure) {
		this.stage.provider.fails(A, failure);

		LlmRoutingException error = FailoverStage.failure(this.stage.call(A, B));

		assertThat(error).isInstanceOf(RequestRejectedException.class)
			.hasMessage("the request was rejected: fake/a " + failure.reason().tag() + " (400)");
		assertThat(error.reason()).isEqualTo(failure.reason());
		assertThat(error.attempts()).isEqualTo(this.stage.told).hasSize(1);
		assertThat(error.retryAfter()).isNull();
		assertThat(this.stage.provider.asked()).containsExactly(A);
		this.stage.assertNothingIsHeld();
	}

	@Test
	void rejectionByTheSecondEndsTheRequestToo() {
		this.stage.provider.fails(A, new ServerError("500"));
		this.stage.provider.fails(B, new InvalidRequest("400"));

		LlmRoutingException error = FailoverStage.failure(this.stage.call(A, B, C));

		assertThat(error).isInstanceOf(RequestRejectedException.class);
		assertThat(error.attempts()).extracting((attempt) -> attempt.deployment().model()).containsExactly("a", "b");
		assertThat(this.stage.provider.asked()).containsExactly(A, B);
	}

	@Test
	void requestEndsWhenEverybodyFailed() {
		this.stage.provider.fails(A, new ServerError("500"));
		this.stage.provider.fails(B, new RateLimited("429", Duration.ofSeconds(7)));

		LlmRoutingException error = FailoverStage.failure(this.stage.call(A, B));

		assertThat(error).isInstanceOf(AttemptsFailedException.class)
			.hasMessage("no deployment of the route 'chat' answered: "
					+ "fake/a server_error (500), fake/b rate_limited (429)");
		assertThat(error.reason()).isEqualTo(FailureReason.RATE_LIMITED);
		assertThat(error.attempts()).isEqualTo(this.stage.told).hasSize(2);
		this.stage.assertNothingIsHeld();
	}

	@Test
	void attemptsAreLimited() {
		Stream.of(A, B, C).forEach((deployment) -> this.stage.provider.fails(deployment, new ServerError("500")));

		LlmRoutingException error = FailoverStage.failure(this.stage.call(A, B, C, UNPRICED));

		assertThat(error).isInstanceOf(AttemptsFailedException.class);
		assertThat(this.stage.provider.asked()).containsExactly(A, B, C);
	}

	@Test
	void skippedDeploymentsMakeNoAttemptAndDoNotCount() {
		this.stage.opensBreaker(A);
		this.stage.coolsDown(B, Duration.ofSeconds(5));

		assertAnswer("fake/c", this.stage.call(A, B, C));

		assertThat(this.stage.provider.asked()).containsExactly(C);
		assertThat(this.stage.outcomes()).containsExactly("c success");
	}

	@Test
	void skippedDeploymentsDoNotUseUpTheAttempts() {
		this.stage.opensBreaker(A);
		this.stage.provider.fails(B, new ServerError("500"));
		this.stage.provider.fails(C, new ServerError("500"));

		assertAnswer("fake/unpriced", this.stage.call(A, B, C, UNPRICED));
	}

	@Test
	void nobodyIsAskedWhenEverybodyIsOut() {
		this.stage.opensBreaker(A);
		this.stage.coolsDown(B, Duration.ofSeconds(9));
		this.stage.coolsDown(C, Duration.ofSeconds(5));

		LlmRoutingException error = FailoverStage.failure(this.stage.call(A, B, C));

		assertThat(error).isInstanceOf(NoDeploymentAvailableException.class)
			.hasMessage("no deployment of the route 'chat' may be called now: "
					+ "fake/a: its circuit breaker is open, its last attempt was server_error; "
					+ "fake/b: it is left alone for 9 s, its last attempt was rate_limited; "
					+ "fake/c: it is left alone for 5 s, its last attempt was rate_limited");
		assertThat(error.reason()).isEqualTo(FailureReason.NO_DEPLOYMENT);
		assertThat(error.attempts()).isEmpty();
		assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(5));
		assertThat(this.stage.provider.requests()).isEmpty();
		assertThat(this.stage.told).isEmpty();
		this.stage.assertNothingIsHeld();
	}

	@Test
	void openBreakerSaysWhenToComeBack() {
		this.stage.opensBreaker(A);

		assertThat(FailoverStage.failure(this.stage.call(A)).retryAfter()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void requestWhoseOnlyAttemptFailedIsNotARequestThatNobodyCouldServe() {
		this.stage.opensBreaker(B);
		this.stage.provider.fails(A, new ServerError("500"));

		LlmRoutingException error = FailoverStage.failure(this.stage.call(A, B));

		assertThat(error).isInstanceOf(AttemptsFailedException.class);
		assertThat(error.attempts()).hasSize(1);
	}

	@Test
	void callerIsToldToComeBackWhenTheFirstDeploymentMayBeAskedAgain() {
		this.stage.provider.fails(A, new Unauthorized("401"));
		this.stage.provider.fails(B, new RateLimited("429", Duration.ofSeconds(7)));

		assertThat(FailoverStage.failure(this.stage.call(A, B)).retryAfter()).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void callerIsNotToldToWaitWhileSomebodyMayBeAskedAtOnce() {
		this.stage.provider.fails(A, new ServerError("500"));
		this.stage.provider.fails(B, new Unauthorized("401"));

		assertThat(FailoverStage.failure(this.stage.call(A, B)).retryAfter()).isNull();
	}

	@Test
	void exceptionOfAClientIsADefectAndPasses() {
		this.stage.provider.calls(A, () -> Mono.error(new IllegalStateException(FailoverStage.SECRET)));

		assertAnswer("fake/b", this.stage.call(A, B));

		assertThat(this.stage.outcomes()).containsExactly("a internal", "b success");
		assertThat(this.stage.told.get(0).detail()).isEqualTo("IllegalStateException");
	}

	@Test
	void clientThatThrowsInsteadOfReturningPasses() {
		this.stage.provider.calls(A, () -> {
			throw new IllegalStateException(FailoverStage.SECRET);
		});

		assertAnswer("fake/b", this.stage.call(A, B));

		assertThat(this.stage.outcomes()).containsExactly("a internal", "b success");
		this.stage.assertNothingIsHeld();
	}

	@Test
	void clientThatReturnsNoPublisherPasses() {
		this.stage.provider.calls(A, () -> null);

		assertAnswer("fake/b", this.stage.call(A, B));

		assertThat(this.stage.outcomes()).containsExactly("a internal", "b success");
		this.stage.assertNothingIsHeld();
	}

	@Test
	void clientThatReturnsNoAnswerPasses() {
		this.stage.provider.calls(A, Mono::empty);

		assertAnswer("fake/b", this.stage.call(A, B));

		assertThat(this.stage.outcomes()).containsExactly("a unreadable", "b success");
		this.stage.assertNothingIsHeld();
	}

	@Test
	void clientsThatBreakOpenTheBreaker() {
		this.stage.provider.calls(A, () -> {
			throw new IllegalStateException();
		});

		for (int i = 0; i < 5; i++) {
			this.stage.call(A, B).block();
		}

		assertThat(this.stage.health(A).snapshot().breaker()).isEqualTo(BreakerState.OPEN);
	}

	@Test
	void providerWithoutAClientPasses() {
		assertAnswer("fake/a", this.stage.call(ORPHAN, A));

		assertThat(this.stage.outcomes()).containsExactly("x internal", "a success");
	}

	@Test
	void messagesHoldNoContent() {
		this.stage.provider.calls(A, () -> Mono.error(new IllegalStateException(FailoverStage.SECRET)));

		LlmRoutingException error = FailoverStage.failure(this.stage.call(A));

		assertThat(error)
			.hasMessage("no deployment of the route 'chat' answered: fake/a internal (IllegalStateException)");
		assertThat(error.attempts().toString()).doesNotContain(FailoverStage.SECRET);
		assertThat(FailoverStage.plan(FailoverStage.TIMEOUT, A).toString()).doesNotContain(FailoverStage.SECRET);
	}

	@Test
	void nobodyIsAskedBeforeSubscription() {
		this.stage.call(A);

		assertThat(this.stage.provider.requests()).isEmpty();
		this.stage.assertNothingIsHeld();
	}

	@Test
	void eachSubscriptionIsARequestOfItsOwn() {
		this.stage.provider.fails(A, new ServerError("500"));
		Mono<RoutedResponse> call = this.stage.call(A, B);

		assertThat(call.block().report().attempts()).hasSize(2);
		assertThat(call.block().report().attempts()).hasSize(2);

		assertThat(this.stage.provider.asked()).containsExactly(A, B, A, B);
	}

	@Test
	void clientGetsThePromptAndTheTimeThatIsLeft() {
		this.stage.call(A).block();

		assertThat(this.stage.provider.requests()).singleElement().satisfies((request) -> {
			assertThat(request.prompt().getContents()).isEqualTo(FailoverStage.SECRET);
			assertThat(request.timeout()).isEqualTo(FailoverStage.TIMEOUT);
		});
	}

	private static void assertAnswer(String text, Mono<RoutedResponse> call) {
		StepVerifier.create(call.map(RoutedResponse::text)).expectNext(text).verifyComplete();
	}

}
