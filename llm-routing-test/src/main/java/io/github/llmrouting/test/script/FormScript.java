package io.github.llmrouting.test.script;

import java.util.Arrays;
import java.util.stream.Stream;

import io.github.llmrouting.test.SimulatedProtocol;
import io.github.llmrouting.test.SimulatedQuirk;
import io.github.llmrouting.test.SimulatedReply;
import io.github.llmrouting.test.SimulatedToolCall;

/**
 * Answers and errors in forms that every vendor's may take.
 */
public enum FormScript implements SimulatedScript {

	/** A text. */
	ANSWER(Case.of(ScriptOutcome.ANSWERED, "A text", Case.answer())),

	/** A text of many characters beyond ASCII. */
	BEYOND_ASCII(Case.of(ScriptOutcome.ANSWERED, "A text of many characters beyond ASCII",
			SimulatedReply.text("Grüße aus 東京 👋🏽 und Ελλάδα").usage(120, 12))),

	/** A tool call. */
	TOOL_CALL(Case.of(ScriptOutcome.ANSWERED, "A tool call",
			SimulatedReply.toolCall("get_weather", "{\"city\": \"Paris\"}").usage(120, 20))),

	/** A text, then a tool call. */
	TEXT_BEFORE_TOOL_CALL(Case.of(ScriptOutcome.ANSWERED, "A text, then a tool call",
			SimulatedReply.text("Let me see. ")
				.thenToolCalls(SimulatedToolCall.of("get_weather", "{\"city\": \"Paris\"}"))
				.usage(120, 24))),

	/** Two tool calls at once. */
	PARALLEL_TOOL_CALLS(Case.of(ScriptOutcome.ANSWERED, "Two tool calls at once",
			SimulatedReply
				.toolCalls(SimulatedToolCall.of("get_weather", "{\"city\": \"Paris\"}"),
						SimulatedToolCall.of("get_time", "{}"))
				.usage(120, 40))),

	/** A part of the prompt came from the cache. */
	CACHED_USAGE(Case.of(ScriptOutcome.ANSWERED, "A part of the prompt came from the cache",
			SimulatedReply.text(Case.TEXT).usage(2000, 12).cachedInput(1024))),

	/** A part of the output is reasoning. */
	REASONING_USAGE(Case.of(ScriptOutcome.ANSWERED, "A part of the output is reasoning",
			SimulatedReply.text(Case.TEXT).usage(120, 30).reasoning(18))),

	/** The tokens billed are not said. */
	USAGE_ABSENT(Case.of(ScriptOutcome.ANSWERED, "The tokens billed are not said",
			Case.answer().with(SimulatedQuirk.NO_USAGE))),

	/** The tokens billed are said to be none. */
	USAGE_ZERO(Case.of(ScriptOutcome.ANSWERED, "The tokens billed are said to be none",
			SimulatedReply.text(Case.TEXT).usage(0, 0))),

	/** The tokens billed are said twice. */
	USAGE_TWICE(Case.ofStream(ScriptOutcome.ANSWERED, "The tokens billed are said twice",
			Case.answer().with(SimulatedQuirk.USAGE_TWICE))),

	/** Each byte comes alone. */
	BYTEWISE(Case.of(ScriptOutcome.ANSWERED, "Each byte comes alone",
			SimulatedReply.text("Grüße 👋").usage(120, 12).with(SimulatedQuirk.BYTEWISE))),

	/** Lines end with CR LF. */
	CRLF(Case.of(ScriptOutcome.ANSWERED, "Lines end with CR LF", Case.answer().with(SimulatedQuirk.CRLF))),

	/** Blanks pad the JSON. */
	PADDING(Case.of(ScriptOutcome.ANSWERED, "Blanks pad the JSON", Case.answer().with(SimulatedQuirk.PADDING))),

	/** A comment precedes each event. */
	COMMENTS(Case.ofStream(ScriptOutcome.ANSWERED, "A comment precedes each event",
			Case.answer().with(SimulatedQuirk.COMMENTS))),

	/** Fields that nobody documented. */
	UNKNOWN_FIELDS(Case.of(ScriptOutcome.ANSWERED, "Fields that nobody documented",
			Case.answer().with(SimulatedQuirk.UNKNOWN_FIELDS))),

	/** The body is compressed; a client that asks for no compression may refuse it. */
	GZIP(Case.of(ScriptOutcome.ANSWERED, "The body is compressed", Case.answer().with(SimulatedQuirk.GZIP))),

	/** An error under status 200, before any content. */
	ERROR_BEFORE_CONTENT(Case.of(ScriptOutcome.OVERLOADED, "An error under status 200, before any content",
			Case.answer().errorAfter(0))),

	/** An error under status 200, after some content. */
	ERROR_AFTER_CONTENT(Case.ofStream(ScriptOutcome.OVERLOADED, "An error under status 200, after some content",
			Case.answer().errorAfter(2))),

	/** An event whose JSON breaks off. */
	MALFORMED_EVENT(
			Case.ofStream(ScriptOutcome.UNREADABLE, "An event whose JSON breaks off", Case.answer().malformedAfter(1))),

	/** A body that is no complete JSON. */
	MALFORMED_BODY(Case.of(ScriptOutcome.UNREADABLE, "A body that is no complete JSON",
			SimulatedReply.raw(200, "application/json", "{\"id\":\"x\","))),

	/** A page under status 200. */
	HTML(Case.of(ScriptOutcome.UNREADABLE, "A page under status 200",
			SimulatedReply.raw(200, "text/html", "<html><body>Please sign in</body></html>"))),

	/** A page of a gateway under status 502. */
	HTML_ERROR(Case.of(ScriptOutcome.SERVER_ERROR, "A page of a gateway under status 502",
			SimulatedReply.raw(502, "text/html", "<html><body>Bad Gateway</body></html>"))),

	/** Nothing under status 200. */
	EMPTY_BODY(
			Case.of(ScriptOutcome.UNREADABLE, "Nothing under status 200", SimulatedReply.raw(200, "application/json"))),

	/** A status from 400 on that nobody documented. */
	UNKNOWN_CLIENT_ERROR(Case.of(ScriptOutcome.INVALID_REQUEST, "A status from 400 on that nobody documented",
			SimulatedReply.raw(418, "text/plain", "I am a teapot"))),

	/** A status from 500 on that nobody documented. */
	UNKNOWN_SERVER_ERROR(Case.of(ScriptOutcome.SERVER_ERROR, "A status from 500 on that nobody documented",
			SimulatedReply.raw(599, "text/plain", "?")));

	private final Case script;

	FormScript(Case script) {
		this.script = script;
	}

	/** Returns those that a protocol knows: Ollama has no events to comment. */
	static Stream<FormScript> of(SimulatedProtocol protocol) {
		return Arrays.stream(values()).filter((script) -> script != COMMENTS || protocol != SimulatedProtocol.OLLAMA);
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
