package io.github.llmrouting.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.Money;
import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.RoutingDecision;
import io.github.llmrouting.RoutingDecision.DeploymentChoice;
import io.github.llmrouting.RoutingReport;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.failover.Failover;
import io.github.llmrouting.failover.FakeProviderClient;
import io.github.llmrouting.failover.NoDeploymentAvailableException;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderRequest;

import static io.github.llmrouting.routing.RoutingStage.REQUEST;
import static io.github.llmrouting.routing.RoutingStage.asking;
import static io.github.llmrouting.routing.RoutingStage.nested;
import static io.github.llmrouting.routing.RoutingStage.ordered;
import static io.github.llmrouting.routing.RoutingStage.single;
import static io.github.llmrouting.routing.RoutingStage.weighted;
import static org.assertj.core.api.Assertions.assertThat;

/** The innermost router, from a request to an answer. */
class RoutingChatRouterTests {

	private final Route cheap = weighted("cheap", single("p/a", 1), single("p/b", 1));

	private final Route main = RoutingStage.withThen(ordered("default", "p/c"), nested(this.cheap, 1));

	private final RoutingTable table = RoutingTable.of(List.of(this.main, this.cheap), List.of(),
			Duration.ofSeconds(77));

	private final RoutingStage stage = RoutingStage.of(this.table);

	private final FakeProviderClient provider = new FakeProviderClient();

	private final AtomicInteger ids = new AtomicInteger();

	private final ChatRouter router = router();

	private ChatRouter router(CandidateFilter... filters) {
		Failover failover = new Failover(Map.of("p", this.provider), this.stage.health(), List.of(), 3,
				Schedulers.parallel(), new AtomicLong()::get);
		return new RoutingChatRouter(this.table, this.stage.health(), List.of(filters), failover,
				() -> "id-" + this.ids.incrementAndGet());
	}

	@Test
	void answerComesFromTheFirstDeploymentOfTheRoute() {
		StepVerifier.create(this.router.call(REQUEST).map(RoutedResponse::text)).expectNext("p/c").verifyComplete();
	}

	@Test
	void reportTellsTheRouteAndTheRule() {
		RoutingReport report = this.router.call(REQUEST.withRoute("cheap")).block().report();

		assertThat(report.route()).isEqualTo("cheap");
		assertThat(report.rule()).isEqualTo("hint");
		assertThat(report.provider()).isEqualTo("p");
		assertThat(report.model()).isEqualTo("a");
	}

	@Test
	void streamComesFromTheFirstDeploymentThatBringsContent() {
		this.provider.fails(deployment("p/c"), new ServerError("500"));

		StepVerifier.create(this.router.stream(REQUEST))
			.assertNext((chunk) -> assertThat(((RoutedChunk.Content) chunk).text()).isEqualTo("p/a"))
			.assertNext((chunk) -> assertThat(((RoutedChunk.End) chunk).report().route()).isEqualTo("default"))
			.verifyComplete();
	}

	@Test
	void everySubscriptionIsRoutedAnew() {
		Mono<String> call = this.router.call(REQUEST.withRoute("cheap")).map(RoutedResponse::text);
		Mono<String> stream = this.router.stream(REQUEST.withRoute("cheap"))
			.ofType(RoutedChunk.Content.class)
			.map(RoutedChunk.Content::text)
			.single();

		assertThat(List.of(call.block(), call.block(), stream.block(), stream.block())).containsExactly("p/a", "p/b",
				"p/a", "p/b");
	}

	@Test
	void nothingHappensBeforeSubscription() {
		this.router.call(REQUEST);
		this.router.stream(asking("nobody"));
		this.router.explain(asking("nobody"));

		assertThat(this.provider.requests()).isEmpty();
		assertThat(this.ids).hasValue(0);
	}

	@Test
	void requestWithoutAnIdGetsOne() {
		Mono<RoutedResponse> call = this.router.call(REQUEST);

		assertThat(call.block().report().requestId()).isEqualTo("id-1");
		assertThat(call.block().report().requestId()).isEqualTo("id-2");
		assertThat(this.router.call(REQUEST.withId("mine")).block().report().requestId()).isEqualTo("mine");
	}

	@Test
	void timeoutIsTheHintsElseTheRoutesElseThatOfPinnedDeployments() {
		this.router.call(REQUEST.withTimeout(Duration.ofSeconds(3))).block();
		this.router.call(REQUEST).block();
		this.router.call(asking("p/c")).block();

		assertThat(this.provider.requests()).extracting(ProviderRequest::timeout)
			.containsExactly(Duration.ofSeconds(3), RoutingStage.TIMEOUT, Duration.ofSeconds(77));
	}

