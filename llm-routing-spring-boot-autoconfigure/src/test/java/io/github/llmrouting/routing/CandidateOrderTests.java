package io.github.llmrouting.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

import io.github.llmrouting.Money;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.TestDeployments;
import io.github.llmrouting.routing.Route.Entry;
import io.github.llmrouting.routing.Route.SingleDeployment;

import static io.github.llmrouting.routing.RoutingStage.nested;
import static io.github.llmrouting.routing.RoutingStage.ordered;
import static io.github.llmrouting.routing.RoutingStage.single;
import static org.assertj.core.api.Assertions.assertThat;

/** Who is in, who is out, and what strategies may do wrong. */
class CandidateOrderTests {

	/** "2+2?": 4 characters make 2 tokens, a message takes 4 more. */
	private static final int INPUT = 6;

	@Test
	void deploymentIsOutIfTheConversationDoesNotFitIntoItsContextWindow() {
		Route route = routeOf(TestDeployments.withWindow("p/small", 5), TestDeployments.unknown("p/unknown"),
				TestDeployments.withWindow("p/large", 6));

		CandidateOrder order = RoutingStage.of(route).candidateOrder(route, RoutingStage.REQUEST);

		assertThat(RoutingStage.names(order)).containsExactly("p/unknown", "p/large");
		assertThat(reasons(order)).containsExactly("p/small: about 6 tokens do not fit into its context window of 5");
	}

	@Test
	void estimateThatIsATenthTooHighKeepsNobodyOut() {
		RoutingRequest request = RoutingRequest.of("x".repeat(345));
		Route route = routeOf(TestDeployments.withWindow("p/89", 89), TestDeployments.withWindow("p/90", 90));

		CandidateOrder order = RoutingStage.of(route).candidateOrder(route, request);

		assertThat(order.included().get(0).predictedUsage().input()).isEqualTo(100);
		assertThat(RoutingStage.names(order)).containsExactly("p/90");
	}

	@Test
	void deploymentIsOutIfItIsPredictedToCostMoreThanTheRequestAllows() {
		Route route = ordered("route", "p/a");
		long cost = INPUT * 1_000 + 10 * 2_000;
		RoutingRequest request = RoutingRequest.of(new Prompt("2+2?", ChatOptions.builder().maxTokens(10).build()));
		RoutingStage stage = RoutingStage.of(route);

		assertThat(stage.order(route, withMaxCost(request, cost))).containsExactly("p/a");
		CandidateOrder order = stage.candidateOrder(route, withMaxCost(request, cost - 1));

		assertThat(order.included()).isEmpty();
		assertThat(reasons(order))
			.containsExactly("p/a: predicted to cost $0.000026, above the request's maximum of $0.000025999");
	}

	@Test
	void deploymentOfUnknownPriceIsOutIfTheRequestHasAMaximum() {
		Route route = routeOf(TestDeployments.unknown("p/unknown"));
		RoutingStage stage = RoutingStage.of(route);

		CandidateOrder order = stage.candidateOrder(route, withMaxCost(RoutingStage.REQUEST, Long.MAX_VALUE));

		assertThat(order.included()).isEmpty();
		assertThat(reasons(order))
			.containsExactly("p/unknown: its price is unknown, and the request has a maximum cost");
		assertThat(stage.order(route)).containsExactly("p/unknown");
	}

	private static RoutingRequest withMaxCost(RoutingRequest request, long nanos) {
		return request.with((hints) -> hints.withMaxCost(new Money(nanos)));
	}

	@Test
	void deploymentIsOutIfItIsPredictedToBeginLaterThanTheRequestAllows() {
		Route route = ordered("route", "p/fast", "p/slow", "p/unknown");
		RoutingStage stage = RoutingStage.of(route);
		stage.health("p/fast").tryBegin().orElseThrow().firstContent(Duration.ofMillis(100));
		stage.health("p/slow").tryBegin().orElseThrow().firstContent(Duration.ofMillis(101));

		CandidateOrder order = stage.candidateOrder(route, RoutingStage.REQUEST.withMaxLatency(Duration.ofMillis(100)));

		assertThat(RoutingStage.names(order)).containsExactly("p/fast", "p/unknown");
		assertThat(reasons(order))
			.containsExactly("p/slow: predicted to begin after 101 ms, above the request's maximum of 100 ms");
		assertThat(stage.order(route)).hasSize(3);
	}

