package io.github.llmrouting.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

class JsonLinesDecoderTests {

	private static final int MAX = 64;

	private static final Unreadable TOO_LONG = new Unreadable("a line of more than 64 bytes");

	private static final Unreadable NOT_JSON = new Unreadable("an answer that is not JSON");

	private final List<ByteBuf> buffers = new ArrayList<>();

	@AfterEach
	void release() {
		this.buffers.forEach(ByteBuf::release);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{"a":1}#{"b":2}#     | {"a":1} {"b":2}
			{"a":1}#{"b":2}      | {"a":1} {"b":2}
			{"a":1}#{"b":        | {"a":1}
			{"a":1}#{"b":2}}     | {"a":1}
			##{"a":1}###         | {"a":1}
			\t#{"a":1} #  #      | {"a":1}
			[1]#7#"x"#null#true# | [1] 7 "x" null true
			{"a":"ä你👋"}#         | {"a":"ä你👋"}
			{"a":"\\n\\r"}#      | {"a":"\\n\\r"}
			{"a":1}#{"b":2}{}#   | {"a":1} unreadable: an answer that is not JSON
			~~                   | ~~
			##                   | ~~
			""")
	void linesAreValues(String stream, String expected) {
		assertThat(read(stream)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1}#{\"b\":\"ä你👋\"}##[2]", "{\"a\":1}#moon#{}#", "{}#{\"long\":\"%s\"}#{}#" })
	void streamSplitAnywhereIsReadTheSame(String template) {
		String stream = template.formatted("x".repeat(MAX));
		byte[] bytes = bytes(stream);
		String expected = read(stream);

		for (int i = 1; i < bytes.length; i++) {
			assertThat(read(Arrays.copyOf(bytes, i), Arrays.copyOfRange(bytes, i, bytes.length))).as("split at %d", i)
				.isEqualTo(expected);
		}
		assertThat(
				read(IntStream.range(0, bytes.length).mapToObj((i) -> new byte[] { bytes[i] }).toArray(byte[][]::new)))
			.isEqualTo(expected);
		assertThat(read(bytes(stream.replace("#", "\r#")))).isEqualTo(expected);
	}

	@Test
	void lineThatIsNotJsonFailsAfterTheLinesBeforeIt() {
		StepVerifier.create(decode(bytes("{\"a\":1}#{\"b\":#{}#")))
			.expectNextCount(1)
			.verifyErrorSatisfies((error) -> assertThat(failure(error)).isEqualTo(NOT_JSON));
	}

	@Test
	void lineMayBeAsLongAsIsAllowed() {
		String longest = "\"" + "x".repeat(MAX - 2) + "\"";

		assertThat(read(longest + "#" + longest)).isEqualTo(longest + " " + longest);
	}

	@Test
	void lineThatIsTooLongFailsAfterTheLinesBeforeIt() {
		StepVerifier.create(decode(bytes("{\"a\":1}#\"" + "x".repeat(MAX - 1) + "\"#{}#")))
			.expectNextCount(1)
			.verifyErrorSatisfies((error) -> assertThat(failure(error)).isEqualTo(TOO_LONG));
	}

	@Test
	void endlessLineFailsBeforeItEnds() {
		Flux<DataBuffer> endless = Flux.<DataBuffer>generate((sink) -> sink.next(buffer(bytes("xxxxxxxx")))).hide();

		StepVerifier.create(JsonLinesDecoder.decode(endless, MAX))
			.verifyErrorSatisfies((error) -> assertThat(failure(error)).isEqualTo(TOO_LONG));
		assertThat(this.buffers).hasSizeLessThan(MAX);
		assertReleasedOnce();
	}

	@Test
	void blankLinesOfAnyNumberAreIgnored() {
		assertThat(read(" ".repeat(MAX) + "#" + " ".repeat(MAX) + "#{}#")).isEqualTo("{}");
	}

	@Test
	void errorOfTheBodyPassesThrough() {
		Flux<DataBuffer> body = Flux.concat(Flux.just(buffer(bytes("{\"a\":1}#{\"b"))),
				Mono.error(new IllegalStateException()));

		StepVerifier.create(JsonLinesDecoder.decode(body, MAX))
			.expectNextCount(1)
			.verifyError(IllegalStateException.class);
		assertReleasedOnce();
	}

	@Test
	void eachSubscriptionReadsAStreamOfItsOwn() {
		Flux<?> values = JsonLinesDecoder
			.decode(Flux.defer(() -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(bytes("{}#{}")))), MAX);

		StepVerifier.create(values).expectNextCount(2).verifyComplete();
		StepVerifier.create(values).expectNextCount(2).verifyComplete();
	}

	@Test
	void noMoreThanOneBufferIsReadAhead() {
		TestPublisher<DataBuffer> body = TestPublisher.create();

		StepVerifier.create(JsonLinesDecoder.decode(body.flux(), MAX), 0)
			.then(() -> body.assertMaxRequested(1))
			.then(() -> body.next(buffer(bytes("1#2#3#"))))
			.thenRequest(2)
			.expectNextCount(2)
			.then(() -> body.assertMaxRequested(1))
			.thenRequest(1)
			.expectNextCount(1)
			.thenCancel()
			.verify();
		body.assertCancelled();
		assertReleasedOnce();
	}

	@Test
	void buffersAreReleasedOnceWhenTheStreamIsCancelled() {
		Flux<DataBuffer> body = Flux.range(0, 10).map((number) -> buffer(bytes("1#2#")));

		StepVerifier.create(JsonLinesDecoder.decode(body, MAX), 0)
			.thenRequest(3)
			.expectNextCount(3)
			.thenCancel()
			.verify();

		assertReleasedOnce();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}#{}#", "{}#moon#{}#", "{}#{\"cut", "" })
	void buffersAreReleasedOnceHoweverTheStreamEnds(String stream) {
		read(Arrays.copyOf(bytes(stream), stream.length() / 2),
				Arrays.copyOfRange(bytes(stream), stream.length() / 2, stream.length()));

		assertReleasedOnce();
	}

	@Test
	void bufferThatComesAfterTheCancellationIsReleasedOnce() {
		TestPublisher<DataBuffer> body = TestPublisher.createNoncompliant(TestPublisher.Violation.REQUEST_OVERFLOW,
				TestPublisher.Violation.CLEANUP_ON_TERMINATE);

		StepVerifier.create(JsonLinesDecoder.decode(body.flux(), MAX)).thenCancel().verify();
		body.next(buffer(bytes("{}#")));

		assertReleasedOnce();
	}

	private String read(String stream) {
		return read(bytes(stream));
	}

	private String read(byte[]... segments) {
		List<String> values = new ArrayList<>();
		decode(segments).doOnNext((value) -> values.add(WireJson.writeText(value)))
			.then()
			.onErrorResume(ProviderException.class, (ex) -> Mono.fromRunnable(() -> values.add(ex.getMessage())))
			.block();
		return String.join(" ", values);
	}

	private Flux<JsonNode> decode(byte[]... segments) {
		return JsonLinesDecoder.decode(Flux.fromArray(segments).map(this::buffer), MAX);
	}

	/** Has one owner more than the decoder, to see what it releases twice. */
	private DataBuffer buffer(byte[] bytes) {
		ByteBuf buffer = UnpooledByteBufAllocator.DEFAULT.buffer().writeBytes(bytes).retain();
		this.buffers.add(buffer);
		return new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT).wrap(buffer);
	}

	private void assertReleasedOnce() {
		assertThat(this.buffers).isNotEmpty().allMatch((buffer) -> buffer.refCnt() == 1);
	}

	private static byte[] bytes(String stream) {
		return stream.replace('#', '\n').getBytes(StandardCharsets.UTF_8);
	}

	private static ProviderFailure failure(Throwable error) {
		return ((ProviderException) error).failure();
	}

}
