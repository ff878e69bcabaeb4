package io.github.llmrouting.provider.chatmodel;

import io.github.llmrouting.TokenUsage;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;

import static org.assertj.core.api.Assertions.assertThat;

class UsageReaderTests {

	@Test
	void emptyUsageIsUnknown() {
		assertThat(read(new EmptyUsage())).isNull();
		assertThat(read(new DefaultUsage(0, 0))).isNull();
		assertThat(read((Usage) null)).isNull();
	}

	@Test
	void cachedTokensArePartOfThePrompt() {
		assertThat(read(new DefaultUsage(100, 20, 120, null, 60L, null)))
			.isEqualTo(new TokenUsage(40, 60, 0, 0, 20, 0, false));
	}

	@Test
	void cachedTokensStandBesideThePromptWhenThereAreMoreOfThem() {
		assertThat(read(new DefaultUsage(10, 20, 30, null, 60L, 15L)))
			.isEqualTo(new TokenUsage(10, 60, 15, 0, 20, 0, false));
	}

	@Test
	void tokensOfTheTotalThatNobodyElseHasAreReasoning() {
		assertThat(read(new DefaultUsage(10, 20, 75))).isEqualTo(new TokenUsage(10, 0, 0, 0, 20, 45, false));
		assertThat(read(new DefaultUsage(100, 20, 165, null, 60L, null)))
			.isEqualTo(new TokenUsage(40, 60, 0, 0, 20, 45, false));
	}

	@Test
	void laterNumbersReplaceEarlierOnesAndZerosDoNot() {
		assertThat(read(new DefaultUsage(30, 1), new EmptyUsage(), new DefaultUsage(0, 7), new EmptyUsage()))
			.isEqualTo(TokenUsage.of(30, 7));
	}

	private static TokenUsage read(Usage... told) {
		UsageReader reader = new UsageReader();
		for (Usage usage : told) {
			reader.add(usage);
		}
		return reader.usage();
	}

}
