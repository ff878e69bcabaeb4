package io.github.llmrouting.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import reactor.core.publisher.Flux;
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

	private byte[] line = {};

	private int lineLength;

	private boolean firstLine = true;

	private boolean skipLineFeed;

	private String name = DEFAULT_NAME;

	private String firstData = "";

	/** All lines of data, if there is more than one. */
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
		return Flux.<ServerSentEvent>defer(() -> {
			EventStreamDecoder decoder = new EventStreamDecoder(maxEventBytes);
			return new OneByOne<>(body, decoder::read, decoder::end);
		}).doOnDiscard(DataBuffer.class, DataBufferUtils::release);
	}

	private void read(DataBuffer buffer, List<ServerSentEvent> events) {
		read(ProviderHttp.bytes(buffer), events);
	}

	private void read(byte[] bytes, List<ServerSentEvent> events) {
		int begin = 0;
		for (int i = 0; i < bytes.length; i++) {
			byte current = bytes[i];
			if (current != '\n' && current != '\r') {
				continue;
			}
			if (current == '\r' || !this.skipLineFeed || i > begin || this.lineLength > 0) {
				endLine(bytes, begin, i, events);
			}
			begin = i + 1;
			this.skipLineFeed = current == '\r';
		}
		append(bytes, begin, bytes.length);
	}

	/** Keeps a part of a line, of which the rest is in the next buffer. */
	private void append(byte[] bytes, int from, int to) {
		int added = to - from;
		requireRoom(added);
		if (this.lineLength + added > this.line.length) {
			this.line = Arrays.copyOf(this.line,
					Math.max(Math.max(512, 2 * this.line.length), this.lineLength + added));
		}
		System.arraycopy(bytes, from, this.line, this.lineLength, added);
		this.lineLength += added;
	}

	private void requireRoom(int added) {
		if (this.lineLength + added + dataLength() + this.bare.length() > this.maxEventBytes) {
			throw new ProviderException(new Unreadable("an event of more than " + this.maxEventBytes + " bytes"));
		}
	}

	private void endLine(byte[] bytes, int from, int to, List<ServerSentEvent> events) {
		if (this.lineLength == 0) {
			requireRoom(to - from);
			readLine(bytes, from, to, events);
			return;
		}
		append(bytes, from, to);
		int length = this.lineLength;
		this.lineLength = 0;
		readLine(this.line, 0, length, events);
	}

	private void readLine(byte[] bytes, int from, int to, List<ServerSentEvent> events) {
		int begin = this.firstLine ? skipByteOrderMark(bytes, from, to) : from;
		this.firstLine = false;
		if (begin == to) {
			endEvent(events);
		}
		else {
			readField(bytes, begin, to);
		}
	}

	private static int skipByteOrderMark(byte[] bytes, int from, int to) {
		int end = from + BYTE_ORDER_MARK.length;
		boolean marked = end <= to && Arrays.equals(bytes, from, end, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
		return marked ? end : from;
	}

	private void readField(byte[] bytes, int from, int to) {
		int colon = from;
		while (colon < to && bytes[colon] != ':') {
			colon++;
		}
		int value = Math.min(colon + 1, to);
		if (value < to && bytes[value] == ' ') {
			value++;
		}
		if (isField("data", bytes, from, colon)) {
			addData(text(bytes, value, to));
		}
		else if (isField("event", bytes, from, colon)) {
			this.name = text(bytes, value, to);
		}
		else if (colon > from) {
			addBare(bytes[from], text(bytes, from, to));
		}
	}

	private static boolean isField(String field, byte[] bytes, int from, int to) {
		if (to - from != field.length()) {
			return false;
		}
		for (int i = 0; i < field.length(); i++) {
			if (bytes[from + i] != field.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	private static String text(byte[] bytes, int from, int to) {
		return new String(bytes, from, to - from, StandardCharsets.UTF_8);
	}

	private void addBare(byte first, String text) {
		if (first == '{' || first == '[' || !this.bare.isEmpty()) {
			this.bare.append(text).append('\n');
		}
	}

	/** Nearly every event has one line of data, which needs no putting together. */
	private void addData(String text) {
		this.bare.setLength(0);
		if (!this.hasData) {
			this.firstData = text;
		}
		else {
			this.data.append(this.data.isEmpty() ? this.firstData : "").append('\n').append(text);
		}
		this.hasData = true;
	}

	private int dataLength() {
		return this.data.isEmpty() ? this.firstData.length() : this.data.length();
	}

	private void endEvent(List<ServerSentEvent> events) {
		if (this.hasData) {
			events.add(new ServerSentEvent(this.name.isEmpty() ? DEFAULT_NAME : this.name,
					this.data.isEmpty() ? this.firstData : this.data.toString()));
		}
		this.name = DEFAULT_NAME;
		this.firstData = "";
		this.data.setLength(0);
		this.hasData = false;
	}

	private void end(List<ServerSentEvent> events) {
		if (this.lineLength > 0) {
			readLine(this.line, 0, this.lineLength, new ArrayList<>());
		}
		JsonNode json = this.bare.isEmpty() ? MissingNode.getInstance() : WireJson.readLeniently(this.bare.toString());
		if (json.has("error") || json.path(0).has("error")) {
			events.add(new ServerSentEvent(DEFAULT_NAME, this.bare.toString()));
		}
	}

}
