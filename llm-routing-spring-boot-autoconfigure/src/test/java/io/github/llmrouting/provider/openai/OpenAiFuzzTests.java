package io.github.llmrouting.provider.openai;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.llmrouting.provider.ByteMutations;
import io.github.llmrouting.provider.ErrorAnswer;
import io.github.llmrouting.provider.GoldenFiles;
import io.github.llmrouting.provider.HostileStream;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ReplayedClient;
import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whatever bytes come, they are an answer or a {@link ProviderException}. */
class OpenAiFuzzTests {

	private static final long SEED = 4711;

	private static final int MUTATIONS = 2000;

	private final OpenAiFailureClassifier classifier = new OpenAiFailureClassifier(InstantSource.system());

	private final HostileStream stream = new HostileStream(
			new ReplayedClient(OpenAiClient::create, "text/event-stream")::stream);

	static List<byte[]> streams() {
		return GoldenFiles.bytes("openai/streams/*.sse");
	}

	static List<byte[]> answers() {
		return GoldenFiles.bytes("openai/answers/*.json");
	}

	static Stream<byte[]> errors() {
		return ErrorAnswer.of(answers());
	}

	@MethodSource("streams")
	@FuzzTest(maxDuration = "")
	void anyStreamEndsOnceAndReadsTheSameWhereverItIsCut(byte[] bytes) {
		this.stream.play(bytes);
	}

	@Test
	void changedStreamEndsOnceAndReadsTheSameWhereverItIsCut() {
		new ByteMutations(streams(), SEED).forEach(MUTATIONS, this.stream::play);
	}

	@MethodSource("answers")
	@FuzzTest(maxDuration = "")
	void anyAnswerAndItsUsageAreReadOrRefused(byte[] bytes) {
		JsonNode answer = WireJson.readLeniently(bytes);
		OpenAiUsage.read(answer);
		try {
			OpenAiAnswerReader.read(answer, List.of());
		}
		catch (ProviderException ex) {
			// Refused
		}
	}

	@Test
	void changedAnswerAndItsUsageAreReadOrRefused() {
		new ByteMutations(answers(), SEED).forEach(MUTATIONS, this::anyAnswerAndItsUsageAreReadOrRefused);
	}

	@MethodSource("errors")
	@FuzzTest(maxDuration = "")
	void anyErrorIsClassified(byte[] bytes) {
		ErrorAnswer.classify(bytes, this.classifier);
	}

	@Test
	void changedErrorIsClassified() {
		new ByteMutations(errors().toList(), SEED).forEach(MUTATIONS, this::anyErrorIsClassified);
	}

}
