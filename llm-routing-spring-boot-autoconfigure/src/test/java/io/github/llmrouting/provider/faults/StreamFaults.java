package io.github.llmrouting.provider.faults;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;

import static io.github.llmrouting.provider.faults.Dialect.ANTHROPIC;
import static io.github.llmrouting.provider.faults.Dialect.AZURE;
import static io.github.llmrouting.provider.faults.Dialect.GEMINI;
import static io.github.llmrouting.provider.faults.Dialect.OLLAMA;
import static io.github.llmrouting.provider.faults.Dialect.OPENAI;
import static io.github.llmrouting.provider.faults.FaultMode.call;
import static io.github.llmrouting.provider.faults.FaultMode.stream;
import static io.github.llmrouting.provider.faults.RawReply.chunk;
import static io.github.llmrouting.provider.faults.RawReply.chunkedHead;
import static io.github.llmrouting.provider.faults.RawReply.hangUp;
import static io.github.llmrouting.provider.faults.RawReply.head;
import static io.github.llmrouting.provider.faults.RawReply.lastChunk;
import static io.github.llmrouting.provider.faults.RawReply.onceContentCame;
import static io.github.llmrouting.provider.faults.RawReply.repeat;
import static io.github.llmrouting.provider.faults.RawReply.reset;
import static io.github.llmrouting.provider.faults.RawReply.send;
import static io.github.llmrouting.provider.faults.RawReply.stall;
import static io.github.llmrouting.provider.faults.Replies.delivered;
import static io.github.llmrouting.provider.faults.Replies.half;
import static io.github.llmrouting.provider.faults.Replies.open;
import static org.assertj.core.api.Assertions.assertThat;

/** The modes in which an answer stalls, breaks off, or does not end as it should. */
final class StreamFaults {

	private static final Duration PULSE = Duration.ofMillis(20);

	private StreamFaults() {
	}

	static List<FaultMode> modes() {
		return Stream.of(stalls(), breaks(), ends(), framing(), errors()).flatMap(List::stream).toList();
	}

	private static List<FaultMode> stalls() {
		return List.of(
				call("S01", "nothing after the headers", (dialect) -> chunkedHead(200, Replies.JSON).then(stall()))
					.within(Patience.FOR_ALL)
					.fails(TimedOut.class),
				stream("S01", "nothing after the headers",
						(dialect) -> chunkedHead(200, dialect.streamType()).then(stall()))
					.within(Patience.FOR_FIRST_CONTENT)
					.fails(TimedOut.class),
				stream("S02", "pings before the first content", (dialect) -> pings(dialect, dialect.begin()))
					.within(Patience.FOR_FIRST_CONTENT)
					.fails(TimedOut.class),
				call("S04", "a stall within the answer", (dialect) -> half(dialect).then(stall()))
					.within(Patience.FOR_ALL)
					.fails(TimedOut.class),
				stream("S04", "a stall after content", (dialect) -> delivered(dialect).then(stall()))
					.within(Patience.FOR_NEXT_CONTENT)
					.interrupts(TimedOut.class),
				stream("S05", "pings after content", (dialect) -> pings(dialect, dialect.started()))
					.within(Patience.FOR_NEXT_CONTENT)
					.interrupts(TimedOut.class));
	}

	private static RawReply pings(Dialect dialect, String before) {
		String ping = dialect.ping();
		return open(dialect, before).then(repeat(Integer.toHexString(ping.length()) + "\r\n" + ping + "\r\n", PULSE));
	}

	private static List<FaultMode> breaks() {
		return List.of(
				call("S06", "a reset within the answer", (dialect) -> half(dialect).then(reset()))
					.fails(Interrupted.class),
				stream("S06", "a reset before content", (dialect) -> open(dialect, dialect.begin()).then(reset()))
					.fails(Interrupted.class),
				stream("S06", "a reset after content", (dialect) -> delivered(dialect).then(reset()))
					.interrupts(Interrupted.class),
				call("S07", "an end within the answer", (dialect) -> half(dialect).then(hangUp()))
					.fails(Interrupted.class),
				stream("S07", "an orderly end before content", (dialect) -> Replies.stream(dialect, dialect.begin()))
					.fails(Interrupted.class),
				stream("S07", "an orderly end after content", (dialect) -> Replies.stream(dialect, dialect.started()))
					.interrupts(Interrupted.class),
				stream("S07", "the end of a connection without a length after content",
						(dialect) -> head(200, dialect.streamType()).then(send(dialect.started())).then(hangUp()))
					.interrupts(Interrupted.class));
	}

