package io.github.llmrouting.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a simulated provider answers to one request, and how: content, pace, fault. The
 * same reply serves calls and streams and every protocol; whatever it does not say is
 * what the vendor would usually send. Instances are immutable and thread-safe: methods
 * return changed copies.
 * <p>
 * A token is what {@link #tokens(String)} says, and a stream sends each in an event of
 * its own. A streamed tool call is its name, then its arguments split after whitespace,
 * colons and commas: the name and each part count as tokens; Gemini and Ollama send a
 * call whole, as one token. The tokens of a {@code raw} reply are its segments.
 */
public final class SimulatedReply {

	private final ReplyPlan plan;

	private SimulatedReply(ReplyPlan plan) {
		this.plan = plan;
	}

	/** Returns an answer of text. */
	public static SimulatedReply text(String text) {
		return of(ReplyContent.Answer.EMPTY.withText(text));
	}

	/**
	 * Returns an answer that asks for one tool call.
	 * @param name name of the tool
	 * @param arguments arguments as the text of a JSON object
	 */
	public static SimulatedReply toolCall(String name, String arguments) {
		return toolCalls(SimulatedToolCall.of(name, arguments));
	}

	/** Returns an answer that asks for several tool calls at once. */
	public static SimulatedReply toolCalls(SimulatedToolCall... calls) {
		return text("").thenToolCalls(calls);
	}

	/**
	 * Returns an answer whose JSON is given, for whatever the other answers cannot say.
	 * @param body answer to a call
	 * @param events answer to a stream, each put into the vendor's framing and a token of
	 * its own; the vendor's end marker belongs to them, OpenAI's as {@code [DONE]}
	 */
	public static SimulatedReply json(String body, String... events) {
		return of(new ReplyContent.Json(body, List.of(events)));
	}

	/**
	 * Returns a reply with the vendor's usual error body for a status; below 400 the body
	 * is empty. Status 429 without {@link #error(String, String, String) error} is a rate
	 * limit that passes: it asks for one second of rest in its header
	 * {@code retry-after}, or where Gemini does, in its body.
	 * @param status HTTP status, 200 to 599
	 */
	public static SimulatedReply status(int status) {
		return of(new ReplyContent.Status(status));
	}

	/** Returns a reply that closes the connection before any byte of a response. */
	public static SimulatedReply drop() {
		return text("").failing(new ReplyFault(ReplyFault.Kind.CUT, ReplyFault.BEFORE_HEADERS));
	}

	/**
	 * Returns a reply that resets the connection before any byte of a response: the
	 * client sees an error of the connection, not its orderly end.
	 */
	public static SimulatedReply reset() {
		return text("").failing(new ReplyFault(ReplyFault.Kind.RESET, ReplyFault.BEFORE_HEADERS));
	}

	/**
	 * Returns a reply that never comes: the request is read, the connection stays open.
	 */
	public static SimulatedReply stall() {
		return text("").failing(new ReplyFault(ReplyFault.Kind.STALL, ReplyFault.BEFORE_HEADERS));
	}

	/**
	 * Returns a reply with a body as given.
	 * @param status HTTP status, 200 to 599
	 * @param contentType content type, {@code null} for none
	 * @param body body, written as UTF-8
	 */
	public static SimulatedReply raw(int status, @Nullable String contentType, String body) {
		return raw(status, contentType, body.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns a reply with a body as given, cut where the caller wants it cut: each
	 * segment is written and flushed as one HTTP chunk.
	 * @param status HTTP status, 200 to 599
	 * @param contentType content type, {@code null} for none
	 * @param segments parts of the body, none for an empty body
	 */
	public static SimulatedReply raw(int status, @Nullable String contentType, byte[]... segments) {
		return of(new ReplyContent.Raw(status, contentType, List.of(segments)));
	}

	private static SimulatedReply of(ReplyContent content) {
		return new SimulatedReply(ReplyPlan.of(content));
	}

	/**
	 * Returns the tokens of a text: its words, each with the whitespace that follows it.
	 */
	public static List<String> tokens(String text) {
		return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\s)(?=\\S)", -1));
	}

	/** Returns a copy of an answer that asks for tool calls after its text. */
	public SimulatedReply thenToolCalls(SimulatedToolCall... calls) {
		return with(this.plan.with(this.plan.answer().withToolCalls(List.of(calls))));
	}

	/**
	 * Returns a copy of an answer that shows its reasoning before its text: signed at
	 * Anthropic, as a thought at Gemini, as {@code reasoning_content} at OpenAI, whose
	 * own models hide it, but compatible servers do not. Each word is a token.
	 */
	public SimulatedReply thinking(String text) {
		return with(this.plan.with(this.plan.answer().withThinking(text)));
	}

	/**
	 * Returns a copy of an answer with reasoning that may not be read, but is to be sent
	 * back, after the reasoning that may; only Anthropic has it.
	 */
	public SimulatedReply redactedThinking(String data) {
		return with(this.plan.with(this.plan.answer().withRedactedThinking(data)));
	}

	/** Returns a copy with deviations from the vendor's usual form. */
	public SimulatedReply with(SimulatedQuirk... quirks) {
		return with(this.plan.plus(List.of(quirks)));
	}

	/** Returns a copy that waits before its headers, by default not at all. */
	public SimulatedReply headersAfter(Duration span) {
		return with(this.plan.with(this.plan.pace().withHeaders(span)));
	}

	/**
	 * Returns a copy that waits before the first token, by default not at all. A stream
	 * sends headers and whatever precedes its content at once; any other reply waits with
	 * its headers, too, and so does a stream in which nothing precedes the content, as
	 * Ollama's while a model is being loaded.
	 */
	public SimulatedReply firstTokenAfter(Duration span) {
		return with(this.plan.with(this.plan.pace().withFirst(span)));
	}

	/**
	 * Returns a copy that waits between two tokens, by default not at all. An answer that
	 * is no stream comes when its last token would.
	 */
	public SimulatedReply tokenEvery(Duration span) {
		return with(this.plan.with(this.plan.pace().withEvery(span)));
	}

	/**
	 * Returns a copy whose stream shows a sign of life while it waits or stalls, which is
	 * no content: a ping event at Anthropic, elsewhere a comment, nothing at Ollama.
	 */
	public SimulatedReply pingEvery(Duration span) {
		return with(this.plan.with(this.plan.pace().withPings(span)));
	}

	/**
	 * Returns a copy whose connection is closed in the middle of the response. This, like
	 * the other methods ending in {@code After}, replaces an earlier fault; where the
	 * reply is no stream, the first half of its body takes the place of the tokens.
	 * @param tokens tokens sent before, at least 0
	 */
	public SimulatedReply cutAfter(int tokens) {
		return failing(ReplyFault.after(tokens, ReplyFault.Kind.CUT));
	}

	/**
	 * Returns a copy whose connection is reset in the middle of the response.
	 * @param tokens tokens sent before, at least 0
	 */
	public SimulatedReply resetAfter(int tokens) {
		return failing(ReplyFault.after(tokens, ReplyFault.Kind.RESET));
	}

	/**
	 * Returns a copy that falls silent and leaves the connection open.
	 * @param tokens tokens sent before, at least 0
	 */
	public SimulatedReply stallAfter(int tokens) {
		return failing(ReplyFault.after(tokens, ReplyFault.Kind.STALL));
	}

	/**
	 * Returns a copy whose response ends in good order, but without the rest of its
	 * tokens and the vendor's end marker.
	 * @param tokens tokens sent before, at least 0
	 */
	public SimulatedReply endAfter(int tokens) {
		return failing(ReplyFault.after(tokens, ReplyFault.Kind.END));
	}

	/**
	 * Returns a copy whose response ends in good order after some events of its stream,
	 * those that precede the content and those that follow it included.
	 * @param events events sent before, at least 0
	 */
	public SimulatedReply endAfterEvents(int events) {
		return failing(ReplyFault.after(events, ReplyFault.Kind.END_OF_EVENTS));
	}

	/**
	 * Returns a copy with one event that breaks off within its JSON; those after it
	 * follow as usual. An answer that is no stream is the first half of its JSON.
	 * @param tokens tokens sent before, at least 0
	 */
	public SimulatedReply malformedAfter(int tokens) {
		return failing(ReplyFault.after(tokens, ReplyFault.Kind.MALFORMED));
	}

	/**
	 * Returns a copy with the vendor's error in the place of the rest of the stream, by
	 * default the one for an overloaded vendor. An answer that is no stream becomes that
	 * error under status 200.
	 * @param tokens tokens sent before, at least 0
	 */
	public SimulatedReply errorAfter(int tokens) {
		return failing(ReplyFault.after(tokens, ReplyFault.Kind.ERROR));
	}

	/**
	 * Returns a copy with the given error in the place of the rest of the stream.
	 * @param tokens tokens sent before, at least 0
	 * @see #errorAfter(int)
	 * @see #error(String, String, String)
	 */
	public SimulatedReply errorAfter(int tokens, String type, @Nullable String code, String message) {
		return errorAfter(tokens).error(type, code, message);
	}

	private SimulatedReply failing(ReplyFault fault) {
		return with(this.plan.with(fault));
	}

	/**
	 * Returns a copy with a response header that replaces the vendor's of that name.
	 * Given twice, the header is sent twice.
	 */
	public SimulatedReply header(String name, String value) {
		return with(details().plusHeader(name, value));
	}

	/**
	 * Returns a copy with the tokens billed. The default is a quarter of the characters
	 * of the request's body and of the answer's text, tool names and arguments, at least
	 * 1 each.
	 * @param input tokens read, those of the prompt cache included, at least 0
	 * @param output tokens written, reasoning included, at least 0
	 */
	public SimulatedReply usage(long input, long output) {
		return with(details().withUsage(details().usage().withTotals(input, output)));
	}

	/**
	 * Returns a copy that read a part of its input from the prompt cache. The input grows
	 * if it is smaller than its parts.
	 */
	public SimulatedReply cachedInput(long tokens) {
		return with(details().withUsage(details().usage().withCachedInput(tokens)));
	}

	/**
	 * Returns a copy that wrote a part of its input to the prompt cache, at Anthropic for
	 * five minutes.
	 */
	public SimulatedReply cacheWrite(long tokens) {
		return with(details().withUsage(details().usage().withCacheWrite(tokens)));
	}

	/** Returns a copy that wrote a part of its input to the prompt cache for an hour. */
	public SimulatedReply hourCacheWrite(long tokens) {
		return with(details().withUsage(details().usage().withHourCacheWrite(tokens)));
	}

	/**
	 * Returns a copy that spent a part of its output on reasoning. Ollama, which does not
	 * count it apart, shows it: a word for each token, before the text.
	 */
	public SimulatedReply reasoning(long tokens) {
		return with(details().withUsage(details().usage().withReasoning(tokens)));
	}

	/**
	 * Returns a copy with the reason why the model stopped, in the vendor's words. At
	 * Ollama an empty reason is left out, as Ollama does when it loses the model.
	 */
	public SimulatedReply finishReason(String reason) {
		return with(details().withFinishReason(reason));
	}

	/** Returns a copy from another model than the one that was asked for. */
	public SimulatedReply model(String model) {
		return with(details().withModel(model));
	}

	/**
	 * Returns a copy that was served at a tier, in the vendor's words. Gemini and Ollama
	 * do not say.
	 */
	public SimulatedReply serviceTier(String tier) {
		return with(details().withServiceTier(tier));
	}

	/**
	 * Returns a copy with an error for a status reply or {@link #errorAfter(int)}.
	 * @param type the vendor's class of errors
	 * @param code the vendor's code, {@code null} for none; Anthropic has no place for
	 * it, at Gemini it is the reason of an error or the id of a quota, and Ollama has a
	 * place for neither type nor code
	 * @param message text for people
	 */
	public SimulatedReply error(String type, @Nullable String code, String message) {
		return error(type, code, null, message);
	}

	/**
	 * Returns a copy with an error that names what it is about.
	 * @param param part of the request, as OpenAI names it; {@code null} for none, and
	 * the others have no place for it
	 * @see #error(String, String, String)
	 */
	public SimulatedReply error(String type, @Nullable String code, @Nullable String param, String message) {
		return with(details().withError(new VendorError(type, code, param, message, null)));
	}

	/**
	 * Returns a copy with an error whose JSON is given, for a status reply or
	 * {@link #errorAfter(int)}; the vendor's headers and framing stay.
	 */
	public SimulatedReply errorBody(String json) {
		return with(details().withError(VendorError.of(json)));
	}

	private SimulatedReply with(ReplyDetails details) {
		return with(this.plan.with(details));
	}

	private SimulatedReply with(ReplyPlan plan) {
		return new SimulatedReply(plan);
	}

	private ReplyDetails details() {
		return this.plan.details();
	}

	SimulatedReply billedWith(PromptCache cache, RecordedRequest request) {
		return with(this.plan.billedWith(cache, request));
	}

	ReplyPlan plan() {
		return this.plan;
	}

}
