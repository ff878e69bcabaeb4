package io.github.llmrouting.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Turns bytes into server-sent events as the HTML standard says (9.2.6, "Interpreting an
 * event stream"): lines end with LF, CR or CRLF, a leading byte order mark is skipped,
 * comments are ignored, data lines are joined, and an event that the stream's end cuts
 * off is discarded. {@code id} and {@code retry} are ignored: nobody reconnects here. An
 * event may be split over buffers anywhere. One decoder reads one stream.
 * <p>
 * Beyond the standard, an error that stands at the stream's end as bare JSON is the last
 * event: Gemini's servers write past the framing when they fail within an answer [1].
 * <p>
 * [1] https://github.com/googleapis/python-genai, _api_client.py, read in August 2026.
 */
public final class EventStreamDecoder {

	private static final byte[] BYTE_ORDER_MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	private static final String DEFAULT_NAME = "message";

	private final int maxEventBytes;

	private byte[] line = new byte[512];

	private int lineLength;

	private boolean firstLine = true;

	private boolean skipLineFeed;

	private String name = DEFAULT_NAME;

	private final StringBuilder data = new StringBuilder();

	private boolean hasData;

	/** Lines that are no fields, from one on that begins like JSON. */
	private final StringBuilder bare = new StringBuilder();

	private EventStreamDecoder(int maxEventBytes) {
		this.maxEventBytes = maxEventBytes;
	}

	/**
	 * Decodes a response body. Buffers are released, also when the stream is cancelled or
	 * fails; no more than one with the end of an event in it is read ahead. An error of
	 * the body comes after the events before it, when the subscriber asks for more.
	 * @param body bytes of one event stream
	 * @param maxEventBytes most bytes of one event, above which the stream is an error
	 */
	public static Flux<ServerSentEvent> decode(Flux<DataBuffer> body, int maxEventBytes) {
		return Flux.defer(() -> {
			EventStreamDecoder decoder = new EventStreamDecoder(maxEventBytes);
			return body.map(decoder::read)
				.concatWith(Mono.fromSupplier(decoder::end))
				.materialize()
				.concatMapIterable(EventStreamDecoder::inOrder, 1)
				.<ServerSentEvent>dematerialize();
		}).doOnDiscard(DataBuffer.class, DataBufferUtils::release);
	}

	/** Makes an error one of the elements, which it would overtake in any queue. */
	private static List<Signal<ServerSentEvent>> inOrder(Signal<List<Signal<ServerSentEvent>>> read) {
		if (read.getThrowable() != null) {
			return List.of(Signal.error(read.getThrowable()));
		}
		List<Signal<ServerSentEvent>> events = read.get();
		return (events != null) ? events : List.of();
	}

	/** Returns the events that the buffer completes, and the error that it holds. */
	private List<Signal<ServerSentEvent>> read(DataBuffer buffer) {
		List<Signal<ServerSentEvent>> events = new ArrayList<>(4);
		try {
			read(ProviderHttp.bytes(buffer), events);
		}
		catch (ProviderException ex) {
			events.add(Signal.error(ex));
		}
		return events;
	}

	private void read(byte[] bytes, List<Signal<ServerSentEvent>> events) {
		int begin = 0;
		for (int i = 0; i < bytes.length; i++) {
			byte current = bytes[i];
			if (current == '\n' && this.skipLineFeed) {
				begin = i + 1;
			}
			else if (current == '\n' || current == '\r') {
				append(bytes, begin, i);
				begin = i + 1;
				endLine(events);
			}
			this.skipLineFeed = current == '\r';
		}
		append(bytes, begin, bytes.length);
	}

	private void append(byte[] bytes, int from, int to) {
		int added = to - from;
		if (this.lineLength + added + this.data.length() + this.bare.length() > this.maxEventBytes) {
			throw new ProviderException(new Unreadable("an event of more than " + this.maxEventBytes + " bytes"));
		}
		if (this.lineLength + added > this.line.length) {
			this.line = Arrays.copyOf(this.line, Math.max(2 * this.line.length, this.lineLength + added));
		}
		System.arraycopy(bytes, from, this.line, this.lineLength, added);
		this.lineLength += added;
	}

	private void endLine(List<Signal<ServerSentEvent>> events) {
		int begin = this.firstLine ? skipByteOrderMark() : 0;
		this.firstLine = false;
		if (this.lineLength == begin) {
			endEvent(events);
		}
		else {
			readField(begin);
		}
		this.lineLength = 0;
	}

	private int skipByteOrderMark() {
		boolean marked = this.lineLength >= BYTE_ORDER_MARK.length
				&& Arrays.equals(this.line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
		return marked ? BYTE_ORDER_MARK.length : 0;
	}

	private void readField(int begin) {
		int colon = begin;
		while (colon < this.lineLength && this.line[colon] != ':') {
			colon++;
		}
		int value = Math.min(colon + 1, this.lineLength);
		if (value < this.lineLength && this.line[value] == ' ') {
			value++;
		}
		if (isField("data", begin, colon)) {
			addData(text(value));
		}
		else if (isField("event", begin, colon)) {
			this.name = text(value);
		}
		else if (colon > begin) {
			addBare(begin);
		}
	}

	private boolean isField(String field, int begin, int end) {
		if (end - begin != field.length()) {
			return false;
		}
		for (int i = 0; i < field.length(); i++) {
			if (this.line[begin + i] != field.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	private String text(int begin) {
		return new String(this.line, begin, this.lineLength - begin, StandardCharsets.UTF_8);
	}

	private void addBare(int begin) {
		boolean json = this.line[begin] == '{' || this.line[begin] == '[';
		if (json || !this.bare.isEmpty()) {
			this.bare.append(text(begin)).append('\n');
		}
	}

	private void addData(String text) {
		this.bare.setLength(0);
		if (this.hasData) {
			this.data.append('\n');
		}
		this.data.append(text);
		this.hasData = true;
	}

	private void endEvent(List<Signal<ServerSentEvent>> events) {
		if (this.hasData) {
			String name = this.name.isEmpty() ? DEFAULT_NAME : this.name;
			events.add(Signal.next(new ServerSentEvent(name, this.data.toString())));
		}
		this.name = DEFAULT_NAME;
		this.data.setLength(0);
		this.hasData = false;
	}

	private List<Signal<ServerSentEvent>> end() {
		if (this.lineLength > 0) {
			endLine(new ArrayList<>());
		}
		JsonNode json = this.bare.isEmpty() ? MissingNode.getInstance() : WireJson.readLeniently(this.bare.toString());
		boolean error = json.has("error") || json.path(0).has("error");
		return error ? List.of(Signal.next(new ServerSentEvent(DEFAULT_NAME, this.bare.toString()))) : List.of();
	}

}
