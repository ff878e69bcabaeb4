package io.github.llmrouting.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.llmrouting.RoutingRequest;

/**
 * Smooth weighted round robin, as nginx does it: every entry earns its weight each time,
 * the richest is chosen and pays the sum of all weights [1]. Over a cycle of as many
 * requests as the sum of whole weights, each entry is chosen exactly as often as it
 * weighs. The others follow by what they have earned; an entry of weight 0 is never
 * chosen while another is there.
 * <p>
 * [1] nginx, "Upstream: smooth weighted round-robin balancing", 2012.
 */
final class SmoothWeightedRoundRobin implements RoutingStrategy {

	private final AtomicReference<Map<String, Double>> earned = new AtomicReference<>(Map.of());

	@Override
	public List<Candidate> order(RoutingRequest request, List<Candidate> candidates) {
		if (candidates.size() == 1) {
			return candidates;
		}
		while (true) {
			Map<String, Double> before = this.earned.get();
			List<Candidate> order = byEarnings(before, candidates);
			if (this.earned.compareAndSet(before, afterChoosing(order.get(0), before, candidates))) {
				return order;
			}
		}
	}

	@Override
	public List<Candidate> preview(RoutingRequest request, List<Candidate> candidates) {
		return byEarnings(this.earned.get(), candidates);
	}

	private static List<Candidate> byEarnings(Map<String, Double> before, List<Candidate> candidates) {
		List<Candidate> order = new ArrayList<>(candidates);
		order.sort(Comparator.comparing((Candidate candidate) -> candidate.weight() == 0)
			.thenComparing((candidate) -> -earnings(before, candidate)));
		return order;
	}

	private static double earnings(Map<String, Double> before, Candidate candidate) {
		return before.getOrDefault(candidate.entry(), 0.0) + candidate.weight();
	}

	private static Map<String, Double> afterChoosing(Candidate chosen, Map<String, Double> before,
			List<Candidate> candidates) {
		Map<String, Double> after = new HashMap<>(before);
		double total = 0;
		for (Candidate candidate : candidates) {
			after.merge(candidate.entry(), candidate.weight(), Double::sum);
			total += candidate.weight();
		}
		after.merge(chosen.entry(), -total, Double::sum);
		return after;
	}

	@Override
	public String toString() {
		return "weighted";
	}

}
