package io.github.llmrouting.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.FinishReason;
import io.github.llmrouting.Money;
import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.RoutingReport;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;

import static io.github.llmrouting.failover.FailoverStage.A;
import static io.github.llmrouting.failover.FailoverStage.B;
import static io.github.llmrouting.failover.FailoverStage.C;
import static io.github.llmrouting.failover.FailoverStage.TIMEOUT;
import static io.github.llmrouting.failover.FailoverStage.UNPRICED;
import static io.github.llmrouting.failover.FakeProviderClient.answer;
import static io.github.llmrouting.failover.FakeProviderClient.content;
import static io.github.llmrouting.failover.FakeProviderClient.end;
import static org.assertj.core.api.Assertions.assertThat;

/** What reports and listeners are told: who, how long, how much. */
class FailoverReportTests {

	/** 10 tokens read and 5 written. */
	private static final Money ANSWER = new Money(10 * 1_000 + 5 * 2_000);

	/** The prompt: 9 characters make 3 tokens, a message takes 4 more. */
	private static final Money PROMPT = new Money(7 * 1_000);

	private final FailoverStage stage = new FailoverStage();

	@Test
	void reportTellsHowTheAnswerCameAbout() {
		AnswerFacts facts = new AnswerFacts("id", "model", FinishReason.LENGTH, FakeProviderClient.USAGE,
				List.of("seed"));
		this.stage.provider.calls(B,
				() -> Mono.just(new ProviderAnswer(ChatResponses.whole(facts, "4", List.of(), Map.of()), facts)));
		this.stage.provider.fails(A, new ServerError("500"));

		RoutingReport report = call(A, B);

		assertThat(report).isEqualTo(new RoutingReport("request-1", "chat", "default", B.id(), this.stage.told,
				FinishReason.LENGTH, FakeProviderClient.USAGE, ANSWER, Duration.ZERO, Duration.ZERO,
				RoutingReport.CacheStatus.OFF, List.of("seed")));
	}

	@Test
	void streamEndsWithTheReport() {
		this.stage.provider.fails(A, new ServerError("500"));

		RoutingReport report = stream(A, B);

		assertThat(report).isEqualTo(new RoutingReport("request-1", "chat", "default", B.id(), this.stage.told,
				FinishReason.STOP, FakeProviderClient.USAGE, ANSWER, Duration.ZERO, Duration.ZERO,
				RoutingReport.CacheStatus.OFF, List.of()));
	}

	@Test
	void attemptsTellWhatFailedAndWhatAnswered() {
		this.stage.provider.fails(A, new ServerError("status 500"));

		call(A, B);

		assertThat(this.stage.told).extracting(AttemptReport::deployment).containsExactly(A.id(), B.id());
		assertThat(this.stage.told).extracting(AttemptReport::detail).containsExactly("status 500", null);
		assertThat(this.stage.told).extracting(AttemptReport::usage)
			.containsExactly(TokenUsage.of(0, 0), FakeProviderClient.USAGE);
	}

	@Test
	void timesOfACallCountFromTheRequestsBegin() {
		this.stage.provider.calls(A,
				() -> later(Duration.ofSeconds(2)).then(Mono.error(new ProviderException(new ServerError("500")))));
		this.stage.provider.calls(B, () -> later(Duration.ofSeconds(3)).thenReturn(answer("4")));

		RoutingReport report = inTime(this.stage.call(A, B).map(RoutedResponse::report), Duration.ofSeconds(5));

		assertThat(report.latency()).isEqualTo(Duration.ofSeconds(5));
		assertThat(report.firstContent()).isEqualTo(Duration.ofSeconds(5));
		assertThat(report.attempts()).extracting(AttemptReport::latency)
			.containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
		assertThat(report.attempts()).extracting(AttemptReport::firstContent).containsOnlyNulls();
	}

	@Test
	void firstContentOfASecondStreamIncludesTheTimeOfTheFirst() {
		this.stage.provider.streams(A,
				() -> later(Duration.ofSeconds(2)).thenMany(Flux.error(new ProviderException(new ServerError("500")))));
		this.stage.provider.streams(B,
				() -> Flux.concat(later(Duration.ofSeconds(1)).thenReturn(content("2")),
						later(Duration.ofSeconds(3)).thenReturn(content("2")),
						later(Duration.ofMillis(500)).thenReturn(end())));

		RoutingReport report = inTime(this.stage.stream(A, B).last().map(FailoverReportTests::report),
				Duration.ofMillis(6_500));

		assertThat(report.latency()).isEqualTo(Duration.ofMillis(6_500));
		assertThat(report.firstContent()).isEqualTo(Duration.ofSeconds(3));
		assertThat(report.attempts()).extracting(AttemptReport::latency)
			.containsExactly(Duration.ofSeconds(2), Duration.ofMillis(4_500));
		assertThat(report.attempts()).extracting(AttemptReport::firstContent)
			.containsExactly(null, Duration.ofSeconds(1));
		assertThat(this.stage.health(B).snapshot().expectedFirstContent()).isEqualTo(Duration.ofSeconds(1));
	}

