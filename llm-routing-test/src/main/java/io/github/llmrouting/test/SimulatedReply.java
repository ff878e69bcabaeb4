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

	private final ReplyContent content;

	private final ReplyPace pace;

	private final @Nullable ReplyFault fault;

	private final ReplyDetails details;

	private SimulatedReply(ReplyContent content, ReplyPace pace, @Nullable ReplyFault fault, ReplyDetails details) {
		this.content = content;
		this.pace = pace;
		this.fault = fault;
		this.details = details;
	}

	/** Returns an answer of text. */
	public static SimulatedReply text(String text) {
		return of(new ReplyContent.Answer(text, List.of()));
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
		return of(new ReplyContent.Answer("", List.of(calls)));
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
		return new SimulatedReply(content, ReplyPace.AT_ONCE, null, ReplyDetails.USUAL);
	}

	/**
	 * Returns the tokens of a text: its words, each with the whitespace that follows it.
	 */
	public static List<String> tokens(String text) {
		return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\s)(?=\\S)", -1));
	}

	/**
	 * Returns a copy that waits before the first token, by default not at all. A stream
	 * sends headers and whatever precedes its content at once; any other reply waits with
	 * its headers, too, and so does a stream in which nothing precedes the content, as
	 * Ollama's while a model is being loaded.
	 */
	public SimulatedReply firstTokenAfter(Duration span) {
		return new SimulatedReply(this.content, this.pace.withFirst(span), this.fault, this.details);
	}

	/**
	 * Returns a copy that waits between two tokens, by default not at all. An answer that
	 * is no stream comes when its last token would.
	 */
	public SimulatedReply tokenEvery(Duration span) {
		return new SimulatedReply(this.content, this.pace.withEvery(span), this.fault, this.details);
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
		return new SimulatedReply(this.content, this.pace, fault, this.details);
	}

	/**
	 * Returns a copy with a response header that replaces the vendor's of that name.
	 * Given twice, the header is sent twice.
	 */
	public SimulatedReply header(String name, String value) {
		return with(this.details.plusHeader(name, value));
	}

	/**
	 * Returns a copy with the tokens billed. The default is a quarter of the characters
	 * of the request's body and of the answer's text, tool names and arguments, at least
	 * 1 each.
	 * @param input tokens read, those of the prompt cache included, at least 0
	 * @param output tokens written, reasoning included, at least 0
	 */
	public SimulatedReply usage(long input, long output) {
		return with(this.details.withUsage(this.details.usage().withTotals(input, output)));
	}

	/**
	 * Returns a copy that read a part of its input from the prompt cache. The input grows
	 * if it is smaller than its parts.
	 */
	public SimulatedReply cachedInput(long tokens) {
		return with(this.details.withUsage(this.details.usage().withCachedInput(tokens)));
	}

	/** Returns a copy that wrote a part of its input to the prompt cache. */
	public SimulatedReply cacheWrite(long tokens) {
		return with(this.details.withUsage(this.details.usage().withCacheWrite(tokens)));
	}

	/**
	 * Returns a copy that spent a part of its output on reasoning. Ollama, which does not
	 * count it apart, shows it: a word for each token, before the text.
	 */
	public SimulatedReply reasoning(long tokens) {
		return with(this.details.withUsage(this.details.usage().withReasoning(tokens)));
	}

	/**
	 * Returns a copy with the reason why the model stopped, in the vendor's words. At
	 * Ollama an empty reason is left out, as Ollama does when it loses the model.
	 */
	public SimulatedReply finishReason(String reason) {
		return with(this.details.withFinishReason(reason));
	}

	/** Returns a copy from another model than the one that was asked for. */
	public SimulatedReply model(String model) {
		return with(this.details.withModel(model));
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
		return with(this.details.withError(new VendorError(type, code, message)));
	}

	private SimulatedReply with(ReplyDetails details) {
		return new SimulatedReply(this.content, this.pace, this.fault, details);
	}

	ReplyContent content() {
		return this.content;
	}

	ReplyPace pace() {
		return this.pace;
	}

	@Nullable ReplyFault fault() {
		return this.fault;
	}

	ReplyDetails details() {
		return this.details;
	}

}
