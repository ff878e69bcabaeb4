package io.github.llmrouting.provider.faults;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;

import static io.github.llmrouting.provider.faults.FaultMode.both;
import static io.github.llmrouting.provider.faults.FaultMode.call;
import static io.github.llmrouting.provider.faults.FaultMode.stream;
import static io.github.llmrouting.provider.faults.RawReply.drip;
import static io.github.llmrouting.provider.faults.RawReply.hangUp;
import static io.github.llmrouting.provider.faults.RawReply.http;
import static io.github.llmrouting.provider.faults.RawReply.reset;
import static io.github.llmrouting.provider.faults.RawReply.send;
import static io.github.llmrouting.provider.faults.RawReply.stall;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The modes of the connection that a server can bring about once it has a request.
 * Azure's connections are OpenAI's.
 */
final class NetworkFaults {

	private static final String SLOW_HEAD = "HTTP/1.1 200 OK\r\nx-slow: " + "x".repeat(10_000);

	private static final String TRAILING = "\r\ncontent-length: ";

	private static final Expected PERHAPS_BILLED = Expected.failure(Unreachable.class)
		.with((outcome) -> assertThat(outcome.failure().mayBeBilled()).isTrue());

	private NetworkFaults() {
	}

	static List<FaultMode> modes() {
		return Stream.of(silence(), heads(), garbage(), headers(), folded())
			.flatMap(List::stream)
			.map((mode) -> mode.not(Dialect.AZURE))
			.toList();
	}

	private static List<FaultMode> silence() {
		Function<Dialect, RawReply> slow = (dialect) -> drip(SLOW_HEAD, Duration.ofMillis(20));
		return List.of(both("N11", "reset before headers", (dialect) -> reset()).ends(PERHAPS_BILLED),
				both("N12", "end before headers", (dialect) -> hangUp()).ends(PERHAPS_BILLED),
				both("N12", "end within headers", (dialect) -> send("HTTP/1.1 200 OK\r\ncont").then(hangUp()))
					.ends(PERHAPS_BILLED),
				call("N13", "headers never come", (dialect) -> stall()).within(Patience.FOR_ALL).fails(TimedOut.class),
				stream("N13", "headers never come", (dialect) -> stall()).within(Patience.FOR_RESPONSE)
					.fails(TimedOut.class),
				call("N14", "headers drip", slow).within(Patience.FOR_ALL).fails(TimedOut.class),
				stream("N14", "headers drip", slow).within(Patience.FOR_RESPONSE).fails(TimedOut.class));
	}

	/** Interim responses are skipped. */
	private static List<FaultMode> heads() {
		return Stream
			.of(interim("100 Continue", "HTTP/1.1 100 Continue\r\n\r\n"),
					interim("102 Processing", "HTTP/1.1 102 Processing\r\n\r\n"),
					interim("103 Early Hints a hundred times",
							"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(100)))
			.flatMap(List::stream)
			.toList();
	}

	private static List<FaultMode> interim(String what, String before) {
		return List.of(call("N15", what, (dialect) -> send(before).then(Replies.json(dialect.answer()))),
				stream("N15", what, (dialect) -> send(before).then(Replies.stream(dialect, dialect.stream()))));
	}

	private static List<FaultMode> garbage() {
		return List.of(both("N16", "status 999", (dialect) -> http(999, "")).fails(ServerError.class),
				notHttp("N16", "101 Switching Protocols",
						"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"),
				notHttp("N16", "HTTP/0.9", "{\"answer\": 4}\r\n"),
				notHttp("N16", "a status line that is none", "220 smtp.example.org ESMTP\r\n\r\n"),
				notHttp("N18", "HTTP/2 alone", "\0\0\0\u0004\0\0\0\0\0"),
				notHttp("N18", "HTTP/2 that goes away", "\0\0\b\u0007\0\0\0\0\0\0\0\0\0\0\0\0\u000b"),
				notHttp("N18", "settings of HTTP/2 without end", "\0\0\0\u0004\0\0\0\0\0".repeat(10_000)));
	}

	private static FaultMode notHttp(String id, String what, String text) {
		return both(id, what, (dialect) -> send(text).then(hangUp())).fails(Unreadable.class);
	}

	private static List<FaultMode> headers() {
		return List.of(bad("two lengths", "content-length: 10" + TRAILING + "20"),
				bad("a negative length", "content-length: -1"),
				bad("a length that is no number", "content-length: 1e3"),
				bad("a length beside chunks", "content-length: 10\r\ntransfer-encoding: chunked"),
				bad("a NUL in a header", "x-nul: a\u0000b" + TRAILING + "2"),
				bad("ten thousand headers", "x-many: 1\r\n".repeat(10_000) + "content-length: 2"),
				bad("a header of a mebibyte", "x-long: " + "x".repeat(1 << 20) + TRAILING + "2"));
	}

	/** The second line is a part of the first header (RFC 9112, 5.2), not a length. */
	private static List<FaultMode> folded() {
		String folded = "x-folded: a\r\n content-length: 2";
		return List.of(call("N17", "a folded header", (dialect) -> http(200, dialect.answer(), Replies.JSON, folded)),
				stream("N17", "a folded header",
						(dialect) -> http(200, dialect.stream(), dialect.streamType(), folded)));
	}

	private static FaultMode bad(String what, String headers) {
		return both("N17", what, (dialect) -> send("HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\n{}"))
			.fails(Unreadable.class);
	}

}
