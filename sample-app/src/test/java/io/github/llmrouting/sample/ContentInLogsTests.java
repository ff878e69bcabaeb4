package io.github.llmrouting.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Spring logs what it reads and writes, if it is asked to: by {@code toString}. */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = { "logging.level.org.springframework.http.codec.json=trace",
		"logging.level.io.github.llmrouting=trace" })
class ContentInLogsTests extends RunningSample {

	private static final String MESSAGE = """
			{"message": "canary"}""";

	@Test
	void wholeAnswerIsNotLogged(CapturedOutput output) {
		chat(MESSAGE).expectStatus().isOk().expectBody().jsonPath("$.text").exists();

		assertThat(output).contains("Encoding [ChatAnswer[").doesNotContain("canary", "simulated answer");
	}

	@Test
	void streamedAnswerIsNotLogged(CapturedOutput output) {
		stream(MESSAGE);

		assertThat(output).contains("Encoding [ChatPiece[").doesNotContain("canary");
	}

}
