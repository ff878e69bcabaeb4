package io.github.llmrouting.provider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@Timeout(10)
class EventStreamDecoderTests {

	private static final int LIMIT = 1024 * 1024;

	private static final String BOM = "\ufeff";

	@ParameterizedTest(name = "{0}")
	@MethodSource("streams")
	void streamIsReadAsTheStandardSays(String name, byte[] stream, List<ServerSentEvent> expected) {
		assertThat(decode(List.of(stream))).isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("streams")
	void streamSplitAtAnyByteGivesTheSameEvents(String name, byte[] stream, List<ServerSentEvent> expected) {
		for (int at = 0; at <= stream.length; at++) {
			assertThat(decode(split(stream, at))).as("split at %d", at).isEqualTo(expected);
		}
		assertThat(decode(split(stream, allOf(stream.length)))).as("single bytes").isEqualTo(expected);
	}

	@Test
	void streamSplitAtRandomBytesGivesTheSameEvents() {
		List<Arguments> streams = streams().toList();
		long seed = 4711;
		Random random = new Random(seed);
		for (int i = 0; i < 2000; i++) {
			Object[] stream = streams.get(random.nextInt(streams.size())).get();
			byte[] bytes = (byte[]) stream[1];
			int[] cuts = random.ints(random.nextInt(10), 0, bytes.length + 1).sorted().toArray();

			assertThat(decode(split(bytes, cuts))).as("seed %d, round %d: %s", seed, i, stream[0]).isEqualTo(stream[2]);
		}
	}

	static Stream<Arguments> streams() {
		return Stream.of(stream("nothing", ""), stream("only empty lines", "\n\r\n\r\n\n"),
				stream("LF", "data: a\n\ndata: b\n\n", "a", "b"),
				stream("CRLF", "data: a\r\n\r\ndata: b\r\n\r\n", "a", "b"),
				stream("CR", "data: a\r\rdata: b\r\r", "a", "b"),
				stream("mixed line ends", "data: a\r\n\ndata: b\n\r\ndata: c\r\r\ndata: d\n\r", "a", "b", "c", "d"),
				stream("CRLF within an event", "data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", "a\nb", "c"),
				named("CRLF after an event's name", "event: ping\r\ndata: a\r\n\r\n", event("ping", "a")),
				stream("many empty lines", "\n\n\ndata: a\n\n\n\ndata: b\n\n\n", "a", "b"),
				stream("BOM", BOM + "data: a\n\n", "a"), stream("BOM and CR", BOM + "data: a\r\rdata: b\r\r", "a", "b"),
				stream("BOM and CRLF", BOM + "data: a\r\n\r\n", "a"),
				stream("BOM and an empty line", BOM + "\ndata: a\n\n", "a"),
				stream("BOM and a comment", BOM + ": hello\n\ndata: a\n\n", "a"), stream("BOM alone", BOM),
				stream("second BOM is part of a name", BOM + BOM + "data: a\n\ndata: b\n\n", "b"),
				stream("BOM in a later line", "data: a\n\n" + BOM + "data: b\n\n", "a"),
				stream("BOM in data", "data: " + BOM + "a\n\n", BOM + "a"),
				stream("comments", ": OPENROUTER PROCESSING\n\n:\n\n:data: x\ndata: a\n: b\ndata: c\n\n", "a\nc"),
				stream("data of several lines", "data: a\ndata:b\ndata: \ndata:  c\n\n", "a\nb\n\n c"),
				stream("data without a colon", "data\n\ndata\ndata\n\n", "", "\n"),
				stream("empty data", "data:\n\ndata: \n\n", "", ""),
				stream("one space is taken away and no tab", "data:  a \n\ndata:\tb\n\n", " a ", "\tb"),
				stream("colons in data", "data: a: b::\n\ndata::\n\n", "a: b::", ":"),
				stream("similar names", "Data: a\ndat: a\ndatas: a\n data: a\ndata : a\n\ndata: b\n\n", "b"),
				stream("id and retry are ignored",
						"id: 1\nretry: abc\ndata: a\n\nid\nretry: 10\n\nid: \u0000\ndata: b\n\n", "a", "b"),
				stream("unknown fields", "foo: bar\nfoo\ndata: a\n\n", "a"),
				stream("cut off before the empty line", "data: a\n\ndata: b\n", "a"),
				stream("cut off within a line", "data: a\n\ndata: b", "a"),
				stream("cut off after CR", "data: a\r\n\r\ndata: b\r", "a"),
				named("event names", "event: ping\ndata: a\n\ndata: b\n\nevent:x\nevent: y\ndata: c\n\n",
						event("ping", "a"), event("message", "b"), event("y", "c")),
				named("event without data is none and its name is forgotten", "event: ping\n\ndata: a\n\n",
						event("message", "a")),
				named("empty event name", "event:\ndata: a\n\nevent: x\nevent\ndata: b\n\n", event("message", "a"),
						event("message", "b")),
				stream("UTF-8 of one to four bytes", "data: a\u00e9\u6f22\ud83d\ude00\ud83c\udde9\ud83c\uddea\n\n",
						"a\u00e9\u6f22\ud83d\ude00\ud83c\udde9\ud83c\uddea"),
				stream("UTF-8 in a name", "\ud83d\ude00: x\ndata: a\n\n", "a"),
				stream("line separators that are none here", "data: a\u2028b\u0085c\u000bd\n\n",
						"a\u2028b\u0085c\u000bd"),
				bytes("invalid UTF-8", "data: a\n\n", "a\ufffd\ufffdb\ufffd", 'a', 0xFF, 0xC3, 'b', 0xE2, 0x82),
				bytes("overlong UTF-8", "", "\ufffd\ufffda", 0xC0, 0xAF, 'a'));
	}

	@Test
	void eventOf300KibibytesIsRead() {
		String large = "x".repeat(300 * 1024);

		assertThat(decode(split(utf8("data: " + large + "\n\n"), 1, 65536, 131072, 200_000)))
			.containsExactly(event("message", large));
	}

	@Test
	void eventOverTheLimitIsUnreadableWhereverTheExcessStands() {
		assertTooLarge((i) -> "data: " + "x".repeat(100) + "\n\n", 100);
		assertTooLarge((i) -> "data: " + "x".repeat(60) + "\n", 100);
		assertTooLarge((i) -> ": " + "x".repeat(100) + "\n", 100);
		assertTooLarge((i) -> "data\n", 100);
	}

	@Test
	void eventsBeforeOneOverTheLimitAreReadAlsoWhenOneBufferHoldsThemAll() {
		Flux<DataBuffer> body = Flux.just(buffer(utf8("data: a\n\ndata: " + "x".repeat(100) + "\n\n")));

		StepVerifier.create(EventStreamDecoder.decode(body, 100))
			.expectNext(event("message", "a"))
			.verifyError(ProviderException.class);
	}

	@Test
	void eventsUpToTheLimitAreReadHoweverManyThereAre() {
		Flux<DataBuffer> body = Flux.range(0, 1000)
			.map((i) -> buffer(utf8("data: " + "x".repeat(90) + "\n\n: ping\n\n")));

		StepVerifier.create(EventStreamDecoder.decode(body, 100)).expectNextCount(1000).verifyComplete();
	}

	@Test
	void endlessLineIsGivenUpAtTheLimit() {
		assertThat(assertTooLarge((i) -> "x".repeat(1024), 4096)).isLessThanOrEqualTo(6);
		assertThat(assertTooLarge((i) -> (i == 0) ? "data: " : "x".repeat(1024), 4096)).isLessThanOrEqualTo(7);
		assertThat(assertTooLarge((i) -> "data: " + "x".repeat(1018) + "\n", 4096)).isLessThanOrEqualTo(7);
	}

	/** Reads a stream without an end and returns how many buffers it took to give up. */
	private static int assertTooLarge(IntFunction<String> piece, int limit) {
		AtomicInteger buffers = new AtomicInteger();
		Flux<DataBuffer> endless = Flux
			.generate((sink) -> sink.next(buffer(utf8(piece.apply(buffers.getAndIncrement())))));

		StepVerifier.create(EventStreamDecoder.decode(endless, limit))
			.verifyErrorSatisfies((error) -> assertThat(((ProviderException) error).failure())
				.isEqualTo(new Unreadable("an event of more than " + limit + " bytes")));
		return buffers.get();
	}

	@Test
	void everySubscriptionReadsWithADecoderOfItsOwn() {
		Flux<ServerSentEvent> events = EventStreamDecoder
			.decode(Flux.defer(() -> Flux.just(buffer(utf8(BOM + "data: a\n\nevent: x\ndata: b")))), LIMIT);

		assertThat(events.collectList().block()).containsExactly(event("message", "a"));
		assertThat(events.collectList().block()).containsExactly(event("message", "a"));
	}

	@Test
	void errorOfTheBodyComesAfterTheEventsBeforeIt() {
		Flux<DataBuffer> body = Flux.just(buffer(utf8("data: a\n\ndata: b")))
			.concatWith(Flux.error(new IllegalStateException()));

		StepVerifier.create(EventStreamDecoder.decode(body, LIMIT))
			.expectNext(event("message", "a"))
			.verifyError(IllegalStateException.class);
	}

	private static List<ServerSentEvent> decode(List<byte[]> buffers) {
		Flux<DataBuffer> body = Flux.fromIterable(buffers).map(EventStreamDecoderTests::buffer);
		return EventStreamDecoder.decode(body, LIMIT).collectList().block();
	}

	private static List<byte[]> split(byte[] stream, int... cuts) {
		List<byte[]> parts = new ArrayList<>();
		int from = 0;
		for (int cut : cuts) {
			parts.add(Arrays.copyOfRange(stream, from, cut));
			from = cut;
		}
		parts.add(Arrays.copyOfRange(stream, from, stream.length));
		return parts;
	}

	private static int[] allOf(int length) {
		int[] cuts = new int[length];
		Arrays.setAll(cuts, (i) -> i);
		return cuts;
	}

	private static Arguments stream(String name, String stream, String... data) {
		return arguments(name, utf8(stream), Stream.of(data).map((text) -> event("message", text)).toList());
	}

	private static Arguments named(String name, String stream, ServerSentEvent... events) {
		return arguments(name, utf8(stream), List.of(events));
	}

	private static Arguments bytes(String name, String before, String text, int... data) {
		ByteArrayOutputStream stream = new ByteArrayOutputStream();
		stream.writeBytes(utf8(before + "data: "));
		Arrays.stream(data).forEach(stream::write);
		stream.writeBytes(utf8("\n\n"));
		List<ServerSentEvent> events = before.isEmpty() ? List.of(event("message", text))
				: List.of(event("message", "a"), event("message", text));
		return arguments(name, stream.toByteArray(), events);
	}

	private static ServerSentEvent event(String name, String data) {
		return new ServerSentEvent(name, data);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static DataBuffer buffer(byte[] bytes) {
		return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
	}

}
