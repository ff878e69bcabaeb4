package io.github.llmrouting.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.http.HttpHeaders;

/** Whatever bytes come, what all vendors share reads them and stays sane. */
class DecoderFuzzTests {

	private static final long SEED = 4711;

	private static final int MUTATIONS = 5000;

	private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-07-01T12:00:00Z"));

	private static final Duration DAY = Duration.ofDays(1);

	private final HostileStream events = new HostileStream((body) -> EventStreamDecoder.decode(body, 1000));

	private final HostileStream lines = new HostileStream((body) -> JsonLinesDecoder.decode(body, 1000));

	static List<byte[]> eventStreams() {
		return GoldenFiles.bytes("*/streams/*.sse");
	}

	static List<byte[]> lineStreams() {
		return GoldenFiles.bytes("*/streams/*.ndjson");
	}

	static Stream<byte[]> waits() {
		return Stream
			.of("30", "1.5e3", "-.5", "NaN", "120ms", "6m0s", "1h2m3.5s.", "P1D", "0.539477544s", "9223372036854775807",
					"Wed, 01 Jul 2026 12:00:30 GMT", "Sun, 06 Nov 1994 08:49:37 GMT")
			.map((wait) -> wait.getBytes(StandardCharsets.ISO_8859_1));
	}

	@MethodSource("eventStreams")
	@FuzzTest(maxDuration = "")
	void anyEventStreamReadsTheSameWhereverItIsCut(byte[] bytes) {
		this.events.play(bytes);
	}

	@Test
	void changedEventStreamReadsTheSameWhereverItIsCut() {
		new ByteMutations(eventStreams(), SEED).forEach(MUTATIONS, this.events::play);
	}

	@MethodSource("lineStreams")
	@FuzzTest(maxDuration = "")
	void anyLinesReadTheSameWhereverTheyAreCut(byte[] bytes) {
		this.lines.play(bytes);
	}

	@Test
	void changedLinesReadTheSameWhereverTheyAreCut() {
		new ByteMutations(lineStreams(), SEED).forEach(MUTATIONS, this.lines::play);
	}

	@MethodSource("waits")
	@FuzzTest(maxDuration = "")
	void anyHeaderIsAWaitOfADayAtMostOrNone(byte[] bytes) {
		String value = new String(bytes, StandardCharsets.ISO_8859_1);
		for (String name : List.of("retry-after", "retry-after-ms")) {
			HttpHeaders headers = new HttpHeaders();
			headers.set(name, value);
			requireSane(RetryAfter.of(headers, CLOCK));
		}
	}

	@MethodSource("waits")
	@FuzzTest(maxDuration = "")
	void anyTextIsAWaitOfADayAtMostOrNone(byte[] bytes) {
		requireSane(RetryAfter.ofText(new String(bytes, StandardCharsets.UTF_8)));
	}

	@Test
	void changedTextIsAWaitOfADayAtMostOrNone() {
		new ByteMutations(waits().toList(), SEED).forEach(MUTATIONS, (bytes) -> {
			anyHeaderIsAWaitOfADayAtMostOrNone(bytes);
			anyTextIsAWaitOfADayAtMostOrNone(bytes);
		});
	}

	private static void requireSane(Duration wait) {
		if (wait != null && (wait.isNegative() || wait.compareTo(DAY) > 0)) {
			throw new AssertionError("a wait of " + wait);
		}
	}

}
