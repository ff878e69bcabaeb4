package io.github.llmrouting.provider.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * What a {@link RawServer} does when a request has come, step by step. A connection that
 * the last step leaves open waits for another request.
 */
@FunctionalInterface
interface RawReply {

	void answer(RawExchange exchange) throws IOException;

	default RawReply then(RawReply next) {
		return (exchange) -> {
			answer(exchange);
			next.answer(exchange);
		};
	}

	static RawReply send(String text) {
		return send(text.getBytes(StandardCharsets.UTF_8));
	}

	static RawReply send(byte[] bytes) {
		return (exchange) -> exchange.send(bytes);
	}

	/** Sends every byte in a segment of its own. */
	static RawReply sendBytewise(byte[] bytes) {
		return (exchange) -> {
			for (byte single : bytes) {
				exchange.send(new byte[] { single });
			}
		};
	}

	/** Sends one byte after the other, with pauses, until the client has enough. */
	static RawReply drip(String text, Duration pause) {
		return (exchange) -> {
			for (byte single : text.getBytes(StandardCharsets.UTF_8)) {
				exchange.send(new byte[] { single });
				if (!exchange.pause(pause)) {
					exchange.hangUp();
					return;
				}
			}
		};
	}

	/** Sends a text again and again, with pauses, until the client has enough. */
	static RawReply repeat(String text, Duration pause) {
		return (exchange) -> {
			do {
				exchange.send(text.getBytes(StandardCharsets.UTF_8));
			}
			while (exchange.pause(pause));
			exchange.hangUp();
		};
	}

	/** Sends a text many times over. */
	static RawReply flood(String text, long times) {
		return (exchange) -> {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			for (long i = 0; i < times; i++) {
				exchange.send(bytes);
			}
		};
	}

	/** Sends one chunk of a body with {@code transfer-encoding: chunked}. */
	static RawReply chunk(String text) {
		return chunk(text.getBytes(StandardCharsets.UTF_8));
	}

	static RawReply chunk(byte[] bytes) {
		return send(Integer.toHexString(bytes.length) + "\r\n").then(send(bytes)).then(send("\r\n"));
	}

	static RawReply lastChunk() {
		return send("0\r\n\r\n");
	}

	/** Goes on when the client's caller has received content. */
	static RawReply onceContentCame() {
		return RawExchange::awaitContent;
	}

	static RawReply stall() {
		return RawExchange::awaitHangUp;
	}

	static RawReply hangUp() {
		return RawExchange::hangUp;
	}

	static RawReply reset() {
		return RawExchange::reset;
	}

	/** Sends a whole response that says how long its body is. */
	static RawReply http(int status, String body, String... headers) {
		return http(status, body.getBytes(StandardCharsets.UTF_8), headers);
	}

	static RawReply http(int status, byte[] body, String... headers) {
		return head(status, extended(headers, "content-length: " + body.length)).then(send(body));
	}

	/** Sends the head of a response whose body comes in chunks. */
	static RawReply chunkedHead(int status, String... headers) {
		return head(status, extended(headers, "transfer-encoding: chunked"));
	}

	static RawReply head(int status, String... headers) {
		return send("HTTP/1.1 " + status + " Whatever\r\n" + String.join("\r\n", headers)
				+ ((headers.length > 0) ? "\r\n\r\n" : "\r\n"));
	}

	private static String[] extended(String[] headers, String added) {
		String[] all = Arrays.copyOf(headers, headers.length + 1);
		all[headers.length] = added;
		return all;
	}

}
