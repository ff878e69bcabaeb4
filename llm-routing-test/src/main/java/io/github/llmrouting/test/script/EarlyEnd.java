package io.github.llmrouting.test.script;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.llmrouting.test.SimulatedProtocol;
import io.github.llmrouting.test.SimulatedReply;

/**
 * A stream that ends in good order after some of its events, too early.
 *
 * @param events events that were sent
 */
record EarlyEnd(int events) implements SimulatedScript {

	/** Returns one for each boundary of an answer in three tokens. */
	static Stream<EarlyEnd> of(SimulatedProtocol protocol) {
		return IntStream.rangeClosed(0, eventsBeforeTheLast(protocol)).mapToObj(EarlyEnd::new);
	}

	/** Returns how many events precede the one that makes the answer complete. */
	private static int eventsBeforeTheLast(SimulatedProtocol protocol) {
		return switch (protocol) {
			case OPENAI -> 4;
			case AZURE_OPENAI -> 5;
			case ANTHROPIC -> 8;
			case GEMINI, VERTEX_AI, OLLAMA -> 3;
		};
	}

	@Override
	public String name() {
		return "END_AFTER_" + this.events + "_EVENTS";
	}

	@Override
	public String description() {
		return "The stream ends after " + this.events + " events";
	}

	@Override
	public ScriptOutcome outcome() {
		return ScriptOutcome.INTERRUPTED;
	}

	@Override
	public boolean streamOnly() {
		return true;
	}

	@Override
	public SimulatedReply reply() {
		return Case.answer().endAfterEvents(this.events);
	}

	@Override
	public String toString() {
		return name();
	}

}
