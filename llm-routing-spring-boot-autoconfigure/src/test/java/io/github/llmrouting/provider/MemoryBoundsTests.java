package io.github.llmrouting.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a hostile answer may cost: little more is read of it than the limit, and little
 * more is held of it than what the limit allows.
 */
@Timeout(120)
class MemoryBoundsTests {

	private static final int KIBIBYTE = 1024;

	private static final int MEBIBYTE = 1024 * KIBIBYTE;

	private static final int MAX_BODY = 8 * MEBIBYTE;

	private static final int MAX_EVENT = MEBIBYTE;

	private static final long FOUR_GIGABYTES = 4L * 1024 * MEBIBYTE;

	/** The head, and what one read of the socket may bring beyond a limit. */
	private static final int SLACK = 64 * KIBIBYTE + KIBIBYTE;

	private static final String JSON = "content-type: application/json";

	private static final String EVENTS = "content-type: text/event-stream";

	private static final String GZIP = "\r\ncontent-encoding: gzip";

	private static final Duration QUIET = Duration.ofMillis(300);

	private static final byte[] ZEROS = filled('0');

	private static final byte[] EVENT = "data: a\n\n".getBytes(StandardCharsets.UTF_8);

	@Test
	void endlessBodyIsReadToTheLimit() {
		try (FloodServer server = new FloodServer(JSON, ZEROS, FOUR_GIGABYTES / ZEROS.length);
				MeteredClient client = new MeteredClient(server.baseUrl())) {
			assertThat(HttpFixture.failureOf(HttpFixture.call(client.http())))
				.isEqualTo(new Unreadable("an answer of more than 8388608 bytes"));
			assertThat(client.bytesRead()).isBetween((long) MAX_BODY, (long) MAX_BODY + SLACK);
		}
	}

	@Test
	void endlessLineIsReadToTheLimit() {
		try (FloodServer server = new FloodServer(EVENTS, ZEROS, FOUR_GIGABYTES / ZEROS.length);
				MeteredClient client = new MeteredClient(server.baseUrl())) {
			assertThat(HttpFixture.failureOf(HttpFixture.stream(client.http())))
				.isEqualTo(new Unreadable("an event of more than 1048576 bytes"));
			assertThat(client.bytesRead()).isBetween((long) MAX_EVENT, (long) MAX_EVENT + SLACK);
		}
	}

	@Test
	void compressedAnswerThatNobodyAskedForIsNotDecompressed() throws IOException {
		byte[] bomb = compressed(new byte[16 * MEBIBYTE]);
		Unreadable failure = new Unreadable("an answer with a content encoding that nobody asked for");

		assertIsGivenUpAtOnce(JSON + GZIP, bomb, HttpFixture::call, failure);
		assertIsGivenUpAtOnce(EVENTS + GZIP, bomb, HttpFixture::stream, failure);
	}

	private static void assertIsGivenUpAtOnce(String headers, byte[] piece,
			Function<ProviderHttp, Publisher<?>> exchange, Unreadable failure) {
		try (FloodServer server = new FloodServer(headers, piece, FOUR_GIGABYTES / piece.length);
				MeteredClient client = new MeteredClient(server.baseUrl())) {
			assertThat(HttpFixture.failureOf(exchange.apply(client.http()))).isEqualTo(failure);
			assertThat(client.bytesRead()).isLessThan(2L * SLACK);
		}
	}

