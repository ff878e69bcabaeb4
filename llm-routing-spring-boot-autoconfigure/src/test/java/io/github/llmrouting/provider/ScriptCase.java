package io.github.llmrouting.provider;

import io.github.llmrouting.test.SimulatedProtocol;
import io.github.llmrouting.test.script.FormScript;
import io.github.llmrouting.test.script.ScriptOutcome;
import io.github.llmrouting.test.script.SimulatedScript;

/**
 * A script in one of the two ways of asking.
 *
 * @param protocol that it is of
 * @param script what happens
 * @param streamed whether the answer is asked for as a stream
 */
record ScriptCase(SimulatedProtocol protocol, SimulatedScript script, boolean streamed) {

	/** Returns whether the client is to give up: all others have patience. */
	boolean isToTimeOut() {
		return this.script.outcome() == ScriptOutcome.TIMED_OUT;
	}

	/** Returns whether the client is to refuse what it did not ask for. */
	boolean isCompressed() {
		return this.script == FormScript.GZIP;
	}

	@Override
	public String toString() {
		return this.protocol + " " + this.script.name() + (this.streamed ? " streamed" : "");
	}

}
