package io.github.llmrouting.provider.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.http.client.HttpClientSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The modes that only a kernel brings about: packets that vanish or are turned away. */
@Tag("proof")
@ExtendWith({ DroppedSignals.class, LeakedBuffers.class, FaultRecord.class })
@Timeout(120)
class KernelFaultTests {

	private static final Duration SOON = Duration.ofMillis(300);

	private static final Duration PATIENT = Duration.ofSeconds(60);

	@BeforeAll
	static void requireANamespace() {
		String obstacle = NetworkNamespace.obstacle();
		assumeTrue(obstacle.isEmpty(), obstacle);
	}

	@ParameterizedTest(name = "N02 connection into a black hole, {0} {1}")
	@MethodSource("everywhere")
	void connectionIntoABlackHoleIsUnreachableWithinTheConnectTimeout(Dialect dialect, Side side) {
		try (NetworkNamespace network = new NetworkNamespace(dialect); FaultBench bench = bench(SOON)) {
			network.rule("drop");

			verifyUnreachable(bench.at(url(side)).attempt(dialect, side, Patience.ENDLESS));
		}
	}

	@ParameterizedTest(name = "N03 host unreachable, {0} {1}")
	@MethodSource("everywhere")
	void hostThatIsSaidToBeUnreachableIsUnreachableAtOnce(Dialect dialect, Side side) {
		try (NetworkNamespace network = new NetworkNamespace(dialect); FaultBench bench = bench(PATIENT)) {
			network.rule("reject with icmp type host-unreachable");

			verifyUnreachable(bench.at(url(side)).attempt(dialect, side, Patience.ENDLESS));
		}
	}

	@ParameterizedTest(name = "N19 peer that vanishes after content, {0} stream")
	@EnumSource
	void peerThatVanishesIsTimedOut(Dialect dialect) {
		try (NetworkNamespace network = new NetworkNamespace(dialect); FaultBench bench = bench(PATIENT)) {
			bench.at("http://" + NetworkNamespace.ADDRESS + ":" + RemoteServer.endlessPort());
			bench.onFirstContent(() -> CompletableFuture.runAsync(() -> network.rule("drop")));

			Outcome outcome = bench.attempt(dialect, Side.STREAM, Patience.FOR_NEXT_CONTENT);

			assertThat(outcome.failure()).isInstanceOf(TimedOut.class);
			assertThat(outcome.text()).startsWith(Dialect.PART);
		}
	}

	@ParameterizedTest(name = "N20 loss of {2} %, {0} {1}")
	@MethodSource("losses")
	void lossIsSurvived(Dialect dialect, Side side, int percent) {
		try (NetworkNamespace network = new NetworkNamespace(dialect); FaultBench bench = bench(PATIENT)) {
			network.rule("numgen random mod 100 < " + percent + " drop");

			assertThat(bench.at(url(side)).attempt(dialect, side, Patience.ENDLESS).text()).isEqualTo(Dialect.TEXT);
		}
	}

	static Stream<Arguments> everywhere() {
		return ConnectionFaultTests.everywhere();
	}

	static Stream<Arguments> losses() {
		return everywhere().flatMap((where) -> IntStream.of(1, 10, 30)
			.mapToObj((percent) -> Arguments.of(where.get()[0], where.get()[1], percent)));
	}

	private static FaultBench bench(Duration connectTimeout) {
		return new FaultBench(new RawServer(), HttpClientSettings.defaults(), UnaryOperator.identity(), connectTimeout);
	}

	private static String url(Side side) {
		return "http://" + NetworkNamespace.ADDRESS + ":" + RemoteServer.port(side);
	}

	private static void verifyUnreachable(Outcome outcome) {
		assertThat(outcome.failure()).isInstanceOf(Unreachable.class);
	}

}