	@ParameterizedTest
	@MethodSource("io.github.llmrouting.failover.FailoverStage#passing")
	void failedAttemptCostsThePromptIfItMayBeBilledAndNothingIfNot(ProviderFailure failure) {
		this.stage.provider.fails(A, failure);

		RoutingReport report = call(A, B);

		Money failed = failure.mayBeBilled() ? PROMPT : Money.ZERO;
		assertThat(report.attempts().get(0).cost()).isEqualTo(failed);
		assertThat(report.cost()).isEqualTo(ANSWER.plus(failed));
	}

	@Test
	void estimatesAreMarkedAsSuch() {
		this.stage.provider.fails(A, new TimedOut("late"));

		assertThat(call(A, B).attempts()).extracting((attempt) -> attempt.usage().estimated())
			.containsExactly(true, false);
	}

	@Test
	void freeFailureOfADeploymentWithoutPriceCostsNothing() {
		this.stage.provider.fails(UNPRICED, new ServerError("500"));

		assertThat(call(UNPRICED, B).cost()).isEqualTo(ANSWER);
	}

	@Test
	void billedFailureOfADeploymentWithoutPriceMakesTheCostUnknown() {
		this.stage.provider.fails(UNPRICED, new TimedOut("late"));

		RoutingReport report = call(UNPRICED, B);

		assertThat(report.cost()).isNull();
		assertThat(report.attempts()).extracting(AttemptReport::cost).containsExactly(null, ANSWER);
	}

	@Test
	void answerOfADeploymentWithoutPriceMakesTheCostUnknown() {
		RoutingReport report = call(UNPRICED);

		assertThat(report.cost()).isNull();
		assertThat(report.usage()).isEqualTo(FakeProviderClient.USAGE);
	}

	@Test
	void answerWithoutUsageMakesTheCostUnknown() {
		this.stage.provider.calls(A, () -> Mono.just(answer("4", null)));

		RoutingReport report = call(A);

		assertThat(report.cost()).isNull();
		assertThat(report.usage()).isNull();
	}

	@Test
	void usageThatNobodyCanPayMakesTheCostUnknownAndNotTheAnswer() {
		this.stage.provider.calls(A, () -> Mono.just(answer("4", TokenUsage.of(Long.MAX_VALUE, Long.MAX_VALUE))));

		RoutingReport report = call(A, B);

		assertThat(report.cost()).isNull();
		assertThat(this.stage.outcomes()).containsExactly("a success");
		this.stage.assertNothingIsHeld();
	}

	static Stream<ProviderFailure> failures() {
		return Stream.concat(FailoverStage.passing(), FailoverStage.rejecting());
	}

	@ParameterizedTest
	@MethodSource("failures")
	void streamThatBreaksAfterContentCostsThePromptAndWhatCame(ProviderFailure failure) {
		this.stage.provider.streams(A, () -> Flux.concat(Flux.just(content("four"), content("tokens")),
				Flux.error(new ProviderException(failure))));

		FailoverStage.failure(this.stage.stream(A));

		assertThat(told().cost()).isEqualTo(PROMPT.plus(new Money(4 * 2_000)));
		assertThat(told().usage()).isEqualTo(TokenUsage.of(7, 4).asEstimate());
	}

	@Test
	void cancelledAttemptCostsThePromptAndWhatCame() {
		this.stage.provider.streams(A, () -> Flux.concat(Flux.just(content("four")), Flux.never()));

		this.stage.stream(A).take(1).blockLast();

		assertThat(told().cost()).isEqualTo(PROMPT.plus(new Money(2 * 2_000)));
	}

