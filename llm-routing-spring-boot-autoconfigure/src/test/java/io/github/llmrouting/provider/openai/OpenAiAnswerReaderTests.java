package io.github.llmrouting.provider.openai;

import java.util.List;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.metadata.ChatResponseMetadata;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiAnswerReaderTests {

	static List<String> answers() {
		return Golden.names("answers", ".json");
	}

	@ParameterizedTest
	@MethodSource("answers")
	void answerIsReadAsExpected(String name) {
		assertThat(read(answer(name))).isEqualTo(Golden.expected("answers", name));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void answerWithAnyValueReplacedIsReadOrUnreadable(String name) {
		Mutations.of(answer(name)).forEach((mutation) -> assertThat(read(mutation)).contains("\n"));
	}

	private static JsonNode answer(String name) {
		return WireJson.read(Golden.payload("answers", name + ".json"));
	}

	private static String read(JsonNode answer) {
		try {
			return Rendering.of(OpenAiAnswerReader.read(answer, List.of()));
		}
		catch (ProviderException ex) {
			return Rendering.of(ex);
		}
	}

	@Test
	void soundIsCountedApart() {
		JsonNode answer = WireJson.read("""
				{"choices":[{"message":{"content":"4"},"finish_reason":"stop"}],
				 "usage":{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,
				  "prompt_tokens_details":{"cached_tokens":10,"audio_tokens":30},
				  "completion_tokens_details":{"reasoning_tokens":5,"audio_tokens":20}}}""");

		assertThat(OpenAiAnswerReader.read(answer, List.of()).facts().usage())
			.isEqualTo(new TokenUsage(60, 10, 0, 0, 30, 25, 5, 20, false));
	}

	@Test
	void factsTellTheServiceTierOfTheAnswer() {
		JsonNode answer = WireJson.read("""
				{"choices":[{"message":{"content":"4"},"finish_reason":"stop"}],"service_tier":"priority"}""");

		assertThat(OpenAiAnswerReader.read(answer, List.of()).facts().serviceTier()).isEqualTo("priority");
	}

	@Test
	void responseTellsSpringAiTheSameAsTheFacts() {
		ProviderAnswer answer = OpenAiAnswerReader.read(answer("text"), List.of("top-k"));

		ChatResponseMetadata metadata = answer.response().getMetadata();
		assertThat(metadata.getId()).isEqualTo("chatcmpl-1");
		assertThat(metadata.getModel()).isEqualTo("gpt-5.4-2026-03-05");
		assertThat(metadata.getUsage()).isSameAs(answer.facts().usage());
		assertThat(metadata.getUsage().getPromptTokens()).isEqualTo(1200);
		assertThat(metadata.getUsage().getCompletionTokens()).isEqualTo(40);
		assertThat(answer.response().getResult().getMetadata().getFinishReason()).isEqualTo(FinishReason.STOP.name());
		assertThat(answer.facts().dropped()).containsExactly("top-k");
	}

}
