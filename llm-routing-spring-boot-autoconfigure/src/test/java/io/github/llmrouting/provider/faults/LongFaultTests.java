package io.github.llmrouting.provider.faults;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The modes that take long: a slow link, and very many events. */
@Tag("proof")
@ExtendWith({ DroppedSignals.class, LeakedBuffers.class, FaultRecord.class })
@Timeout(300)
class LongFaultTests {

	private static final Duration BOUND = Duration.ofMinutes(4);

	private static final int EVENTS = 1_000_000;

	@ParameterizedTest(name = "N20 300 ms later and 100 kbit/s, {0} {1}")
	@MethodSource("everywhere")
	void slowLinkIsSurvived(Dialect dialect, Side side) {
		String text = "x".repeat(20_000);
		try (FaultBench bench = new FaultBench(); SlowLink link = new SlowLink(bench.server().port(), 300, 100_000)) {
			bench.at("http://127.0.0.1:" + link.port());
			bench.server()
				.reply((side == Side.CALL) ? Replies.json(dialect.answerWithContent('"' + text + '"')) : Replies
					.stream(dialect, dialect.begin() + dialect.content(text) + dialect.finish() + dialect.end()));

			assertThat(bench.attempt(dialect, side, Patience.ENDLESS).text()).isEqualTo(text);
		}
	}

	@ParameterizedTest(name = "S20 a million tiny events, {0} stream")
	@EnumSource
	void millionTinyEventsAreRead(Dialect dialect) {
		assertThat(read(dialect, dialect.content("x")).text()).hasSize(EVENTS + 1);
	}

	@ParameterizedTest(name = "S20 a million empty deltas, {0} stream")
	@EnumSource
	void millionEmptyDeltasAreNothing(Dialect dialect) {
		assertThat(read(dialect, dialect.contentOf("\"\"")).text()).isEqualTo("x");
	}

	static Stream<Arguments> everywhere() {
		return ConnectionFaultTests.everywhere();
	}

	private static Outcome read(Dialect dialect, String event) {
		try (FaultBench bench = new FaultBench()) {
			bench.server()
				.reply(RawReply.head(200, dialect.streamType())
					.then(RawReply.send(dialect.begin()))
					.then(RawReply.flood(event.repeat(100), EVENTS / 100))
					.then(RawReply.send(dialect.content("x") + dialect.finish() + dialect.end()))
					.then(RawReply.hangUp()));
			OutcomeSubscriber attempt = bench.begin(dialect, Side.STREAM, Patience.ENDLESS);

			Outcome outcome = attempt.await(BOUND);
			attempt.verify();
			assertThat(outcome.failure()).isNull();
			return outcome;
		}
	}

}
