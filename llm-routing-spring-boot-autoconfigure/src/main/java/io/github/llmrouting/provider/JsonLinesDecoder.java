package io.github.llmrouting.provider;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Turns bytes into JSON values, one a line [1]: lines end with LF or CRLF, blank ones are
 * ignored. A last line without an end counts if it is a whole value, because some servers
 * leave the end out, and is discarded if it is not: the stream was cut off within it. A
 * line may be split over buffers anywhere. One decoder reads one stream.
 * <p>
 * [1] https://github.com/ndjson/ndjson-spec, version 1.0.0.
 */
public final class JsonLinesDecoder {

	private final int maxLineBytes;

	private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);

	private JsonLinesDecoder(int maxLineBytes) {
		this.maxLineBytes = maxLineBytes;
	}

	/**
	 * Decodes a response body. Each buffer is released as soon as it is received, also
	 * when the stream is cancelled or fails; no more than one is read ahead. A line that
	 * is not JSON is an error, after the values before it.
	 * @param body bytes of one stream
	 * @param maxLineBytes most bytes of one line, above which the stream is an error
	 */
	public static Flux<JsonNode> decode(Flux<DataBuffer> body, int maxLineBytes) {
		return Flux.defer(() -> {
			JsonLinesDecoder decoder = new JsonLinesDecoder(maxLineBytes);
			return body.map(ProviderHttp::bytes)
				.concatMapIterable(decoder::split, 1)
				.map(decoder::parse)
				.concatWith(Mono.fromSupplier(decoder::rest));
		}).doOnDiscard(DataBuffer.class, DataBufferUtils::release);
	}

	private List<byte[]> split(byte[] bytes) {
		List<byte[]> lines = new ArrayList<>(4);
		int begin = 0;
		for (int i = 0; i < bytes.length; i++) {
			if (bytes[i] == '\n') {
				append(bytes, begin, i);
				endLine(lines);
				begin = i + 1;
			}
		}
		append(bytes, begin, bytes.length);
		if (isTooLong(this.line.size())) {
			endLine(lines);
		}
		return lines;
	}

	/** Keeps one byte more than is allowed, which tells that there were more. */
	private void append(byte[] bytes, int from, int to) {
		long room = this.maxLineBytes + 1L - this.line.size();
		this.line.write(bytes, from, (int) Math.min(to - from, room));
	}

	private boolean isTooLong(int length) {
		return length > this.maxLineBytes;
	}

	private void endLine(List<byte[]> lines) {
		byte[] ended = this.line.toByteArray();
		this.line.reset();
		if (!isBlank(ended)) {
			lines.add(ended);
		}
	}

	private static boolean isBlank(byte[] line) {
		for (byte character : line) {
			if (character != ' ' && character != '\t' && character != '\r') {
				return false;
			}
		}
		return true;
	}

	private JsonNode parse(byte[] line) {
		if (isTooLong(line.length)) {
			throw new ProviderException(new Unreadable("a line of more than " + this.maxLineBytes + " bytes"));
		}
		return WireJson.read(line);
	}

	private @Nullable JsonNode rest() {
		JsonNode json = WireJson.readLeniently(this.line.toByteArray());
		return json.isMissingNode() ? null : json;
	}

}
