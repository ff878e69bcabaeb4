package io.github.llmrouting.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The costs of one workload, as a table. */
final class CostTable {

	private final Workload workload;

	private final Map<Contestant, List<Cost>> costs;

	CostTable(Workload workload, Map<Contestant, List<Cost>> costs) {
		this.workload = workload;
		this.costs = costs;
	}

	void print() {
		System.out.printf(Locale.ROOT, "%n%s, %d at a time%n%n", this.workload.title(), this.workload.concurrency());
		System.out.println("| | CPU µs | kB allocated | CPU : WebClient | LLM Routing : this | threads at most |");
		System.out.println("|---|---|---|---|---|---|");
		this.costs.forEach(this::printRow);
	}

	private void printRow(Contestant contestant, List<Cost> costs) {
		int threads = costs.stream().mapToInt(Cost::threads).max().orElse(0);
		System.out.printf(Locale.ROOT, "| %s | %s | %s | %s | %s | %d |%n", contestant.title(),
				spread("%.0f", values(costs, Cost::cpuMicros)), spread("%.1f", values(costs, Cost::kilobytes)),
				spread("%.2f", ratios(contestant, Contestant.WEB_CLIENT)),
				spread("%.2f", ratios(Contestant.ROUTING, contestant)), threads);
	}

	private double[] ratios(Contestant dividend, Contestant divisor) {
		double[] dividends = values(costs(dividend), Cost::cpuMicros);
		double[] divisors = values(costs(divisor), Cost::cpuMicros);
		return IntStream.range(0, dividends.length).mapToDouble((turn) -> dividends[turn] / divisors[turn]).toArray();
	}

	private List<Cost> costs(Contestant contestant) {
		return Objects.requireNonNull(this.costs.get(contestant));
	}

	private static double[] values(List<Cost> costs, ToDoubleFunction<Cost> value) {
		return costs.stream().mapToDouble(value).toArray();
	}

	private static String spread(String format, double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return String.format(Locale.ROOT, format + " [" + format + ".." + format + "]", sorted[sorted.length / 2],
				sorted[0], sorted[sorted.length - 1]);
	}

}
