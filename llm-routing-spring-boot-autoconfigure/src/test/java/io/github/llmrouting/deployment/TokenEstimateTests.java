package io.github.llmrouting.deployment;

import java.util.List;

import io.github.llmrouting.TokenUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

class TokenEstimateTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			value = { "\"\", 0", "a, 1", "abc, 1", "abcd, 2", "twelve chars, 4", "\u0436\u0436\u0436\u0436, 2",
					"\u6f22, 1", "\u6f22\u5b57, 2", "\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57, 4", "\uac00\uac01\uac02, 2",
					"ab\u6f22\u5b57, 2" })
	void textIsCountedByItsScript(String text, long tokens) {
		assertThat(TokenEstimate.text(text)).isEqualTo(tokens);
	}

	@Test
	void boundaryBetweenTheScriptsIsTheFirstCjkRadical() {
		assertThat(TokenEstimate.text("\u2e7f".repeat(36))).isEqualTo(10);
		assertThat(TokenEstimate.text("\u2e80".repeat(36))).isEqualTo(24);
	}

	@Test
	void everyMessageCountsFourTokensMore() {
		Prompt prompt = new Prompt(List.<Message>of(new SystemMessage("twelve chars"), new UserMessage("abc")));

		assertThat(TokenEstimate.input(prompt)).isEqualTo(4 + 4 + 4 + 1);
	}

	@Test
	void messageWithoutTextCountsFourTokens() {
		AssistantMessage toolCalls = AssistantMessage.builder()
			.toolCalls(List.of(new ToolCall("1", "function", "weather", "{}")))
			.build();

		assertThat(TokenEstimate.input(new Prompt(List.<Message>of(toolCalls)))).isEqualTo(4);
	}

	@Test
	void conversationCountsAtLeastOneToken() {
		assertThat(TokenEstimate.input(new Prompt(List.<Message>of()))).isEqualTo(1);
	}

	@Test
	void answerIsExpectedToBeAsLongAsTheOptionsAllow() {
		assertThat(TokenEstimate.usage(5, options(900), null)).isEqualTo(TokenUsage.of(5, 900).asEstimate());
	}

	@Test
	void answerIsExpectedToHaveFiveHundredTokensWhenNobodySays() {
		assertThat(TokenEstimate.usage(5, options(null), null).output()).isEqualTo(500);
		assertThat(TokenEstimate.usage(5, null, null).output()).isEqualTo(500);
	}

	@Test
	void answerIsNeverExpectedToBeLongerThanTheModelWrites() {
		assertThat(TokenEstimate.usage(5, options(900), 800).output()).isEqualTo(800);
		assertThat(TokenEstimate.usage(5, options(900), 1000).output()).isEqualTo(900);
		assertThat(TokenEstimate.usage(5, options(null), 100).output()).isEqualTo(100);
	}

	private static ChatOptions options(Integer maxTokens) {
		return ChatOptions.builder().maxTokens(maxTokens).build();
	}

}
