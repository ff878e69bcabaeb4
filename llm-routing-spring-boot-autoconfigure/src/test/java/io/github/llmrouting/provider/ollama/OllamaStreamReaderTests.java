package io.github.llmrouting.provider.ollama;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.llmrouting.provider.JsonLinesDecoder;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

class OllamaStreamReaderTests {

	private static final String HI = "{\"message\":{\"content\":\"Hi\"},\"done\":false}";

	private static final String LAST = "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}";

	static Stream<String> streams() throws IOException {
		return OllamaFiles.names("streams", "ndjson");
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamIsReadAsExpected(String name) {
		assertThat(read(stream(name))).isEqualTo(expected(name));
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamSplitAnywhereIsReadTheSame(String name) {
		byte[] stream = stream(name);
		String expected = expected(name);

		for (int i = 1; i < stream.length; i++) {
			assertThat(read(Arrays.copyOf(stream, i), Arrays.copyOfRange(stream, i, stream.length)))
				.as("split at byte %d", i)
				.isEqualTo(expected);
		}
		assertThat(read(
				IntStream.range(0, stream.length).mapToObj((i) -> new byte[] { stream[i] }).toArray(byte[][]::new)))
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamWithCarriageReturnsIsReadTheSame(String name) {
		String stream = new String(stream(name), StandardCharsets.UTF_8);

		assertThat(read(utf8(stream.replace("\n", "\r\n")))).isEqualTo(expected(name));
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamCutAnywhereIsInterruptedAfterWhatItBrought(String name) {
		byte[] stream = stream(name);
		String expected = expected(name);

		for (int i = 0; i < stream.length; i++) {
			String read = read(Arrays.copyOf(stream, i));
			if (!read.equals(expected)) {
				int lastLine = read.lastIndexOf('\n', read.length() - 2) + 1;
				assertThat(expected).as("cut at byte %d", i).startsWith(read.substring(0, lastLine));
				assertThat(read.substring(lastLine)).as("cut at byte %d", i)
					.isEqualTo("failed Interrupted: the stream ended within the answer\n");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamEndsOnlyWithTheWholeLineThatSaysDone(String name) {
		byte[] stream = stream(name);
		int done = new String(stream, StandardCharsets.ISO_8859_1).indexOf("\"done\":true");
		int end = (done < 0) ? stream.length : done + "\"done\":true".length();

		for (int i = 0; i <= end; i++) {
			assertThat(read(Arrays.copyOf(stream, i))).as("cut at byte %d", i)
				.containsPattern("(?m)^failed .+\n\\z")
				.doesNotContainPattern("(?m)^(end|tool) ");
		}
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamWithAnyValueReplacedIsReadOrFails(String name) {
		new String(stream(name), StandardCharsets.UTF_8).lines()
			.map(WireJson::readLeniently)
			.flatMap((json) -> OllamaMutations.of(json).stream())
			.map(WireJson::writeText)
			.forEach((mutation) -> assertThat(read(utf8(mutation + "\n" + LAST))).as(mutation)
				.containsPattern("(?m)^(end|failed) .+\n\\z"));
	}

	@Test
	void linesAreCancelledAtTheLastOne() {
		TestPublisher<JsonNode> lines = TestPublisher.create();

		StepVerifier.create(reader(1000).read(lines.flux()))
			.then(() -> lines.next(WireJson.read(HI)))
			.expectNextMatches(ProviderChunk.Content.class::isInstance)
			.then(() -> lines.next(WireJson.read(LAST)))
			.expectNextMatches(ProviderChunk.End.class::isInstance)
			.verifyComplete();
		lines.assertCancelled();
	}

	@Test
	void errorDoesNotOvertakeTheContentBeforeIt() {
		Flux<JsonNode> lines = Flux.just(WireJson.read("{\"message\":{\"thinking\":\"Hm\",\"content\":\"Hi\"}}"))
			.concatWith(Flux.error(new ProviderException(new Interrupted("broken"))));

		StepVerifier.create(reader(1000).read(lines), 1)
			.expectNextCount(1)
			.thenRequest(1)
			.expectNextCount(1)
			.verifyError(ProviderException.class);
	}

	@Test
	void nextLineIsAskedForWhenTheOneBeforeIsRead() {
		List<Long> asked = new ArrayList<>();
		Flux<JsonNode> lines = Flux.range(1, 3).map((number) -> WireJson.read(HI)).doOnRequest(asked::add);

		StepVerifier.create(reader(1000).read(lines), 2).expectNextCount(2).thenCancel().verify();

		assertThat(asked).hasSizeLessThanOrEqualTo(3).containsOnly(1L);
	}

	@Test
	void toolCallsMayNotGrowForever() {
		Flux<JsonNode> endless = Flux.just("{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"clock\"}}]}}")
			.repeat()
			.map(WireJson::read);

		StepVerifier.create(reader(1000).read(endless).ignoreElements())
			.verifyErrorSatisfies((error) -> assertThat(((ProviderException) error).failure())
				.isEqualTo(new Unreadable("tool calls of more than 1000 characters")));
	}

	@Test
	void endTellsWhichOptionsWereDropped() {
		StepVerifier.create(reader(1000).read(Flux.just(HI, LAST).map(WireJson::read)).last())
			.assertNext((end) -> assertThat(((ProviderChunk.End) end).facts().dropped()).containsExactly("top-k"))
			.verifyComplete();
	}

	private static byte[] stream(String name) {
		return OllamaFiles.bytes("streams/" + name + ".ndjson");
	}

	private static String expected(String name) {
		return OllamaFiles.text("streams/" + name + ".expected");
	}

	private static String read(byte[]... buffers) {
		return OllamaTranscript.of(reader(1024 * 1024).read(JsonLinesDecoder
			.decode(Flux.fromArray(buffers).map(DefaultDataBufferFactory.sharedInstance::wrap), 1024 * 1024)));
	}

	private static OllamaStreamReader reader(int maxToolCallLength) {
		return new OllamaStreamReader(List.of("top-k"), new OllamaFailureClassifier(InstantSource.system()),
				maxToolCallLength);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
