package io.github.llmrouting.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.llmrouting.routing.Route.Entry;

import static io.github.llmrouting.routing.RoutingStage.nested;
import static io.github.llmrouting.routing.RoutingStage.ordered;
import static io.github.llmrouting.routing.RoutingStage.single;
import static io.github.llmrouting.routing.RoutingStage.weighted;
import static org.assertj.core.api.Assertions.assertThat;

/** Routes within routes, and what is attempted then. */
class NestedRouteTests {

	@Test
	void nestedRouteIsABlock() {
		Route inner = ordered("inner", "p/a", "p/b");
		Route outer = RoutingStage.route("outer", RoutingStrategy.ordered(),
				List.of(single("p/c", 1), nested(inner, 1), single("p/d", 1)));

		assertThat(RoutingStage.of(outer).order(outer)).containsExactly("p/c", "p/a", "p/b", "p/d");
	}

	@Test
	void blockHasTheWeightOfItsEntryAndNotOfItsDeployments() {
		Route inner = weighted("inner", single("p/a", 50), single("p/b", 50));
		Route outer = weighted("outer", single("p/c", 3), nested(inner, 1));
		RoutingStage stage = RoutingStage.of(outer);

		List<List<String>> orders = IntStream.range(0, 400).mapToObj((i) -> stage.order(outer)).toList();

		assertThat(firsts(orders)).isEqualTo(Map.of("p/a", 50, "p/b", 50, "p/c", 300));
		assertThat(orders)
			.allSatisfy((order) -> assertThat(Math.abs(order.indexOf("p/a") - order.indexOf("p/b"))).isEqualTo(1));
	}

	@Test
	void nestedRouteCountsOnlyTheRequestsThatItGets() {
		Route inner = weighted("inner", single("p/a", 1), single("p/b", 1));
		Route outer = weighted("outer", nested(inner, 1), single("p/c", 1));
		RoutingStage stage = RoutingStage.of(outer);

		List<List<String>> orders = IntStream.range(0, 400).mapToObj((i) -> stage.order(outer)).toList();

		assertThat(firsts(orders)).isEqualTo(Map.of("p/a", 100, "p/b", 100, "p/c", 200));
	}

	@Test
	void weightsMultiplyOverManyLevels() {
		Route inner = weighted("inner", single("p/a", 2), single("p/b", 1));
		Route middle = weighted("middle", nested(inner, 1), single("p/c", 1));
		Route outer = weighted("outer", single("p/d", 1), nested(middle, 1));
		RoutingStage stage = RoutingStage.of(outer);

		List<List<String>> orders = IntStream.range(0, 1_200).mapToObj((i) -> stage.order(outer)).toList();

		assertThat(firsts(orders)).isEqualTo(Map.of("p/a", 200, "p/b", 100, "p/c", 300, "p/d", 600));
	}

	@Test
	void nestedRouteOfThenCountsOnlyIfItComesFirst() {
		Route inner = weighted("inner", single("p/a", 1), single("p/b", 1));
		Route outer = RoutingStage.withThen(ordered("outer", "p/c"), nested(inner, 1));
		RoutingStage stage = RoutingStage.of(outer);

		for (int i = 0; i < 5; i++) {
			assertThat(stage.order(outer)).containsExactly("p/c", "p/a", "p/b");
		}
	}

	@Test
	void nestedRouteOfThenTakesTurnsWhenTheEntriesAreOut() {
		Route inner = weighted("inner", single("p/a", 1), single("p/b", 1));
		Route outer = RoutingStage.withThen(ordered("outer", "p/c"), nested(inner, 1));
		RoutingStage stage = RoutingStage.of(outer);
		CandidateFilter noC = (request, candidate) -> candidate.deployment().model().equals("c") ? Optional.of("no")
				: Optional.empty();

		List<List<String>> orders = IntStream.range(0, 10)
			.mapToObj((i) -> RoutingStage.names(stage.candidateOrder(outer, RoutingStage.REQUEST, noC)))
			.toList();

		assertThat(firsts(orders)).isEqualTo(Map.of("p/a", 5, "p/b", 5));
	}

	@Test
	void nestedRouteTakesTurnsWithTheRequestsOfBlocksThatAreOut() {
		Route inner = weighted("inner", single("p/a", 1), single("p/b", 1));
		Route outer = RoutingStage.withThen(weighted("outer", single("p/c", 1), nested(inner, 1)),
				nested(weighted("last", single("p/d", 1), single("p/e", 1)), 1));
		RoutingStage stage = RoutingStage.of(outer);
		stage.coolsDown("p/c", RoutingStage.TIMEOUT);

		assertThat(firstCallables(stage, outer)).isEqualTo(Map.of("p/a", 50, "p/b", 50));
		stage.coolsDown("p/a", RoutingStage.TIMEOUT);
		stage.coolsDown("p/b", RoutingStage.TIMEOUT);
		assertThat(firstCallables(stage, outer)).isEqualTo(Map.of("p/d", 50, "p/e", 50));
	}

