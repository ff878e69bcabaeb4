package io.github.llmrouting.test.script;

import java.time.Duration;
import java.util.function.Supplier;

import io.github.llmrouting.test.SimulatedReply;

/**
 * What a script consists of besides its name.
 *
 * @param outcome what a client should make of it
 * @param description what happens
 * @param streamOnly whether it happens in streams only
 * @param reply makes the reply
 */
record Case(ScriptOutcome outcome, String description, boolean streamOnly, Supplier<SimulatedReply> reply) {

	static final String TEXT = "One two three";

	/** How long what is slow takes. */
	static final Duration SLOW = Duration.ofMillis(500);

	/** How often signs of life come. */
	static final Duration PING = Duration.ofMillis(50);

	static Case of(ScriptOutcome outcome, String description, SimulatedReply reply) {
		return new Case(outcome, description, false, () -> reply);
	}

	static Case ofStream(ScriptOutcome outcome, String description, SimulatedReply reply) {
		return new Case(outcome, description, true, () -> reply);
	}

	/** Returns an error that is a response of its own. */
	static Case error(ScriptOutcome outcome, String description, int status, String body) {
		return of(outcome, description, SimulatedReply.status(status).errorBody(body));
	}

	/** Returns a case whose reply has one more header. */
	Case header(String name, String value) {
		return new Case(this.outcome, this.description, this.streamOnly, () -> this.reply.get().header(name, value));
	}

	/** Returns the answer in which most cases happen. */
	static SimulatedReply answer() {
		return SimulatedReply.text(TEXT).usage(120, 12);
	}

}
