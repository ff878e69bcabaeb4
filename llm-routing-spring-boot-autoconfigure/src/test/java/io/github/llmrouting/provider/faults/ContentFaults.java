package io.github.llmrouting.provider.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;

import static io.github.llmrouting.provider.faults.Dialect.ANTHROPIC;
import static io.github.llmrouting.provider.faults.Dialect.AZURE;
import static io.github.llmrouting.provider.faults.Dialect.OLLAMA;
import static io.github.llmrouting.provider.faults.Dialect.OPENAI;
import static io.github.llmrouting.provider.faults.FaultMode.call;
import static io.github.llmrouting.provider.faults.FaultMode.stream;
import static io.github.llmrouting.provider.faults.RawReply.head;
import static io.github.llmrouting.provider.faults.RawReply.http;
import static io.github.llmrouting.provider.faults.RawReply.send;
import static io.github.llmrouting.provider.faults.RawReply.sendBytewise;
import static org.assertj.core.api.Assertions.assertThat;

/** The modes of an answer's bytes: how they are split, encoded, compressed, how many. */
final class ContentFaults {

	private static final String WORLD = "Grüße, 世界 🙂";

	private static final String ESCAPED = "\"Gr\\u00fc\\u00dfe, 世界 \\ud83d\\ude42\"";

	private static final int KIBIBYTE = 1024;

	private static final byte[] BOMB = gzip(new byte[32 * KIBIBYTE * KIBIBYTE]);

	private ContentFaults() {
	}

	static List<FaultMode> modes() {
		return Stream.of(splits(), lines(), sizes(), compressed(), meaning()).flatMap(List::stream).toList();
	}

	private static List<FaultMode> splits() {
		return List.of(
				call("S13", "every byte on its own",
						(dialect) -> head(200, Replies.JSON, "content-length: " + dialect.answer().length())
							.then(sendBytewise(bytes(dialect.answer())))),
				stream("S13", "every byte on its own", (dialect) -> bytewise(dialect, dialect.stream())),
				call("S14", "letters beyond ASCII, split", (dialect) -> {
					byte[] answer = bytes(dialect.answerWithContent(ESCAPED));
					return head(200, Replies.JSON, "content-length: " + answer.length).then(sendBytewise(answer));
				}).ends(Expected.answer(WORLD)),
				stream("S14", "letters beyond ASCII, split",
						(dialect) -> bytewise(dialect,
								dialect.begin() + dialect.contentOf(ESCAPED) + dialect.content(WORLD) + dialect.finish()
										+ dialect.end()))
					.ends(Expected.answer(WORLD + WORLD)),
				stream("S14", "halves of a surrogate pair in two events",
						(dialect) -> Replies.stream(dialect,
								dialect.begin() + dialect.contentOf("\"\\ud83d\"") + dialect.contentOf("\"\\ude42\"")
										+ dialect.finish() + dialect.end()))
					.ends(Expected.answer("🙂")),
				call("S15", "bytes that are no UTF-8",
						(dialect) -> http(200, invalid(dialect.answerWithContent("\"a~b\"")), Replies.JSON))
					.ends(Expected.answer("a\ufffdb")),
				stream("S15", "bytes that are no UTF-8",
						(dialect) -> http(200,
								invalid(dialect.begin() + dialect.content("a~b") + dialect.finish() + dialect.end()),
								dialect.streamType()))
					.ends(Expected.answer("a\ufffdb")));
	}

	private static RawReply bytewise(Dialect dialect, String events) {
		byte[] bytes = bytes(events);
		return head(200, dialect.streamType(), "content-length: " + bytes.length).then(sendBytewise(bytes));
	}

