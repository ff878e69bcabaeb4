package io.github.llmrouting.provider.ollama;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class OllamaAnswerReaderTests {

	private final OllamaFailureClassifier classifier = new OllamaFailureClassifier(InstantSource.system());

	static Stream<String> answers() throws IOException {
		return OllamaFiles.names("answers", "json");
	}

	@ParameterizedTest
	@MethodSource("answers")
	void answerIsReadAsExpected(String name) {
		assertThat(read(answer(name))).isEqualTo(OllamaFiles.text("answers/" + name + ".expected"));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void answerWithAnyValueReplacedIsReadOrFails(String name) {
		OllamaMutations.of(answer(name))
			.forEach((mutation) -> assertThat(read(mutation)).as(mutation.toString())
				.containsPattern("(?m)^(end|failed) .+\n\\z"));
	}

	@Test
	void metadataTellWhatTheFactsTell() {
		ProviderAnswer answer = OllamaAnswerReader.read(answer("text"), List.of("top-k"));

		ChatResponseMetadata metadata = answer.response().getMetadata();
		assertThat(metadata.getId()).isEmpty();
		assertThat(metadata.getModel()).isEqualTo("llama3.2");
		assertThat(metadata.getUsage()).isEqualTo(answer.facts().usage());
		assertThat(answer.response().getResult().getMetadata().getFinishReason()).isEqualTo("STOP");
		assertThat(answer.facts().dropped()).containsExactly("top-k");
	}

	@Test
	void messageDoesNotTellItsContent() {
		assertThat(OllamaMessage.of(answer("text"))).hasToString("OllamaMessage");
	}

	private String read(JsonNode answer) {
		return OllamaTranscript.of(Mono.fromCallable(() -> {
			ProviderFailure failure = this.classifier.classifyAnswer(HttpHeaders.EMPTY, answer);
			if (failure != null) {
				throw new ProviderException(failure);
			}
			return OllamaAnswerReader.read(answer, List.of());
		}));
	}

	private static JsonNode answer(String name) {
		return WireJson.read(OllamaFiles.bytes("answers/" + name + ".json"));
	}

}
