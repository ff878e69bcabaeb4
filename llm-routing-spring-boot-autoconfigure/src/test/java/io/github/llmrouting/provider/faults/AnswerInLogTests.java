package io.github.llmrouting.provider.faults;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.llmrouting.provider.faults.RawReply.chunkedHead;
import static io.github.llmrouting.provider.faults.RawReply.hangUp;
import static io.github.llmrouting.provider.faults.RawReply.http;
import static io.github.llmrouting.provider.faults.RawReply.send;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a provider sends is in no log, on no level, of nobody: not even where HTTP itself
 * is broken and Netty's exceptions quote it.
 */
@ExtendWith({ DroppedSignals.class, LeakedBuffers.class })
@Timeout(60)
class AnswerInLogTests {

	private static final String CANARY = "canary-of-an-answer";

	@ParameterizedTest(name = "{0}, {1} {2}")
	@MethodSource("everywhere")
	void answerIsInNoLog(String place, Dialect dialect, Side side) {
		try (LoggedText logged = new LoggedText(CANARY); FaultBench bench = new FaultBench()) {
			bench.server().reply(replies(dialect, side).get(place));

			Outcome outcome = bench.attempt(dialect, side, Patience.ENDLESS);

			assertThat(String.valueOf(outcome.failure())).doesNotContain(CANARY);
			assertThat(logged.found()).isEmpty();
			assertThat(logged.lines()).isPositive();
		}
	}

	static Stream<Arguments> everywhere() {
		return ConnectionFaultTests.everywhere()
			.flatMap((where) -> places().stream().map((place) -> Arguments.of(place, where.get()[0], where.get()[1])));
	}

	private static List<String> places() {
		return List.copyOf(replies(Dialect.OPENAI, Side.CALL).keySet());
	}

	private static Map<String, RawReply> replies(Dialect dialect, Side side) {
		String type = (side == Side.CALL) ? Replies.JSON : dialect.streamType();
		Map<String, RawReply> replies = new TreeMap<>();
		replies.put("an answer without a head", broken("{\"text\": \"" + CANARY + "\"}\r\n"));
		replies.put("a status line", broken("HTTP/1.1 " + CANARY + " " + CANARY + "\r\n\r\n"));
		replies.put("a reason phrase", send("HTTP/1.1 200 " + CANARY + "\r\ncontent-length: 0\r\n\r\n"));
		replies.put("a header", http(200, "", type, "x-answer: " + CANARY));
		replies.put("a header without a colon", broken("HTTP/1.1 200 OK\r\n" + CANARY + "\r\n\r\n"));
		replies.put("a header with a NUL", broken("HTTP/1.1 200 OK\r\nx-nul: " + CANARY + "\0\r\n\r\n"));
		replies.put("a length", broken("HTTP/1.1 200 OK\r\ncontent-length: " + CANARY + "\r\n\r\n"));
		replies.put("a chunk's size", chunkedHead(200, type).then(broken(CANARY + "\r\n")));
		replies.put("a chunk's end", chunkedHead(200, type).then(broken("1\r\n{" + CANARY + "\r\n0\r\n\r\n")));
		replies.put("a trailer",
				chunkedHead(200, type).then(broken("1\r\n{\r\n0\r\n" + CANARY + "\0: " + CANARY + "\r\n\r\n")));
		replies.put("broken JSON", http(200, dialect.event("{" + CANARY), type));
		replies.put("a page", http(200, "<html>" + CANARY + "</html>", "content-type: text/html"));
		replies.put("an error's text", http(500, "{\"error\":{\"message\":\"" + CANARY + "\"}}", Replies.JSON));
		replies.put("an answer",
				(side == Side.CALL) ? Replies.json(dialect.answerWithContent('"' + CANARY + '"')) : Replies
					.stream(dialect, dialect.begin() + dialect.content(CANARY) + dialect.finish() + dialect.end()));
		replies.put("bytes after an answer", Replies.healthy(dialect, side).then(broken(CANARY + "\r\n\r\n")));
		return replies;
	}

	private static RawReply broken(String text) {
		return send(text).then(hangUp());
	}

}
