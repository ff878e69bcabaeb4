package io.github.llmrouting.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures what an exchange costs each {@link Contestant} under each {@link Workload} and
 * prints a table. All clients of a workload are warm before the first is measured; then
 * they take turns, so that whatever else the machine does hits all of them alike, and
 * ratios are of one turn. Arguments, all optional: the number of turns, and the
 * workloads.
 */
public final class ExchangeCosts {

	private static final int TURNS = 15;

	private static final int FEW_STREAMS = 50;

	private final String port;

	private final int turns;

	private ExchangeCosts(String port, int turns) {
		this.port = port;
		this.turns = turns;
	}

	public static void main(String[] args) {
		int turns = (args.length > 0) ? Integer.parseInt(args[0]) : TURNS;
		List<Workload> workloads = (args.length > 1) ? Stream.of(args).skip(1).map(Workload::valueOf).toList()
				: List.of(Workload.values());
		System.out.println("JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors()
				+ " processors, median of " + turns + " turns [least..most]");
		try (JavaProcess upstream = JavaProcess.start(Upstream.class)) {
			ExchangeCosts costs = new ExchangeCosts(upstream.hear(""), turns);
			workloads.forEach(costs::measure);
		}
	}

	private void measure(Workload workload) {
		Map<Contestant, JavaProcess> clients = new EnumMap<>(Contestant.class);
		try {
			Stream.of(Contestant.values())
				.filter((contestant) -> contestant.takesPart(workload))
				.forEach((contestant) -> clients.put(contestant, start(contestant, workload)));
			new CostTable(workload, take(workload, clients)).print();
		}
		finally {
			clients.values().forEach(JavaProcess::close);
		}
	}

	private JavaProcess start(Contestant contestant, Workload workload) {
		return JavaProcess.start(Client.class, contestant.name(), workload.name(), this.port);
	}

	private Map<Contestant, List<Cost>> take(Workload workload, Map<Contestant, JavaProcess> clients) {
		if (workload == Workload.PACED_STREAM) {
			clients.forEach((contestant, client) -> System.out
				.println(contestant.title() + ": " + cost(client, 2 * FEW_STREAMS, FEW_STREAMS).threads()
						+ " threads at " + FEW_STREAMS + " streams"));
		}
		clients.values().forEach((client) -> cost(client, workload.warmUp(), workload.concurrency()));
		Map<Contestant, List<Cost>> costs = new EnumMap<>(Contestant.class);
		for (int turn = 0; turn < this.turns; turn++) {
			clients.forEach((contestant, client) -> costs.computeIfAbsent(contestant, (key) -> new ArrayList<>())
				.add(cost(client, workload.measured(), workload.concurrency())));
		}
		return costs;
	}

	private static Cost cost(JavaProcess client, int exchanges, int concurrency) {
		client.tell(exchanges + " " + concurrency);
		return Cost.parse(client.hear("cost "));
	}

}
