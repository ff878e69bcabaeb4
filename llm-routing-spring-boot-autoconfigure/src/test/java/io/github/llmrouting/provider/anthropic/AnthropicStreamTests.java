package io.github.llmrouting.provider.anthropic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.provider.ProviderChunk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicStreamTests {

	private static final String FAILURE = "failure ";

	static Stream<String> streams() throws IOException {
		return AnthropicFiles.names("streams", "sse");
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamIsReadAsExpected(String name) {
		assertThat(transcript(bytes(name))).isEqualTo(expected(name));
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamReadsTheSameWithCarriageReturns(String name) {
		String lines = new String(bytes(name), StandardCharsets.UTF_8).replace("\n", "\r\n");

		assertThat(transcript(lines.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected(name));
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamReadsTheSameByteByByte(String name) {
		byte[] bytes = bytes(name);
		byte[][] single = IntStream.range(0, bytes.length)
			.mapToObj((i) -> new byte[] { bytes[i] })
			.toArray(byte[][]::new);

		assertThat(transcript(single)).isEqualTo(expected(name));
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamReadsTheSameWhereverItIsSplit(String name) {
		byte[] bytes = bytes(name);
		List<String> expected = expected(name);

		for (int i = 1; i < bytes.length; i++) {
			byte[] tail = Arrays.copyOfRange(bytes, i, bytes.length);
			assertThat(transcript(Arrays.copyOf(bytes, i), tail)).as("split at %d", i).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamThatIsCutOffFailsAfterWhatItBrought(String name) {
		byte[] bytes = bytes(name);
		List<String> expected = expected(name);

		for (int i = 0; i < bytes.length; i++) {
			List<String> transcript = transcript(Arrays.copyOf(bytes, i));
			if (!transcript.equals(expected)) {
				List<String> brought = transcript.subList(0, transcript.size() - 1);
				assertThat(brought).as("cut at %d", i).isEqualTo(expected.subList(0, brought.size()));
				assertThat(brought).as("cut at %d", i).noneMatch((line) -> line.startsWith("end "));
				assertThat(transcript).as("cut at %d", i).last().asString().startsWith(FAILURE + "Interrupted");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamEndsOnlyWithMessageStop(String name) {
		String stream = new String(bytes(name), StandardCharsets.UTF_8);
		int stop = stream.indexOf("\"message_stop\"");
		String before = (stop < 0) ? stream : stream.substring(0, stop);

		for (int i = 0; i <= before.length(); i++) {
			assertThat(transcript(before.substring(0, i).getBytes(StandardCharsets.UTF_8))).as("cut at %d", i)
				.last()
				.asString()
				.startsWith(FAILURE);
		}
	}

	@Test
	void streamCompletesAtMessageStopThoughTheServerGoesOn() {
		byte[] bytes = bytes("text");

		StepVerifier
			.create(AnthropicReplay.client(AnthropicReplay.EVENTS, bytes, bytes)
				.stream(AnthropicReplay.REQUEST)
				.filter(ProviderChunk.End.class::isInstance))
			.expectNextCount(1)
			.verifyComplete();
	}

	@Test
	void firstContentTellsWhatTheInputCosts() {
		List<ProviderChunk> chunks = AnthropicReplay.client(AnthropicReplay.EVENTS, bytes("cached-usage"))
			.stream(AnthropicReplay.REQUEST)
			.collectList()
			.block();

		assertThat(((ProviderChunk.Content) chunks.get(0)).told())
			.isEqualTo(new TokenUsage(21, 1024, 1800, 300, 2, 0, false));
	}

	@Test
	void endTellsTheServiceTier() {
		byte[] stream = """
				data: {"type":"message_start","message":{"usage":{"input_tokens":9,"service_tier":"priority"}}}

				data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"4"}}

				event: message_stop
				data: {"type":"message_stop"}

				""".getBytes(StandardCharsets.UTF_8);

		StepVerifier
			.create(AnthropicReplay.client(AnthropicReplay.EVENTS, stream).stream(AnthropicReplay.REQUEST).last())
			.assertNext((last) -> assertThat(((ProviderChunk.End) last).facts().serviceTier()).isEqualTo("priority"))
			.verifyComplete();
	}

	@Test
	void eachSubscriptionReadsAStreamOfItsOwn() {
		Flux<ProviderChunk> stream = AnthropicReplay.client(AnthropicReplay.EVENTS, bytes("tool-use"))
			.stream(AnthropicReplay.REQUEST);

		assertThat(AnthropicTranscript.of(stream)).isEqualTo(expected("tool-use"));
		assertThat(AnthropicTranscript.of(stream)).isEqualTo(expected("tool-use"));
	}

	@Test
	void chunksComeAsTheyAreAskedFor() {
		StepVerifier
			.create(AnthropicReplay.client(AnthropicReplay.EVENTS, bytes("text")).stream(AnthropicReplay.REQUEST), 0)
			.thenRequest(1)
			.expectNextCount(1)
			.thenRequest(2)
			.expectNextCount(2)
			.thenRequest(1)
			.expectNextCount(1)
			.verifyComplete();
	}

	private static byte[] bytes(String name) {
		return AnthropicFiles.bytes("streams/" + name + ".sse");
	}

	private static List<String> expected(String name) {
		return AnthropicFiles.text("streams/" + name + ".txt").lines().toList();
	}

	private static List<String> transcript(byte[]... segments) {
		return AnthropicTranscript
			.of(AnthropicReplay.client(AnthropicReplay.EVENTS, segments).stream(AnthropicReplay.REQUEST));
	}

}
