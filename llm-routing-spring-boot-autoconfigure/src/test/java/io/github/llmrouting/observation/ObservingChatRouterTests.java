package io.github.llmrouting.observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.Money;
import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.RoutingReport.CacheStatus;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.TokenUsage;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class ObservingChatRouterTests {

	private static final RoutingRequest REQUEST = RoutingRequest.of("canary-of-the-prompt");

	private final AtomicLong nanoTime = new AtomicLong();

	private final AtomicInteger ids = new AtomicInteger();

	private final List<RequestReport> reports = new ArrayList<>();

	@Test
	void requestWithoutIdGetsOne() {
		FakeChatRouter next = FakeChatRouter.answering();

		observing(next).call(REQUEST).block();

		assertThat(Objects.requireNonNull(next.asked()).id()).isEqualTo("made-1");
		assertThat(onlyReport().requestId()).isEqualTo("made-1");
	}

	@Test
	void idOfTheCallerIsKept() {
		observing(FakeChatRouter.answering()).call(REQUEST.withId("mine")).block();

		assertThat(onlyReport().requestId()).isEqualTo("mine");
		assertThat(this.ids).hasValue(0);
	}

	@Test
	void nothingHappensBeforeSubscriptionAndEachSubscriptionIsARequest() {
		FakeChatRouter next = FakeChatRouter.answering();
		ObservingChatRouter router = observing(next);

		Mono<?> call = router.call(REQUEST);
		assertThat(router.stream(REQUEST)).isNotNull();
		assertThat(next.asked()).isNull();
		assertThat(this.ids).hasValue(0);

		call.block();
		call.block();
		assertThat(this.reports).extracting(RequestReport::requestId).containsExactly("made-1", "made-2");
	}

	@Test
	void answerIsReportedOnceWithItsOwnLatency() {
		Mono<?> call = observing(FakeChatRouter.answering()).call(REQUEST);

		StepVerifier.create(call.doOnSubscribe((subscription) -> pass(30))).expectNextCount(1).verifyComplete();

		RequestReport report = onlyReport();
		assertThat(report.outcome()).isEqualTo("success");
		assertThat(report.route()).isEqualTo("default");
		assertThat(report.deployment()).isEqualTo(Reports.OPENAI);
		assertThat(report.failoverAttempts()).isEqualTo(1);
		assertThat(report.usage()).isEqualTo(Reports.USAGE);
		assertThat(report.cost()).isEqualTo(Reports.COST);
		assertThat(report.latency()).isEqualTo(Duration.ofMillis(30)).isEqualTo(report.firstContent());
		assertThat(report.cache()).isEqualTo(CacheStatus.MISS);
		assertThat(report.streamed()).isFalse();
	}

	@Test
	void streamIsReportedOnceWithTheTimeToItsFirstContent() {
		StepVerifier.create(observing(FakeChatRouter.answering()).stream(REQUEST), 0)
			.then(() -> pass(10))
			.thenRequest(1)
			.expectNextCount(1)
			.then(() -> pass(20))
			.thenRequest(2)
			.expectNextCount(1)
			.expectNextMatches(RoutedChunk.End.class::isInstance)
			.verifyComplete();

		RequestReport report = onlyReport();
		assertThat(report.outcome()).isEqualTo("success");
		assertThat(report.firstContent()).isEqualTo(Duration.ofMillis(10));
		assertThat(report.latency()).isEqualTo(Duration.ofMillis(30));
		assertThat(report.streamed()).isTrue();
	}

	@Test
	void streamThatIsCancelledAfterItsEndHasBeenAnswered() {
		StepVerifier.create(observing(FakeChatRouter.answering()).stream(REQUEST).take(3))
			.expectNextCount(3)
			.verifyComplete();

		assertThat(onlyReport().outcome()).isEqualTo("success");
	}

	@Test
	void failureNamesTheDeploymentThatWasAskedLastAndSumsUp() {
		FakeFailure failure = new FakeFailure(FailureReason.SERVER_ERROR,
				Reports.failure(Reports.OPENAI, FailureReason.OVERLOADED, TokenUsage.of(0, 0), Money.ZERO),
				Reports.failure(Reports.ANTHROPIC, FailureReason.SERVER_ERROR, TokenUsage.of(7, 0), new Money(9)));

		StepVerifier.create(observing(FakeChatRouter.failing(failure)).call(REQUEST))
			.verifyErrorMatches(failure::equals);

		RequestReport report = onlyReport();
		assertThat(report.outcome()).isEqualTo("server_error");
		assertThat(report.route()).isEqualTo("default");
		assertThat(report.deployment()).isEqualTo(Reports.ANTHROPIC);
		assertThat(report.failoverAttempts()).isEqualTo(1);
		assertThat(report.usage()).isEqualTo(TokenUsage.of(7, 0));
		assertThat(report.cost()).isEqualTo(new Money(9));
		assertThat(report.cache()).isNull();
	}

	@Test
	void costOfAFailureIsUnknownIfThatOfOneAttemptIs() {
		FakeFailure failure = new FakeFailure(FailureReason.SERVER_ERROR,
				Reports.failure(Reports.OPENAI, FailureReason.OVERLOADED, null, null),
				Reports.failure(Reports.ANTHROPIC, FailureReason.SERVER_ERROR, TokenUsage.of(7, 0), new Money(9)));

		StepVerifier.create(observing(FakeChatRouter.failing(failure)).call(REQUEST)).verifyError();

		assertThat(onlyReport().cost()).isNull();
		assertThat(onlyReport().usage()).isNull();
	}

	@Test
	void failureBeforeAnyAttemptNamesNobody() {
		FakeFailure failure = new FakeFailure(FailureReason.NO_DEPLOYMENT);

		StepVerifier.create(observing(FakeChatRouter.failing(failure)).call(REQUEST)).verifyError();

		RequestReport report = onlyReport();
		assertThat(report.outcome()).isEqualTo("no_deployment");
		assertThat(report.deployment()).isNull();
		assertThat(report.cost()).isNull();
		assertThat(report.failoverAttempts()).isZero();
	}

	@Test
	void brokenStreamIsReportedOnceWithItsFirstContent() {
		FakeFailure failure = new FakeFailure(FailureReason.INTERRUPTED, Reports.answer(Reports.OPENAI));

		StepVerifier.create(observing(FakeChatRouter.failing(failure)).stream(REQUEST))
			.expectNextCount(2)
			.verifyErrorMatches(failure::equals);

		assertThat(onlyReport().outcome()).isEqualTo("interrupted");
		assertThat(onlyReport().firstContent()).isNotNull();
	}

	@Test
	void anyOtherErrorIsInternal() {
		StepVerifier.create(observing(FakeChatRouter.failing(new IllegalStateException())).call(REQUEST)).verifyError();

		assertThat(onlyReport().outcome()).isEqualTo("internal");
	}

	@Test
	void completionWithoutAnAnswerIsInternal() {
		StepVerifier.create(observing(FakeChatRouter.silent()).call(REQUEST)).verifyComplete();
		StepVerifier.create(observing(FakeChatRouter.silent()).stream(REQUEST)).expectNextCount(2).verifyComplete();

		assertThat(this.reports).extracting(RequestReport::outcome).containsExactly("internal", "internal");
	}

	@Test
	void cancelledCallIsReportedOnce() {
		StepVerifier.create(observing(FakeChatRouter.waiting()).call(REQUEST))
			.thenAwait()
			.then(() -> pass(40))
			.thenCancel()
			.verify();

		assertThat(onlyReport().outcome()).isEqualTo("cancelled");
		assertThat(onlyReport().latency()).isEqualTo(Duration.ofMillis(40));
		assertThat(onlyReport().route()).isEqualTo("default");
		assertThat(onlyReport().deployment()).isEqualTo(Reports.ANTHROPIC);
		assertThat(onlyReport().cost()).isEqualTo(new Money(17));
	}

	@Test
	void cancelledStreamIsReportedOnce() {
		StepVerifier.create(observing(FakeChatRouter.waiting()).stream(REQUEST))
			.expectNextCount(2)
			.thenCancel()
			.verify();

		assertThat(onlyReport().outcome()).isEqualTo("cancelled");
		assertThat(onlyReport().firstContent()).isNotNull();
		assertThat(onlyReport().usage()).isEqualTo(TokenUsage.of(7, 2));
	}

	@Test
	void listenerThatBreaksCostsNeitherTheAnswerNorTheNextListener() {
		RequestListener broken = (report) -> {
			throw new IllegalStateException("broken");
		};
		ObservingChatRouter router = new ObservingChatRouter(FakeChatRouter.answering(),
				List.of(broken, this.reports::add), this::id, this.nanoTime::get);

		StepVerifier.create(router.call(REQUEST)).expectNextCount(1).verifyComplete();

		assertThat(onlyReport().outcome()).isEqualTo("success");
	}

	@Test
	void explanationPassesThroughUnobserved() {
		StepVerifier.create(observing(FakeChatRouter.answering()).explain(REQUEST)).expectNextCount(1).verifyComplete();

		assertThat(this.reports).isEmpty();
	}

	@Test
	void lineShowsWhatFollows() {
		assertThat(observing(FakeChatRouter.answering())).hasToString("observation > fake");
	}

	private ObservingChatRouter observing(FakeChatRouter next) {
		return new ObservingChatRouter(next, List.of(this.reports::add), this::id, this.nanoTime::get);
	}

	private String id() {
		return "made-" + this.ids.incrementAndGet();
	}

	private void pass(long millis) {
		this.nanoTime.addAndGet(Duration.ofMillis(millis).toNanos());
	}

	private RequestReport onlyReport() {
		assertThat(this.reports).hasSize(1);
		return this.reports.get(0);
	}

}
