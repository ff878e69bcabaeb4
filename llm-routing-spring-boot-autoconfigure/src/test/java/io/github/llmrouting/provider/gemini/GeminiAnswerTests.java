package io.github.llmrouting.provider.gemini;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class GeminiAnswerTests {

	static Stream<String> answers() throws IOException {
		return GeminiFiles.names("answers", "json");
	}

	@ParameterizedTest
	@MethodSource("answers")
	void answerIsReadAsExpected(String name) {
		byte[] body = GeminiFiles.bytes("answers/" + name + ".json");

		List<String> transcript = GeminiTranscript
			.of(GeminiReplay.client(GeminiReplay.JSON, body).call(GeminiReplay.REQUEST));

		assertThat(transcript).isEqualTo(GeminiFiles.text("answers/" + name + ".txt").lines().toList());
	}

}