	private static byte[] compressed(byte[] bytes) throws IOException {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
			out.write(bytes);
		}
		return compressed.toByteArray();
	}

	@Test
	void serverIsNotReadWhileNobodyAsksForEvents() {
		try (FloodServer server = new FloodServer(EVENTS, EVENT, Long.MAX_VALUE);
				MeteredClient client = new MeteredClient(server.baseUrl())) {
			StepVerifier.create(HttpFixture.stream(client.http()), 1)
				.expectNextCount(1)
				.expectNoEvent(QUIET)
				.then(() -> assertThat(client.bytesRead()).isLessThan(512L * KIBIBYTE))
				.thenRequest(10_000)
				.expectNextCount(10_000)
				.thenCancel()
				.verify();
		}
	}

	@Test
	void tinyEventsAreAllRead() {
		assertAllAreRead(20_000);
	}

	private static void assertAllAreRead(int events) {
		try (FloodServer server = new FloodServer(EVENTS, EVENT, events);
				MeteredClient client = new MeteredClient(server.baseUrl())) {
			assertThat(HttpFixture.stream(client.http()).take(events).count().block()).isEqualTo(events);
		}
	}

	@Test
	@Tag("proof")
	void bodyJustBelowItsLimitIsHeldOnce() {
		long held = held(JSON, ZEROS, MAX_BODY / ZEROS.length - 1, HttpFixture::call);

		show("a body of 8 MiB less 64 KiB", held);
		assertThat(held).isLessThan(2L * MAX_BODY);
	}

	@Test
	@Tag("proof")
	void lineJustBelowItsLimitTakesNoMoreThanTwiceAsMuch() {
		long held = held(EVENTS, ZEROS, MAX_EVENT / ZEROS.length - 1, HttpFixture::stream);

		show("a line of 1 MiB less 64 KiB", held);
		assertThat(held).isLessThan(2L * MEBIBYTE);
	}

	@Test
	@Tag("proof")
	void slowConsumerCostsLessThanAMebibyte() {
		long held = held(EVENTS, EVENT, Long.MAX_VALUE,
				(http) -> HttpFixture.stream(http).limitRate(1).concatMap((event) -> Flux.never(), 0));

		show("a consumer that reads one event", held);
		assertThat(held).isLessThan(MEBIBYTE);
	}

	@Test
	@Tag("proof")
	void nothingIsHeldOfWhatWasGivenUp() {
		endlessAnswers(1);
		long before = heap();

		endlessAnswers(5);

		long held = heap() - before;
		assertThat(held).isLessThan(2L * MEBIBYTE);
		show("hostile answers that were given up", held);
	}

	private void endlessAnswers(int rounds) {
		for (int i = 0; i < rounds; i++) {
			endlessBodyIsReadToTheLimit();
			endlessLineIsReadToTheLimit();
		}
		assertAllAreRead(200_000 * rounds);
	}

	private static void show(String what, long held) {
		System.out.printf("%,d bytes of the heap held for %s%n", held, what);
	}

	/**
	 * Returns what a stream or call holds in the heap when it can read no more. What a
	 * first exchange loads and caches does not count.
	 */
	private static long held(String headers, byte[] piece, long pieces, Function<ProviderHttp, Publisher<?>> exchange) {
		heldOnce(headers, piece, pieces, exchange);
		return heldOnce(headers, piece, pieces, exchange);
	}

	private static long heldOnce(String headers, byte[] piece, long pieces,
			Function<ProviderHttp, Publisher<?>> exchange) {
		try (FloodServer server = new FloodServer(headers, piece, pieces);
				MeteredClient client = new MeteredClient(server.baseUrl())) {
			long before = heap();
			Disposable reading = Flux.from(exchange.apply(client.http())).subscribe();
			awaitQuiet(client);
			long held = heap() - before;
			reading.dispose();
			return held;
		}
	}

	/** Waits until nothing more is read. */
	private static void awaitQuiet(MeteredClient client) {
		long before = -1;
		while (client.bytesRead() == 0 || client.bytesRead() != before) {
			before = client.bytesRead();
			StepVerifier.create(Flux.never()).expectSubscription().expectNoEvent(QUIET).thenCancel().verify();
		}
	}

	private static long heap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static byte[] filled(char character) {
		byte[] bytes = new byte[64 * KIBIBYTE];
		Arrays.fill(bytes, (byte) character);
		return bytes;
	}

}
