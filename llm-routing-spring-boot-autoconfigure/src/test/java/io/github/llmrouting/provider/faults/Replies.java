package io.github.llmrouting.provider.faults;

import static io.github.llmrouting.provider.faults.RawReply.chunk;
import static io.github.llmrouting.provider.faults.RawReply.chunkedHead;
import static io.github.llmrouting.provider.faults.RawReply.http;
import static io.github.llmrouting.provider.faults.RawReply.lastChunk;
import static io.github.llmrouting.provider.faults.RawReply.onceContentCame;

/** Replies of a provider that are in order, whole or up to some point. */
final class Replies {

	static final String JSON = "content-type: application/json";

	private Replies() {
	}

	static RawReply json(String body) {
		return http(200, body, JSON);
	}

	/** The answer or the stream that is asked for. */
	static RawReply healthy(Dialect dialect, Side side) {
		return (side == Side.CALL) ? json(dialect.answer()) : stream(dialect, dialect.stream());
	}

	/** A whole stream with these events. */
	static RawReply stream(Dialect dialect, String events) {
		return open(dialect, events).then(lastChunk());
	}

	/** A stream that has come so far. */
	static RawReply open(Dialect dialect, String events) {
		return chunkedHead(200, dialect.streamType()).then(chunk(events));
	}

	/** A stream whose first content has been delivered. */
	static RawReply delivered(Dialect dialect) {
		return open(dialect, dialect.started()).then(onceContentCame());
	}

	/** A whole answer of which only the first half comes. */
	static RawReply half(Dialect dialect) {
		String answer = dialect.answer();
		return RawReply.head(200, JSON, "content-length: " + answer.length())
			.then(RawReply.send(answer.substring(0, answer.length() / 2)));
	}

}
