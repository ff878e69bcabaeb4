package io.github.llmrouting.test;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * What a simulated provider replies: the queued replies first, then the lasting one.
 * Thread-safe.
 */
final class ReplyScript {

	private static final int ECHOED_CHARACTERS = 200;

	private final Queue<SimulatedReply> queued = new ConcurrentLinkedQueue<>();

	private volatile Function<RecordedRequest, SimulatedReply> lasting = ReplyScript::echo;

	void queue(List<SimulatedReply> replies) {
		this.queued.addAll(replies);
	}

	void keep(Function<RecordedRequest, SimulatedReply> replies) {
		this.lasting = replies;
	}

	void clear() {
		this.queued.clear();
		this.lasting = ReplyScript::echo;
	}

	/** Returns the reply to a request. */
	SimulatedReply replyTo(RecordedRequest request) {
		SimulatedReply next = this.queued.poll();
		return (next != null) ? next : this.lasting.apply(request);
	}

	private static SimulatedReply echo(RecordedRequest request) {
		String text = request.userText();
		int end = Math.min(text.length(), ECHOED_CHARACTERS);
		return SimulatedReply.text("You said: " + text.substring(0, end));
	}

}