	private static byte[] invalid(String text) {
		byte[] bytes = bytes(text);
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (bytes[i] == '~') ? (byte) 0xff : bytes[i];
		}
		return bytes;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static List<FaultMode> lines() {
		return List.of(
				stream("S16", "CRLF, split", (dialect) -> bytewise(dialect, dialect.stream().replace("\n", "\r\n"))),
				stream("S16", "CR alone", (dialect) -> bytewise(dialect, dialect.stream().replace("\n", "\r")))
					.not(OLLAMA),
				stream("S16", "a byte order mark", (dialect) -> Replies.stream(dialect, "\ufeff" + dialect.stream())),
				stream("S17", "data over lines, without a space",
						(dialect) -> Replies.stream(dialect, dialect.stream().replace("data: {", "data:{\ndata:")))
					.not(OLLAMA),
				stream("S17", "fields that do not matter", (dialect) -> Replies.stream(dialect,
						"retry: abc\nid: 1\n\n:\n\ndata\n\ndata:\n\nevent: ping\ndata: \n\n" + dialect.stream()))
					.not(OLLAMA));
	}

	private static List<FaultMode> sizes() {
		return List.of(
				stream("S19", "an event of 300 KiB",
						(dialect) -> Replies.stream(dialect,
								dialect.begin() + dialect.content("x".repeat(300 * KIBIBYTE)) + dialect.finish()
										+ dialect.end()))
					.ends(Expected.answer("x".repeat(300 * KIBIBYTE))),
				stream("S19", "an event of 2 MiB",
						(dialect) -> open(dialect)
							.then(send(dialect.started() + dialect.content("x".repeat(2048 * KIBIBYTE)))))
					.interrupts(Unreadable.class),
				stream("S19", "a line without an end",
						(dialect) -> open(dialect).then(send(dialect.started() + "data: "))
							.then(RawReply.flood("x".repeat(KIBIBYTE), 1_000_000)))
					.interrupts(Unreadable.class),
				stream("S20", "ten thousand tiny events", (dialect) -> tiny(dialect, dialect.content("x"), ""))
					.ends(Expected.answer("x".repeat(10_000))),
				stream("S20", "ten thousand empty deltas",
						(dialect) -> tiny(dialect, dialect.contentOf("\"\""), dialect.content("x")))
					.ends(Expected.answer("x")),
				call("H14", "a body without an end",
						(dialect) -> head(200, Replies.JSON).then(RawReply.flood(" ".repeat(64 * KIBIBYTE), 1_000_000)))
					.fails(Unreadable.class),
				stream("H14", "a body without an end",
						(dialect) -> open(dialect).then(RawReply.flood("x".repeat(64 * KIBIBYTE), 1_000_000)))
					.fails(Unreadable.class),
				call("H14", "the body of an error without an end",
						(dialect) -> head(500, Replies.JSON).then(RawReply.flood(" ".repeat(64 * KIBIBYTE), 1_000_000)))
					.fails(ServerError.class));
	}

	private static RawReply tiny(Dialect dialect, String event, String last) {
		return open(dialect).then(send(dialect.begin()))
			.then(RawReply.flood(event.repeat(100), 100))
			.then(send(last + dialect.finish() + dialect.end()))
			.then(RawReply.hangUp());
	}

	/** A stream that ends with its connection. */
	private static RawReply open(Dialect dialect) {
		return head(200, dialect.streamType());
	}

	private static List<FaultMode> compressed() {
		Stream<FaultMode> encodings = Stream.of("br", "zstd", "deflate", "rot13")
			.flatMap((encoding) -> Stream.of(
					call("S22", "encoding " + encoding,
							(dialect) -> encoded(encoding, Replies.JSON, deflated(dialect.answer())))
						.fails(Unreadable.class),
					stream("S22", "encoding " + encoding,
							(dialect) -> encoded(encoding, dialect.streamType(), deflated(dialect.stream())))
						.fails(Unreadable.class)));
		return Stream.concat(encodings, gzipped()).toList();
	}

