package io.github.llmrouting.provider.gemini;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.TokenEstimate;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ServerSentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class GeminiStreamTests {

	private static final String FAILURE = "failure ";

	static Stream<String> streams() throws IOException {
		return GeminiFiles.names("streams", "sse");
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

		for (int i = 0; i < lengthUntilFinished(name); i++) {
			List<String> transcript = transcript(Arrays.copyOf(bytes, i));
			if (!transcript.equals(expected)) {
				List<String> brought = transcript.subList(0, transcript.size() - 1);
				assertThat(brought).as("cut at %d", i).isEqualTo(expected.subList(0, brought.size()));
				assertThat(brought).as("cut at %d", i).noneMatch((line) -> line.startsWith("end "));
				assertThat(transcript).as("cut at %d", i).last().asString().startsWith(FAILURE + "Interrupted");
			}
		}
	}

	private static int lengthUntilFinished(String name) {
		String stream = new String(bytes(name), StandardCharsets.ISO_8859_1);
		int finished = stream.indexOf("\"finishReason\":\"STOP\"");
		int end = stream.indexOf("\n\n", finished);
		return (finished < 0 || end < 0) ? stream.length() : end + 1;
	}

	@Test
	void streamThatIsCutOffAfterItsFinishReasonIsWholeWithTheUsageSoFar() {
		byte[] bytes = bytes("usage-after-finish-reason");

		List<String> transcript = transcript(Arrays.copyOf(bytes, bytes.length - 1));

		assertThat(transcript).endsWith("end STOP id |r1| model |gemini-2.5-pro|",
				"usage input 12, cached 0, output 3, reasoning 0");
	}

	@Test
	void streamWhoseEventIsTooLongIsUnreadable() {
		String half = "x".repeat(600_000);
		String stream = "{\n\"" + half + "\n" + half + "\n";

		assertThat(transcript(stream.getBytes(StandardCharsets.UTF_8)))
			.containsExactly("failure Unreadable |an event of more than 1048576 bytes|");
	}

	@Test
	void streamWithEndlessToolCallsIsUnreadable() {
		String call = GeminiFiles.text("streams/tool-call-without-end.sse");
		GeminiStreamReader reader = GeminiReplay.reader(new GeminiFailureClassifier(Instant::now), 200);
		ServerSentEvent event = new ServerSentEvent("message", call.substring("data: ".length()));

		assertThat(GeminiTranscript.of(reader.read(Flux.just(event, event, event, event)))).endsWith("progress",
				"failure Unreadable |function calls of more than 200 characters|");
	}

	@Test
	void eachSubscriptionReadsAStreamOfItsOwn() {
		Flux<ProviderChunk> stream = GeminiReplay.client(GeminiReplay.EVENTS, bytes("tool-call"))
			.stream(GeminiReplay.REQUEST);

		assertThat(GeminiTranscript.of(stream)).isEqualTo(expected("tool-call"));
		assertThat(GeminiTranscript.of(stream)).isEqualTo(expected("tool-call"));
	}

	@Test
	void progressTellsWhatWasWrittenAndNotTheSignature() {
		byte[] stream = """
				data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"clock","args":{}},\
				"thoughtSignature":"%s"}]}}]}

				""".formatted("A".repeat(4000)).getBytes(StandardCharsets.UTF_8);

		StepVerifier.create(GeminiReplay.client(GeminiReplay.EVENTS, stream).stream(GeminiReplay.REQUEST))
			.expectNext(new ProviderChunk.Progress(TokenEstimate.latin("clock{}".length())))
			.verifyError(ProviderException.class);
	}

	@Test
	void soundIsCountedApart() {
		byte[] stream = """
				data: {"candidates":[{"content":{"parts":[{"text":"4"}]},"finishReason":"STOP"}],"usageMetadata":{\
				"promptTokenCount":100,"candidatesTokenCount":50,"cachedContentTokenCount":10,"promptTokensDetails":\
				[{"modality":"TEXT","tokenCount":70},{"modality":"AUDIO","tokenCount":30}],"candidatesTokensDetails":\
				[{"modality":"AUDIO","tokenCount":20}]}}

				""".getBytes(StandardCharsets.UTF_8);

		StepVerifier.create(GeminiReplay.client(GeminiReplay.EVENTS, stream).stream(GeminiReplay.REQUEST).last())
			.assertNext((last) -> assertThat(((ProviderChunk.End) last).facts().usage())
				.isEqualTo(new TokenUsage(60, 10, 0, 0, 30, 30, 0, 20, false)))
			.verifyComplete();
	}

	@Test
	void contentTellsWhatTheAnswerCostsUpToThere() {
		byte[] stream = """
				data: {"candidates":[{"content":{"parts":[{"text":"4"}]}}],"usageMetadata":{"promptTokenCount":9}}

				""".getBytes(StandardCharsets.UTF_8);

		StepVerifier.create(GeminiReplay.client(GeminiReplay.EVENTS, stream).stream(GeminiReplay.REQUEST))
			.assertNext((chunk) -> assertThat(((ProviderChunk.Content) chunk).told()).isEqualTo(TokenUsage.of(9, 0)))
			.verifyError(ProviderException.class);
	}

	@Test
	void chunksComeAsTheyAreAskedFor() {
		StepVerifier.create(GeminiReplay.client(GeminiReplay.EVENTS, bytes("text")).stream(GeminiReplay.REQUEST), 0)
			.thenRequest(1)
			.expectNextCount(1)
			.thenRequest(1)
			.expectNextCount(1)
			.thenRequest(1)
			.expectNextCount(1)
			.verifyComplete();
	}

	private static byte[] bytes(String name) {
		return GeminiFiles.bytes("streams/" + name + ".sse");
	}

	private static List<String> expected(String name) {
		return GeminiFiles.text("streams/" + name + ".txt").lines().toList();
	}

	private static List<String> transcript(byte[]... segments) {
		return GeminiTranscript.of(GeminiReplay.client(GeminiReplay.EVENTS, segments).stream(GeminiReplay.REQUEST));
	}

}
