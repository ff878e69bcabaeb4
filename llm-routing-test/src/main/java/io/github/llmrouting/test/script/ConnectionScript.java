package io.github.llmrouting.test.script;

import java.util.Arrays;
import java.util.stream.Stream;

import io.github.llmrouting.test.SimulatedProtocol;
import io.github.llmrouting.test.SimulatedReply;

/**
 * Connections that fail, stall or take their time.
 */
public enum ConnectionScript implements SimulatedScript {

	/** The connection is closed before a response. */
	DROPPED(Case.of(ScriptOutcome.UNREACHABLE, "The connection is closed before a response", SimulatedReply.drop())),

	/** The connection is reset before a response. */
	RESET(Case.of(ScriptOutcome.UNREACHABLE, "The connection is reset before a response", SimulatedReply.reset())),

	/** The connection is closed in the middle. */
	CUT_IN_BODY(
			Case.of(ScriptOutcome.INTERRUPTED, "The connection is closed in the middle", Case.answer().cutAfter(2))),

	/** The connection is closed before any content. */
	CUT_BEFORE_CONTENT(Case.ofStream(ScriptOutcome.INTERRUPTED, "The connection is closed before any content",
			Case.answer().cutAfter(0))),

	/** The connection is reset in the middle. */
	RESET_IN_BODY(
			Case.of(ScriptOutcome.INTERRUPTED, "The connection is reset in the middle", Case.answer().resetAfter(2))),

	/** No response ever comes. */
	STALLED_BEFORE_HEADERS(Case.of(ScriptOutcome.TIMED_OUT, "No response ever comes", SimulatedReply.stall())),

	/** No content ever comes. */
	STALLED_BEFORE_CONTENT(Case.of(ScriptOutcome.TIMED_OUT, "No content ever comes", Case.answer().stallAfter(0))),

	/** After some content no more ever comes. */
	STALLED_IN_BODY(
			Case.of(ScriptOutcome.TIMED_OUT, "After some content no more ever comes", Case.answer().stallAfter(2))),

	/** Signs of life come, but never any content. */
	PINGS_BEFORE_CONTENT(Case.ofStream(ScriptOutcome.TIMED_OUT, "Signs of life come, but never any content",
			Case.answer().stallAfter(0).pingEvery(Case.PING))),

	/** After some content only signs of life come. */
	PINGS_IN_BODY(Case.ofStream(ScriptOutcome.TIMED_OUT, "After some content only signs of life come",
			Case.answer().stallAfter(2).pingEvery(Case.PING))),

	/** The headers take their time. */
	SLOW_HEADERS(Case.of(ScriptOutcome.ANSWERED, "The headers take their time", Case.answer().headersAfter(Case.SLOW))),

	/** The first token takes its time. */
	SLOW_FIRST_TOKEN(Case.of(ScriptOutcome.ANSWERED, "The first token takes its time",
			Case.answer().firstTokenAfter(Case.SLOW))),

	/** Signs of life come until the first token. */
	SLOW_FIRST_TOKEN_WITH_PINGS(Case.ofStream(ScriptOutcome.ANSWERED, "Signs of life come until the first token",
			Case.answer().firstTokenAfter(Case.SLOW).pingEvery(Case.PING))),

	/** Each token takes its time. */
	SLOW_TOKENS(Case.of(ScriptOutcome.ANSWERED, "Each token takes its time",
			Case.answer().tokenEvery(Case.SLOW.dividedBy(5)))),

	/** The answer is complete long after a client with little patience has gone. */
	LATE_ANSWER(
			Case.of(ScriptOutcome.ANSWERED, "The answer is complete long after a client with little patience has gone",
					Case.answer().headersAfter(Case.SLOW.multipliedBy(4))));

	private final Case script;

	ConnectionScript(Case script) {
		this.script = script;
	}

	/** Returns those that a protocol knows: Ollama gives no signs of life. */
	static Stream<ConnectionScript> of(SimulatedProtocol protocol) {
		return Arrays.stream(values())
			.filter((script) -> !script.name().contains("PINGS") || protocol != SimulatedProtocol.OLLAMA);
	}

	@Override
	public String description() {
		return this.script.description();
	}

	@Override
	public ScriptOutcome outcome() {
		return this.script.outcome();
	}

	@Override
	public boolean streamOnly() {
		return this.script.streamOnly();
	}

	@Override
	public SimulatedReply reply() {
		return this.script.reply().get();
	}

}
