package io.github.llmrouting.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import reactor.core.publisher.Flux;

/**
 * A reply as it goes over the wire.
 *
 * @param delay span before the first byte
 * @param status HTTP status
 * @param headers values by header name
 * @param body body, each element written and flushed as one
 * @param ending what follows the body
 */
record WireReply(Duration delay, int status, Map<String, List<String>> headers, Flux<byte[]> body, Ending ending) {

	/** Returns the absence of a reply. */
	static WireReply none(Duration delay, Ending ending) {
		return new WireReply(delay, 0, Map.of(), Flux.empty(), ending);
	}

	/** What follows the body of a reply. */
	enum Ending {

		/** The response ends in good order. */
		COMPLETE,

		/** The connection is closed. */
		CUT,

		/** The connection is reset. */
		RESET,

		/** Nothing; the connection stays open. */
		STALLED,

		/** The connection is closed instead of a response. */
		DROPPED,

		/** The connection is reset instead of a response. */
		RESET_AT_ONCE,

		/** Nothing instead of a response; the connection stays open. */
		SILENT

	}

}
