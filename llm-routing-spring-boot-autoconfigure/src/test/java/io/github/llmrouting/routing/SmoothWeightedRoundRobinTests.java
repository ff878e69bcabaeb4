package io.github.llmrouting.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class SmoothWeightedRoundRobinTests {

	private static final int THREADS = 8;

	private final RoutingStrategy strategy = RoutingStrategy.weighted();

	private final long seed = System.nanoTime();

	private final Random random = new Random(this.seed);

	@Test
	void turnsAreSpreadEvenly() {
		List<Candidate> candidates = candidates(5, 1, 1);

		List<String> chosen = IntStream.range(0, 7).mapToObj((i) -> choose(candidates)).toList();

		assertThat(chosen).containsExactly("p/0", "p/0", "p/1", "p/0", "p/2", "p/0", "p/0");
	}

	@Test
	void equalWeightsTakeTurns() {
		List<Candidate> candidates = candidates(1, 1, 1);

		List<String> chosen = IntStream.range(0, 6).mapToObj((i) -> choose(candidates)).toList();

		assertThat(chosen).containsExactly("p/0", "p/1", "p/2", "p/0", "p/1", "p/2");
	}

	@Test
	void everyCycleGivesEachItsWeightExactly() {
		for (int round = 0; round < 100; round++) {
			RoutingStrategy strategy = RoutingStrategy.weighted();
			int[] weights = this.random.ints(1 + this.random.nextInt(6), 0, 20).toArray();
			weights[0]++;
			List<Candidate> candidates = candidates(IntStream.of(weights).asDoubleStream().toArray());
			for (int cycle = 0; cycle < 3; cycle++) {
				int[] turns = new int[weights.length];
				for (int i = 0; i < IntStream.of(weights).sum(); i++) {
					turns[index(strategy.order(RoutingStage.REQUEST, candidates).get(0))]++;
				}
				assertThat(turns).as("seed %d, round %d", this.seed, round).isEqualTo(weights);
			}
		}
	}

	@Test
	void fractionsOfWeightsCountToo() {
		List<Candidate> candidates = candidates(0.7, 0.2, 0.1);

		List<String> chosen = IntStream.range(0, 1_000).mapToObj((i) -> choose(candidates)).toList();

		assertThat(RoutingStage.count(chosen)).isEqualTo(Map.of("p/0", 700, "p/1", 200, "p/2", 100));
	}

	@Test
	@Timeout(20)
	void weightsAreExactAmongConcurrentRequests() throws Exception {
		List<Candidate> candidates = candidates(1, 2, 5);
		Map<String, Integer> chosen = new ConcurrentHashMap<>();
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		CountDownLatch ready = new CountDownLatch(THREADS);
		try {
			List<Future<?>> running = new ArrayList<>();
			for (int thread = 0; thread < THREADS; thread++) {
				running.add(threads.submit(() -> {
					ready.countDown();
					ready.await();
					for (int i = 0; i < 1_000; i++) {
						chosen.merge(choose(candidates), 1, Integer::sum);
					}
					return null;
				}));
			}
			for (Future<?> one : running) {
				one.get(10, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}

		assertThat(new TreeMap<>(chosen)).isEqualTo(Map.of("p/0", 1_000, "p/1", 2_000, "p/2", 5_000));
	}

	@Test
	void entryOfNoWeightIsLast() {
		List<Candidate> candidates = candidates(0, 1, 0, 3);

		for (int i = 0; i < 20; i++) {
			List<String> order = RoutingStage.names(this.strategy.order(RoutingStage.REQUEST, candidates));
			assertThat(order.subList(0, 2)).containsExactlyInAnyOrder("p/1", "p/3");
			assertThat(order.subList(2, 4)).containsExactly("p/0", "p/2");
		}
	}

	@Test
	void entryOfNoWeightIsChosenWhenNobodyElseIsThere() {
		assertThat(choose(candidates(0))).isEqualTo("p/0");
		assertThat(choose(candidates(0, 0))).isEqualTo("p/0");
	}

	@Test
	void othersFollowByWhatTheyHaveEarned() {
		List<Candidate> candidates = candidates(3, 1, 2);

		assertThat(order(candidates)).containsExactly("p/0", "p/2", "p/1");
		assertThat(order(candidates)).containsExactly("p/2", "p/1", "p/0");
	}

	@Test
	void previewTellsTheNextOrderAndDoesNotAdvance() {
		List<Candidate> candidates = candidates(3, 2, 1);

		for (int i = 0; i < 12; i++) {
			List<Candidate> preview = this.strategy.preview(RoutingStage.REQUEST, candidates);
			assertThat(this.strategy.preview(RoutingStage.REQUEST, candidates)).isEqualTo(preview);
			assertThat(this.strategy.order(RoutingStage.REQUEST, candidates)).isEqualTo(preview);
		}
	}

	@Test
	void entryThatIsAloneDoesNotPayForIt() {
		List<Candidate> both = candidates(1, 1);
		for (int i = 0; i < 100; i++) {
			this.strategy.order(RoutingStage.REQUEST, both.subList(0, 1));
		}

		List<String> chosen = IntStream.range(0, 10).mapToObj((i) -> choose(both)).toList();

		assertThat(RoutingStage.count(chosen)).isEqualTo(Map.of("p/0", 5, "p/1", 5));
	}

	@Test
	void entriesThatComeAndGoDoNotStarveTheOthers() {
		List<Candidate> candidates = candidates(4, 3, 2, 1);
		for (int i = 0; i < 1_000; i++) {
			choose(someOf(candidates));
		}

		List<String> chosen = IntStream.range(0, 1_000).mapToObj((i) -> choose(candidates)).toList();

		Map<String, Integer> turns = RoutingStage.count(chosen);
		for (int i = 0; i < 4; i++) {
			assertThat(turns.get("p/" + i)).as("seed %d, entry %d", this.seed, i)
				.isBetween(100 * (4 - i) - 10, 100 * (4 - i) + 10);
		}
	}

	@Test
	void deploymentThatIsListedTwiceHasBothWeights() {
		List<Candidate> candidates = List.of(RoutingStage.candidate("p/0", 1), RoutingStage.candidate("p/1", 1),
				RoutingStage.candidate("p/0", 1));

		List<String> chosen = IntStream.range(0, 300).mapToObj((i) -> choose(candidates)).toList();

		assertThat(RoutingStage.count(chosen)).isEqualTo(Map.of("p/0", 200, "p/1", 100));
	}

	@Test
	void everyCandidateIsReturnedOnceByEveryStrategy() {
		for (RoutingStrategy strategy : List.of(RoutingStrategy.ordered(), RoutingStrategy.weighted())) {
			List<Candidate> all = candidates(this.random.ints(8, 0, 4).asDoubleStream().toArray());
			for (int i = 0; i < 500; i++) {
				List<Candidate> candidates = someOf(all);
				assertThat(strategy.preview(RoutingStage.REQUEST, candidates)).as("seed %d", this.seed)
					.containsExactlyInAnyOrderElementsOf(candidates);
				assertThat(strategy.order(RoutingStage.REQUEST, candidates)).as("seed %d", this.seed)
					.containsExactlyInAnyOrderElementsOf(candidates);
			}
		}
	}

	@Test
	void orderOfTheConfigurationIsKeptByTheOrderedStrategy() {
		List<Candidate> candidates = candidates(0, 5, 1);

		assertThat(RoutingStrategy.ordered().order(RoutingStage.REQUEST, candidates)).isEqualTo(candidates);
	}

	private List<Candidate> someOf(List<Candidate> candidates) {
		List<Candidate> shuffled = new ArrayList<>(candidates);
		Collections.shuffle(shuffled, this.random);
		return shuffled.subList(0, 1 + this.random.nextInt(shuffled.size()));
	}

	private String choose(List<Candidate> candidates) {
		return order(candidates).get(0);
	}

	private List<String> order(List<Candidate> candidates) {
		return RoutingStage.names(this.strategy.order(RoutingStage.REQUEST, candidates));
	}

	private static List<Candidate> candidates(double... weights) {
		return IntStream.range(0, weights.length)
			.mapToObj((i) -> RoutingStage.candidate("p/" + i, weights[i]))
			.toList();
	}

	private static int index(Candidate candidate) {
		return Integer.parseInt(candidate.deployment().model());
	}

}