	private static List<FaultMode> ends() {
		return List.of(
				stream("S08", "a finish reason, but no end marker",
						(dialect) -> Replies.stream(dialect,
								dialect.started() + dialect.content("world!") + dialect.finish()))
					.only(OPENAI, AZURE, GEMINI, OLLAMA),
				stream("S08", "a finish reason, but no end marker",
						(dialect) -> Replies.stream(dialect, dialect.started() + dialect.finish()))
					.only(ANTHROPIC)
					.interrupts(Interrupted.class),
				stream("S09", "a connection kept open after the end",
						(dialect) -> open(dialect, dialect.stream()).then(stall()))
					.not(GEMINI),
				stream("S09", "a connection kept open after the finish reason",
						(dialect) -> open(dialect, dialect.stream()).then(stall()))
					.only(GEMINI)
					.within(Patience.FOR_NEXT_CONTENT)
					.ends(Expected.answer().with(StreamFaults::hasUsage)),
				stream("S09", "usage after the finish reason, then a connection kept open",
						(dialect) -> open(dialect, dialect.started() + dialect.content("world!") + lateUsage(dialect))
							.then(stall()))
					.only(GEMINI)
					.within(Patience.FOR_NEXT_CONTENT)
					.ends(Expected.answer().with(StreamFaults::hasUsage)),
				stream("S09", "a reset after the finish reason",
						(dialect) -> open(dialect, dialect.stream()).then(onceContentCame()).then(reset()))
					.only(GEMINI),
				stream("S09", "more after the end",
						(dialect) -> open(dialect, dialect.stream() + dialect.content("more").repeat(1000))
							.then(stall()))
					.not(GEMINI),
				stream("S18", "a last event without a blank line",
						(dialect) -> Replies.stream(dialect, unterminated(dialect.started() + dialect.finish())))
					.only(GEMINI)
					.interrupts(Interrupted.class),
				stream("S18", "a last event without a blank line, after the finish reason",
						(dialect) -> Replies.stream(dialect, unterminated(dialect.started() + dialect.finish())))
					.only(OPENAI, AZURE)
					.ends(Expected.answer(Dialect.PART)),
				stream("S18", "a last event without a blank line",
						(dialect) -> Replies.stream(dialect,
								unterminated(dialect.started() + dialect.finish() + dialect.end())))
					.only(ANTHROPIC)
					.interrupts(Interrupted.class),
				stream("S18", "a last line without an end",
						(dialect) -> Replies.stream(dialect, unterminated(dialect.stream())))
					.only(OLLAMA));
	}

	private static String lateUsage(Dialect dialect) {
		return dialect.event("{\"candidates\":[{\"finishReason\":\"STOP\",\"index\":0}]}")
				+ dialect.event("{\"usageMetadata\":" + dialect.usage("9", "3") + "}");
	}

	private static void hasUsage(Outcome outcome) {
		assertThat(outcome.facts().usage().output()).isEqualTo(3);
	}

	private static String unterminated(String events) {
		return events.stripTrailing();
	}

	private static List<FaultMode> framing() {
		return List.of(
				call("S10", "a chunk that is cut off",
						(dialect) -> chunkedHead(200, Replies.JSON).then(send("ffff\r\n{\"id\"")).then(hangUp()))
					.fails(Interrupted.class),
				call("S10", "no last chunk",
						(dialect) -> chunkedHead(200, Replies.JSON).then(chunk(dialect.answer())).then(hangUp()))
					.fails(Interrupted.class),
				stream("S10", "a chunk that is cut off",
						(dialect) -> delivered(dialect).then(send("ffff\r\ndata: {")).then(hangUp()))
					.interrupts(Interrupted.class),
				stream("S10", "no last chunk after the end",
						(dialect) -> open(dialect, dialect.stream()).then(hangUp())),
				call("S10", "a chunk size that is none",
						(dialect) -> chunkedHead(200, Replies.JSON).then(send("zz\r\n{}\r\n")))
					.fails(Unreadable.class),
				stream("S10", "a chunk size that is none", (dialect) -> delivered(dialect).then(send("zz\r\n{}\r\n")))
					.interrupts(Unreadable.class),
				call("S10", "chunk extensions and trailers",
						(dialect) -> chunkedHead(200, Replies.JSON, "trailer: x-sum").then(extended(dialect.answer()))),
				stream("S10", "chunk extensions and trailers",
						(dialect) -> chunkedHead(200, dialect.streamType()).then(extended(dialect.stream()))));
	}

	private static RawReply extended(String text) {
		return send(Integer.toHexString(text.length()) + ";name=\"value\"\r\n" + text + "\r\n0\r\nx-sum: 1\r\n\r\n");
	}

	private static List<FaultMode> errors() {
		String broken = "{\"broken";
		return List.of(
				stream("S03", "announcements, then an error",
						(dialect) -> Replies.stream(dialect,
								dialect.begin() + dialect.contentOf("\"\"") + dialect.event(dialect.error())))
					.fails(Overloaded.class),
				call("S11", "JSON that is broken", (dialect) -> Replies.json(broken)).fails(Unreadable.class),
				stream("S11", "JSON that is broken, before content",
						(dialect) -> Replies.stream(dialect,
								dialect.begin() + dialect.event(broken) + dialect.stream()))
					.fails(Unreadable.class),
				stream("S11", "JSON that is broken, after content",
						(dialect) -> Replies.stream(dialect, dialect.started() + dialect.event(broken) + dialect.end()))
					.interrupts(Unreadable.class),
				call("S12", "JSON of another shape", (dialect) -> Replies.json(dialect.wrongShape()))
					.fails(Unreadable.class),
				call("S12", "JSON that is no object", (dialect) -> Replies.json("[1]")).fails(Unreadable.class),
				stream("S12", "JSON of another shape, before content",
						(dialect) -> Replies.stream(dialect, dialect.event(dialect.wrongShape())))
					.fails(Unreadable.class),
				stream("S12", "JSON of another shape, after content",
						(dialect) -> Replies.stream(dialect, dialect.started() + dialect.event(dialect.wrongShape())))
					.interrupts(Unreadable.class),
				stream("S24", "an error before content",
						(dialect) -> Replies.stream(dialect, dialect.event(dialect.error())))
					.fails(Overloaded.class),
				stream("S24", "an error after content",
						(dialect) -> Replies.stream(dialect, dialect.started() + dialect.event(dialect.error())))
					.interrupts(Overloaded.class),
				call("S27", "a stream instead of a whole answer",
						(dialect) -> Replies.stream(dialect, dialect.stream()))
					.fails(Unreadable.class),
				stream("S27", "a whole answer instead of a stream", (dialect) -> Replies.json(dialect.answer()))
					.fails(Unreadable.class));
	}

}
