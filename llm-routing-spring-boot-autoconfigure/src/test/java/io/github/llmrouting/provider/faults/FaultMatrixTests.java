package io.github.llmrouting.provider.faults;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mode that a reply makes, at every protocol that knows it, whole and streamed. */
@ExtendWith({ DroppedSignals.class, LeakedBuffers.class, FaultRecord.class })
@Timeout(60)
class FaultMatrixTests {

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void attemptEndsAsTheModeDemands(FaultMode.Case tested) {
		try (FaultBench bench = new FaultBench()) {
			bench.server().reply(tested.reply());

			Outcome outcome = bench.attempt(tested.dialect(), tested.side(), tested.mode().patience());

			tested.expected().verify(outcome);
		}
	}

	static List<FaultMode.Case> cases() {
		return Stream.of(NetworkFaults.modes(), StreamFaults.modes(), ContentFaults.modes(), StatusFaults.modes())
			.flatMap(List::stream)
			.flatMap((mode) -> mode.cases().stream())
			.toList();
	}

}