	@Test
	void bareModelIsAskedWhereverItIsInTheRoute() {
		assertThat(this.router.call(asking("b")).block().text()).isEqualTo("p/b");
	}

	@Test
	void unroutableRequestEndsWithAnError() {
		StepVerifier.create(this.router.call(asking("nobody"))).verifyError(UnroutableRequestException.class);
		StepVerifier.create(this.router.stream(asking("nobody"))).verifyError(UnroutableRequestException.class);
		StepVerifier.create(this.router.explain(asking("nobody"))).verifyError(UnroutableRequestException.class);
	}

	@Test
	void requestEndsWithTheReasonsWhenFiltersKeepEverybodyOut() {
		ChatRouter router = router((request, candidate) -> Optional.of("not today"));

		StepVerifier.create(router.call(REQUEST)).verifyErrorSatisfies((error) -> {
			assertThat(error).isInstanceOf(NoDeploymentAvailableException.class)
				.hasMessage("no deployment of the route 'default' may be called now: "
						+ "p/c: not today; p/a: not today; p/b: not today");
			assertThat(((LlmRoutingException) error).reason()).isEqualTo(FailureReason.NO_DEPLOYMENT);
			assertThat(((LlmRoutingException) error).retryAfter()).isNull();
		});
		StepVerifier.create(router.stream(REQUEST)).verifyError(NoDeploymentAvailableException.class);
		assertThat(this.provider.requests()).isEmpty();
	}

	@Test
	void requestEndsWithTheReasonsWhenEverybodyIsLeftAlone() {
		this.stage.coolsDown("p/a", Duration.ofSeconds(5));
		this.stage.coolsDown("p/b", Duration.ofSeconds(9));

		StepVerifier.create(this.router.call(REQUEST.withRoute("cheap"))).verifyErrorSatisfies((error) -> {
			assertThat(error).isInstanceOf(NoDeploymentAvailableException.class)
				.hasMessageContaining("p/a: it is left alone for 5 s")
				.hasMessageContaining("p/b: it is left alone for 9 s");
			assertThat(((LlmRoutingException) error).retryAfter()).isEqualTo(Duration.ofSeconds(5));
		});
	}

	@Test
	void explanationTellsTheOrderAndEveryReason() {
		this.stage.coolsDown("p/c", Duration.ofSeconds(5));
		this.stage.health("p/a").tryBegin().orElseThrow().firstContent(Duration.ofMillis(100));
		ChatRouter router = router((request, candidate) -> candidate.deployment().model().equals("b")
				? Optional.of("not today") : Optional.empty());

		RoutingDecision decision = router.explain(REQUEST.withTask("code")).block();

		Money cost = new Money(6 * 1_000 + 500 * 2_000);
		assertThat(decision).isEqualTo(new RoutingDecision("default", "default", "code",
				List.of(new DeploymentChoice(deployment("p/a").id(), true, "it is up", cost, Duration.ofMillis(100)),
						new DeploymentChoice(deployment("p/c").id(), false,
								"it is left alone for 5 s, its last attempt was rate_limited", cost, null),
						new DeploymentChoice(deployment("p/b").id(), false, "not today", cost, null))));
	}

	@Test
	void explanationOfALimitedRouteLeavesOtherModelsOut() {
		RoutingDecision decision = this.router.explain(asking("b")).block();

		assertThat(decision.rule()).isEqualTo("model");
		assertThat(decision.deployments()).extracting((choice) -> choice.deployment().model()).containsExactly("b");
	}

	@Test
	void explanationIsThatOfTheNextRequestAndChangesNothing() {
		RoutingRequest request = REQUEST.withRoute("cheap");

		List<String> explained = IntStream.range(0, 6).mapToObj((i) -> {
			String first = this.router.explain(request).block().deployments().get(0).deployment().toString();
			assertThat(this.router.explain(request).block().deployments().get(0).deployment()).hasToString(first);
			assertThat(this.router.call(request).block().text()).isEqualTo(first);
			return first;
		}).toList();

		assertThat(explained).containsExactly("p/a", "p/b", "p/a", "p/b", "p/a", "p/b");
		assertThat(this.provider.requests()).hasSize(6);
		assertThat(this.ids).hasValue(6);
	}

	private Deployment deployment(String name) {
		return this.table.deployments()
			.stream()
			.filter((deployment) -> deployment.toString().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