	@Test
	void streamThatBreaksOffCostsTheInputThatTheProviderTold() {
		TokenUsage told = new TokenUsage(3, 900, 40, 0, 1, 0, false);
		ProviderChunk.Content first = ChatResponses.text("id", "model", "four").telling(told);
		this.stage.provider.streams(A, () -> Flux.concat(Flux.just(first, content("tokens"), content("more")),
				Flux.error(new ProviderException(new Interrupted("cut")))));

		FailoverStage.failure(this.stage.stream(A));

		assertThat(told().usage()).isEqualTo(new TokenUsage(3, 900, 40, 0, 6, 0, true));
	}

	@Test
	void outputThatTheProviderToldCountsIfItIsMoreThanWhatCame() {
		TokenUsage told = new TokenUsage(3, 0, 0, 0, 50, 20, false);
		this.stage.provider.streams(A,
				() -> Flux.concat(Flux.just(ChatResponses.text("id", "model", "four").telling(told)), Flux.never()));

		this.stage.stream(A).take(1).blockLast();

		assertThat(told().usage()).isEqualTo(told.asEstimate());
	}

	@Test
	void streamThatBreaksOffCostsItsReasoningAndToolCallsToo() {
		this.stage.provider.streams(A,
				() -> Flux.concat(
						Flux.just(ChatResponses.reasoning("id", "model", "four"), new ProviderChunk.Progress(30)),
						Flux.error(new ProviderException(new Interrupted("cut")))));

		FailoverStage.failure(this.stage.stream(A));

		assertThat(told().usage()).isEqualTo(TokenUsage.of(7, 32).asEstimate());
	}

	@Test
	void answerIsPricedByTheServiceTierThatItNames() {
		AnswerFacts facts = new AnswerFacts("id", "model", FinishReason.STOP, FakeProviderClient.USAGE, "Flex",
				List.of());
		this.stage.provider.calls(A,
				() -> Mono.just(new ProviderAnswer(ChatResponses.whole(facts, "4", List.of(), Map.of()), facts)));

		assertThat(call(A).cost()).isNull();

		assertThat(told().serviceTier()).isEqualTo("Flex");
		assertThat(told().usage()).isEqualTo(FakeProviderClient.USAGE);
	}

	@Test
	void overdueAttemptCostsThePrompt() {
		this.stage.provider.calls(A, Mono::never);

		StepVerifier.create(this.stage.call(A))
			.then(() -> this.stage.pass(TIMEOUT))
			.verifyError(DeadlineExceededException.class);

		assertThat(told().cost()).isEqualTo(PROMPT);
		assertThat(told().latency()).isEqualTo(TIMEOUT);
	}

	@Test
	void costsOfAllAttemptsAddUp() {
		this.stage.provider.fails(A, new TimedOut("late"));
		this.stage.provider.fails(B, new TimedOut("late"));

		assertThat(call(A, B, C).cost()).isEqualTo(PROMPT.plus(PROMPT).plus(ANSWER));
	}

	@Test
	void listenerThatThrowsCostsNobodyTheAnswer() {
		List<AttemptReport> heard = new ArrayList<>();
		Failover failover = this.stage.failover((report) -> {
			throw new IllegalStateException("broken");
		}, heard::add);
		this.stage.provider.fails(A, new ServerError("500"));
		FailoverPlan plan = FailoverStage.plan(TIMEOUT, A, B);

		assertThat(failover.call(plan).block().text()).isEqualTo("fake/b");
		assertThat(failover.stream(plan).count().block()).isEqualTo(2);
		this.stage.provider.calls(C, Mono::never);
		failover.call(FailoverStage.plan(TIMEOUT, C)).subscribe().dispose();

		assertThat(heard).extracting(AttemptReport::outcome)
			.containsExactly("server_error", "success", "server_error", "success", "cancelled");
		this.stage.assertNothingIsHeld();
	}

	private RoutingReport call(Deployment... order) {
		return this.stage.call(order).block().report();
	}

	private RoutingReport stream(Deployment... order) {
		return report(this.stage.stream(order).blockLast());
	}

	private static RoutingReport report(RoutedChunk chunk) {
		return ((RoutedChunk.End) chunk).report();
	}

	private AttemptReport told() {
		assertThat(this.stage.told).hasSize(1);
		return this.stage.told.get(0);
	}

	private Mono<Long> later(Duration delay) {
		return Mono.delay(delay, this.stage.scheduler);
	}

	private <T> T inTime(Mono<T> answer, Duration time) {
		List<T> answers = new ArrayList<>();
		answer.subscribe(answers::add);
		this.stage.pass(time);
		assertThat(answers).hasSize(1);
		return answers.get(0);
	}

}
