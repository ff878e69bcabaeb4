package io.github.llmrouting.provider.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * K01: whatever the wall clock and the calendar do, a timeout lasts as long as it says.
 */
@ExtendWith({ DroppedSignals.class, LeakedBuffers.class, FaultRecord.class })
@Timeout(60)
class WallClockTests {

	/** An hour that comes twice or never, a leap second, and days that end more. */
	private static final List<String> JUMPS = List.of("2026-10-25T00:59:59Z 2026-10-24T23:59:59Z",
			"2026-03-29T00:59:59Z 2026-03-29T02:00:00Z", "2016-12-31T23:59:59Z 2016-12-31T23:59:58Z",
			"2026-12-31T23:59:59Z 2027-01-01T00:00:00Z", "2028-02-28T23:59:59Z 2028-02-29T00:00:00Z");

	@ParameterizedTest(name = "K01 wall clock that jumps within a wait: {2}, {0} {1}")
	@MethodSource("jumps")
	void timeoutLastsAsLongAsItSays(Dialect dialect, Side side, String jump) {
		AtomicReference<Instant> now = new AtomicReference<>(Instant.parse(jump.split(" ")[0]));
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		try (FaultBench bench = new FaultBench().clock(now::get).scheduler(time)) {
			bench.server().reply(RawReply.stall());
			OutcomeSubscriber attempt = bench.begin(dialect, side,
					(side == Side.CALL) ? Patience.FOR_ALL : Patience.FOR_FIRST_CONTENT);
			bench.awaitRequests(1);
			now.set(Instant.parse(jump.split(" ")[1]));

			time.advanceTimeBy(Patience.SHORT.minusMillis(1));
			assertThat(attempt.hasEnded()).isFalse();
			time.advanceTimeBy(Duration.ofMillis(1));

			assertThat(attempt.await(FaultBench.BOUND).failure()).isInstanceOf(TimedOut.class);
		}
	}

	static Stream<Arguments> jumps() {
		return ConnectionFaultTests.everywhere()
			.flatMap((where) -> JUMPS.stream().map((jump) -> Arguments.of(where.get()[0], where.get()[1], jump)));
	}

}