	@Test
	void filtersOfTheApplicationAreAskedAfterTheBuiltInOnes() {
		Route route = routeOf(TestDeployments.withWindow("p/small", 5), TestDeployments.unknown("p/b"),
				TestDeployments.unknown("p/c"));
		CandidateFilter noB = (request, candidate) -> candidate.deployment().model().equals("c") ? Optional.empty()
				: Optional.of("no");

		CandidateOrder order = RoutingStage.of(route)
			.candidateOrder(route, RoutingStage.REQUEST, noB, (request, candidate) -> Optional.empty());

		assertThat(RoutingStage.names(order)).containsExactly("p/c");
		assertThat(reasons(order)).containsExactly("p/small: about 6 tokens do not fit into its context window of 5",
				"p/b: no");
	}

	@Test
	void deploymentThatIsOutTwiceIsNamedOnce() {
		Route inner = ordered("inner", "p/a", "p/b");
		Route outer = RoutingStage.withThen(
				RoutingStage.route("outer", RoutingStrategy.weighted(), List.of(nested(inner, 1), single("p/a", 1))),
				single("p/b", 1));

		CandidateOrder order = RoutingStage.of(outer)
			.candidateOrder(outer, RoutingStage.REQUEST, (request, candidate) -> Optional.of("no"));

		assertThat(reasons(order)).containsExactly("p/a: no", "p/b: no");
	}

	@Test
	void deploymentsThatAreDownKeepTheirPlace() {
		Route route = ordered("route", "p/a", "p/b");
		RoutingStage stage = RoutingStage.of(route);
		stage.coolsDown("p/a", Duration.ofSeconds(5));

		CandidateOrder order = stage.candidateOrder(route, RoutingStage.REQUEST);

		assertThat(RoutingStage.names(order)).containsExactly("p/a", "p/b");
		assertThat(order.included().get(0).health().isCallable()).isFalse();
	}

	@Test
	void strategySeesTheCandidatesInTheOrderOfTheConfiguration() {
		RoutingStrategy strategy = (request, candidates) -> {
			assertThat(RoutingStage.names(candidates)).containsExactly("p/a", "p/b");
			assertThat(candidates).extracting(Candidate::weight).containsExactly(1.0, 2.0);
			assertThat(candidates).extracting(Candidate::entry).containsExactly("p/a", "p/b");
			return List.of(candidates.get(1), candidates.get(0));
		};
		Route route = RoutingStage.route("route", strategy, List.of(single("p/a", 1), single("p/b", 2)));

		assertThat(RoutingStage.of(route).order(route)).containsExactly("p/b", "p/a");
	}

	@Test
	void strategyIsNotAskedWhenNobodyIsIn() {
		RoutingStrategy strategy = (request, candidates) -> {
			throw new IllegalStateException();
		};
		Route route = RoutingStage.route("route", strategy, RoutingStage.singles("p/a"));

		CandidateOrder order = RoutingStage.of(route)
			.candidateOrder(route, RoutingStage.REQUEST, (request, candidate) -> Optional.of("no"));

		assertThat(order.included()).isEmpty();
	}

	@Test
	void candidatesThatAStrategyRepeatsOrInventsAreLeftOut() {
		RoutingStrategy strategy = (request, candidates) -> List.of(candidates.get(1),
				RoutingStage.candidate("p/invented", 1), candidates.get(1), candidates.get(0));
		Route route = RoutingStage.route("route", strategy, RoutingStage.singles("p/a", "p/b"));

		assertThat(RoutingStage.of(route).order(route)).containsExactly("p/b", "p/a");
	}

	@Test
	void predictionIsMadeOfThePromptAndOfAnAnswerOfUsualLength() {
		Route route = ordered("route", "p/a");
		RoutingStage stage = RoutingStage.of(route);

		Candidate candidate = stage.candidateOrder(route, RoutingStage.REQUEST).included().get(0);

		assertThat(candidate.predictedUsage().input()).isEqualTo(INPUT);
		assertThat(candidate.predictedUsage().output()).isEqualTo(500);
		assertThat(candidate.predictedCost()).isEqualTo(new Money(INPUT * 1_000 + 500 * 2_000));
		assertThat(candidate.predictedFirstContent()).isNull();
	}

	private static Route routeOf(Deployment... deployments) {
		return RoutingStage.route("route", RoutingStrategy.ordered(),
				List.of(deployments)
					.stream()
					.map((deployment) -> (Entry) new SingleDeployment(deployment, 1))
					.toList());
	}

	private static List<String> reasons(CandidateOrder order) {
		return order.excluded()
			.stream()
			.map((exclusion) -> exclusion.candidate().deployment() + ": " + exclusion.reason())
			.toList();
	}

}