	private static Map<String, Integer> firstCallables(RoutingStage stage, Route route) {
		return RoutingStage.count(IntStream.range(0, 100)
			.mapToObj((i) -> stage.order(route)
				.stream()
				.filter((name) -> stage.health(name).snapshot().isCallable())
				.findFirst()
				.orElseThrow())
			.toList());
	}

	@Test
	void previewDoesNotAdvanceNestedRoutes() {
		Route inner = weighted("inner", single("p/a", 1), single("p/b", 1));
		Route outer = weighted("outer", nested(inner, 1), single("p/c", 1));
		RoutingStage stage = RoutingStage.of(outer);

		for (int i = 0; i < 8; i++) {
			List<String> preview = stage.preview(outer);
			assertThat(stage.preview(outer)).isEqualTo(preview);
			assertThat(stage.order(outer)).isEqualTo(preview);
		}
	}

	@Test
	void thenComesLastInItsOrder() {
		Route outer = RoutingStage.withThen(weighted("outer", single("p/a", 1), single("p/b", 1)), single("p/c", 1),
				nested(ordered("inner", "p/d", "p/e"), 1));
		RoutingStage stage = RoutingStage.of(outer);

		assertThat(stage.order(outer)).containsExactly("p/a", "p/b", "p/c", "p/d", "p/e");
		assertThat(stage.order(outer)).containsExactly("p/b", "p/a", "p/c", "p/d", "p/e");
	}

	@Test
	void deploymentThatOccursTwiceIsAttemptedWhereItComesFirst() {
		Route inner = ordered("inner", "p/b", "p/a");
		Route outer = RoutingStage.withThen(
				RoutingStage.route("outer", RoutingStrategy.ordered(), List.of(single("p/a", 1), nested(inner, 1))),
				single("p/b", 1), single("p/c", 1));

		assertThat(RoutingStage.of(outer).order(outer)).containsExactly("p/a", "p/b", "p/c");
	}

	@Test
	void nestedRouteWithNobodyInItIsNoEntry() {
		Route inner = ordered("inner", "p/a");
		Route outer = weighted("outer", nested(inner, 1_000), single("p/b", 1));
		RoutingStage stage = RoutingStage.of(outer);
		RouteChoice choice = new RouteChoice(outer, "model", (deployment) -> deployment.model().equals("b"));

		CandidateOrder order = CandidateOrder.of(RoutingStage.REQUEST, choice, stage.health(), List.of());

		assertThat(RoutingStage.names(order)).containsExactly("p/b");
		assertThat(order.excluded()).isEmpty();
	}

	@Test
	void candidatesOfANestedRouteBearTheNameAndWeightOfItsEntry() {
		Route outer = weighted("outer", nested(ordered("inner", "p/a"), 7));

		List<Candidate> order = RoutingStage.of(outer).candidateOrder(outer, RoutingStage.REQUEST).included();

		assertThat(order).singleElement().satisfies((candidate) -> {
			assertThat(candidate.entry()).isEqualTo("route inner");
			assertThat(candidate.weight()).isEqualTo(7);
		});
	}

	@Test
	void filtersAreAskedOnceForEachEntry() {
		Route outer = weighted("outer", nested(weighted("inner", single("p/a", 1), single("p/b", 1)), 1),
				single("p/c", 1));
		List<String> asked = new ArrayList<>();

		RoutingStage.of(outer).candidateOrder(outer, RoutingStage.REQUEST, (request, candidate) -> {
			asked.add(candidate.deployment().toString());
			return Optional.empty();
		});

		assertThat(asked).containsExactly("p/a", "p/b", "p/c");
	}

	@Test
	void everyDeploymentIsAttemptedOnceWhateverTheRoutes() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 200; i++) {
			Route route = randomRoute(random, 3);
			RoutingStage stage = RoutingStage.of(route);

			List<String> order = stage.order(route);

			assertThat(order).as("seed %d, round %d", seed, i)
				.doesNotHaveDuplicates()
				.containsExactlyInAnyOrderElementsOf(new HashSet<>(route.deployments().map(Object::toString).toList()));
		}
	}

	private static Route randomRoute(Random random, int depth) {
		List<Entry> entries = IntStream.range(0, 1 + random.nextInt(4))
			.mapToObj((i) -> randomEntry(random, depth))
			.toList();
		RoutingStrategy strategy = random.nextBoolean() ? RoutingStrategy.weighted() : RoutingStrategy.ordered();
		Route route = RoutingStage.route("r" + depth, strategy, entries);
		return random.nextBoolean() ? route : RoutingStage.withThen(route, randomEntry(random, depth));
	}

	private static Entry randomEntry(Random random, int depth) {
		double weight = random.nextInt(4);
		return (depth > 0 && random.nextInt(3) == 0) ? nested(randomRoute(random, depth - 1), weight)
				: single("p/" + random.nextInt(8), weight);
	}

	private static Map<String, Integer> firsts(List<List<String>> orders) {
		return RoutingStage.count(orders.stream().map((order) -> order.get(0)).toList());
	}

}
