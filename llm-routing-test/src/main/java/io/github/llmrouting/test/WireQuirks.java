package io.github.llmrouting.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import reactor.core.publisher.Flux;

/**
 * Writes a body with the deviations that a test asked for.
 */
final class WireQuirks {

	/** Where a line opens an object that has fields. */
	private static final Pattern OBJECT_START = Pattern.compile("(?m)^((?:data: )?\\[?)\\{(?!})");

	private static final Pattern OBJECT_END = Pattern.compile("(?m)}$");

	private static final Pattern EVENT_START = Pattern.compile("(?m)^(?=event: )|(?<!event: \\w{1,30}\n)^(?=data: )");

	private static final Pattern LINE_END = Pattern.compile("\r\n|\n");

	private final Set<SimulatedQuirk> quirks;

	WireQuirks(Set<SimulatedQuirk> quirks) {
		this.quirks = quirks;
	}

	byte[] eventBytes(String events) {
		boolean commented = this.quirks.contains(SimulatedQuirk.COMMENTS);
		return bytes(commented ? EVENT_START.matcher(events).replaceAll(": keep-alive\n") : events);
	}

	byte[] bytes(String text) {
		return lines(padded(extended(text))).getBytes(StandardCharsets.UTF_8);
	}

	private String extended(String text) {
		boolean extended = this.quirks.contains(SimulatedQuirk.UNKNOWN_FIELDS);
		return extended ? OBJECT_START.matcher(text).replaceAll("$1{\"x_unknown\":{\"nested\":[1,null,\"x\"]},") : text;
	}

	private String padded(String text) {
		if (!this.quirks.contains(SimulatedQuirk.PADDING)) {
			return text;
		}
		String opened = OBJECT_START.matcher(text).replaceAll("$1{ ");
		return OBJECT_END.matcher(opened).replaceAll(" }   ");
	}

	private String lines(String text) {
		if (this.quirks.contains(SimulatedQuirk.CRLF)) {
			return LINE_END.matcher(text).replaceAll("\r\n");
		}
		if (this.quirks.contains(SimulatedQuirk.LF)) {
			return LINE_END.matcher(text).replaceAll("\n");
		}
		return this.quirks.contains(SimulatedQuirk.CR) ? LINE_END.matcher(text).replaceAll("\r") : text;
	}

	/**
	 * Returns a body as it is transferred.
	 * @param complete whether the body has its end
	 */
	Flux<byte[]> encoded(Flux<byte[]> body, boolean complete) {
		Flux<byte[]> encoded = this.quirks.contains(SimulatedQuirk.GZIP)
				? Flux.defer(() -> new Compression().of(body, complete)) : body;
		return this.quirks.contains(SimulatedQuirk.BYTEWISE) ? encoded.concatMapIterable(WireQuirks::bytewise)
				: encoded;
	}

	private static Iterable<byte[]> bytewise(byte[] bytes) {
		return IntStream.range(0, bytes.length).mapToObj((index) -> new byte[] { bytes[index] }).toList();
	}

	/** One body on its way through gzip, flushed after each part. */
	private static final class Compression {

		private final ByteArrayOutputStream written = new ByteArrayOutputStream();

		private final GZIPOutputStream gzip;

		Compression() {
			try {
				this.gzip = new GZIPOutputStream(this.written, true);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		Flux<byte[]> of(Flux<byte[]> body, boolean complete) {
			Flux<byte[]> parts = body.map(this::part);
			return complete ? parts.concatWith(Flux.defer(() -> Flux.just(end()))) : parts;
		}

		private byte[] part(byte[] bytes) {
			try {
				this.gzip.write(bytes);
				this.gzip.flush();
				return taken();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private byte[] end() {
			try {
				this.gzip.close();
				return taken();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private byte[] taken() {
			byte[] bytes = this.written.toByteArray();
			this.written.reset();
			return bytes;
		}

	}

}