	private static Stream<FaultMode> gzipped() {
		return Stream.of(
				call("S22", "gzip", (dialect) -> encoded("gzip", Replies.JSON, gzip(bytes(dialect.answer()))))
					.fails(Unreadable.class),
				stream("S22", "gzip", (dialect) -> encoded("gzip", dialect.streamType(), gzip(bytes(dialect.stream()))))
					.fails(Unreadable.class),
				call("S22", "gzip that is none", (dialect) -> encoded("gzip", Replies.JSON, bytes(dialect.answer())))
					.fails(Unreadable.class),
				stream("S22", "gzip that is none",
						(dialect) -> encoded("gzip", dialect.streamType(), bytes(dialect.stream())))
					.fails(Unreadable.class),
				call("S22", "gzip in gzip",
						(dialect) -> encoded("gzip, gzip", Replies.JSON, gzip(gzip(bytes(dialect.answer())))))
					.fails(Unreadable.class),
				stream("S22", "gzip in gzip",
						(dialect) -> encoded("gzip, gzip", dialect.streamType(), gzip(gzip(bytes(dialect.stream())))))
					.fails(Unreadable.class),
				call("S22", "a gzip bomb", (dialect) -> encoded("gzip", Replies.JSON, BOMB)).fails(Unreadable.class),
				stream("S22", "a gzip bomb", (dialect) -> encoded("gzip", dialect.streamType(), BOMB))
					.fails(Unreadable.class));
	}

	private static RawReply encoded(String encoding, String type, byte[] body) {
		return http(200, body, type, "content-encoding: " + encoding);
	}

	/** Every encoding looks like nothing to who did not ask for one. */
	private static byte[] deflated(String text) {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (DeflaterOutputStream out = new DeflaterOutputStream(compressed)) {
			out.write(bytes(text));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return compressed.toByteArray();
	}

	private static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
			out.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return compressed.toByteArray();
	}

	private static List<FaultMode> meaning() {
		return List.of(
				stream("S21", "tool calls whose fragments are interleaved",
						(dialect) -> Replies.stream(dialect, ToolFragments.interleaved(dialect)))
					.only(OPENAI, AZURE, ANTHROPIC)
					.ends(Expected.answer("{\"a\":1}{\"b\":2}")),
				stream("S23", "the same event twice, usage twice",
						(dialect) -> Replies.stream(dialect,
								dialect.started() + dialect.content("x") + dialect.content("x")
										+ dialect.finishWithUsage("1", "1") + dialect.finish() + dialect.end()))
					.not(OLLAMA)
					.ends(Expected.answer("Hello, xx").with(usage(9, 3))),
				call("S25", "an answer that was withheld",
						(dialect) -> Replies
							.json(dialect.answer("\"Hello\"", dialect.filtered(), dialect.usage("9", "3"))))
					.not(OLLAMA)
					.ends(Expected.answer("Hello").with(finish(FinishReason.CONTENT_FILTER))),
				stream("S25", "an answer that was withheld",
						(dialect) -> Replies.stream(dialect,
								dialect.started() + dialect.finish(dialect.filtered(), dialect.usage("9", "3"))
										+ dialect.end()))
					.not(OLLAMA)
					.ends(Expected.answer(Dialect.PART).with(finish(FinishReason.CONTENT_FILTER))),
				call("S26", "an answer that reached its limit",
						(dialect) -> Replies.json(dialect.answer("\"Hello\"", dialect.cut(), dialect.usage("9", "3"))))
					.ends(Expected.answer("Hello").with(finish(FinishReason.LENGTH))),
				stream("S26", "an answer that reached its limit",
						(dialect) -> Replies.stream(dialect,
								dialect.started() + dialect.finish(dialect.cut(), dialect.usage("9", "3"))
										+ dialect.end()))
					.ends(Expected.answer(Dialect.PART).with(finish(FinishReason.LENGTH))));
	}

	private static Consumer<Outcome> usage(long input, long output) {
		return (outcome) -> {
			assertThat(outcome.facts().usage().input()).isEqualTo(input);
			assertThat(outcome.facts().usage().output()).isEqualTo(output);
		};
	}

	private static Consumer<Outcome> finish(FinishReason reason) {
		return (outcome) -> assertThat(outcome.facts().finishReason()).isEqualTo(reason);
	}

}
