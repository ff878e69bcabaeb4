package io.github.llmrouting.provider.anthropic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicAnswerTests {

	static Stream<String> answers() throws IOException {
		return AnthropicFiles.names("answers", "json");
	}

	@ParameterizedTest
	@MethodSource("answers")
	void answerIsReadAsExpected(String name) {
		byte[] body = AnthropicFiles.bytes("answers/" + name + ".json");

		List<String> transcript = AnthropicTranscript
			.of(AnthropicReplay.client(AnthropicReplay.JSON, body).call(AnthropicReplay.REQUEST));

		assertThat(transcript).isEqualTo(AnthropicFiles.text("answers/" + name + ".txt").lines().toList());
	}

	@Test
	void factsTellTheServiceTierOfTheAnswer() {
		byte[] body = """
				{"content":[{"type":"text","text":"4"}],"stop_reason":"end_turn","usage":{"service_tier":"batch"}}"""
			.getBytes(StandardCharsets.UTF_8);

		StepVerifier.create(AnthropicReplay.client(AnthropicReplay.JSON, body).call(AnthropicReplay.REQUEST))
			.assertNext((answer) -> assertThat(answer.facts().serviceTier()).isEqualTo("batch"))
			.verifyComplete();
	}

}
