package io.github.llmrouting;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokenUsageTests {

	private static final long HUGE = Long.MAX_VALUE - 5;

	private final TokenUsage usage = new TokenUsage(1, 20, 300, 4000, 50_000, 600_000, false);

	@ParameterizedTest
	@CsvSource({ "input, -1, 0, 0, 0, 0, 0", "cachedInput, 0, -1, 0, 0, 0, 0", "cacheWrite5m, 0, 0, -1, 0, 0, 0",
			"cacheWrite1h, 0, 0, 0, -1, 0, 0", "output, 0, 0, 0, 0, -1, 0", "reasoning, 0, 0, 0, 0, 0, -1" })
	void negativeClassIsRefusedByName(String name, long input, long cached, long write5m, long write1h, long output,
			long reasoning) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TokenUsage(input, cached, write5m, write1h, output, reasoning, false))
			.withMessage(name + ": -1 (expected: >= 0)");
	}

	@Test
	void totalsCountEveryClassOnce() {
		assertThat(this.usage.totalInput()).isEqualTo(4321);
		assertThat(this.usage.totalOutput()).isEqualTo(650_000);
	}

	@Test
	void sumIsTakenClassByClass() {
		TokenUsage other = new TokenUsage(2, 2, 2, 2, 2, 2, false);

		assertThat(this.usage.plus(other)).isEqualTo(new TokenUsage(3, 22, 302, 4002, 50_002, 600_002, false));
	}

	@Test
	void sumIsEstimatedWhenEitherIs() {
		TokenUsage estimate = this.usage.asEstimate();

		assertThat(estimate).isEqualTo(new TokenUsage(1, 20, 300, 4000, 50_000, 600_000, true));
		assertThat(estimate.plus(this.usage).estimated()).isTrue();
		assertThat(this.usage.plus(estimate).estimated()).isTrue();
		assertThat(this.usage.plus(this.usage).estimated()).isFalse();
	}

	@Test
	void absurdCountsStayAtTheLargestNumberInsteadOfTurningNegative() {
		TokenUsage absurd = new TokenUsage(HUGE, HUGE, HUGE, HUGE, HUGE, HUGE, false);

		assertThat(absurd.totalInput()).isEqualTo(Long.MAX_VALUE);
		assertThat(absurd.totalOutput()).isEqualTo(Long.MAX_VALUE);
		assertThat(absurd.getCacheWriteInputTokens()).isEqualTo(Long.MAX_VALUE);
		assertThat(absurd.plus(absurd)).isEqualTo(new TokenUsage(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE,
				Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, false));
	}

	@Test
	void springAiSeesTotalsAndCacheTokens() {
		assertThat(this.usage.getPromptTokens()).isEqualTo(4321);
		assertThat(this.usage.getCompletionTokens()).isEqualTo(650_000);
		assertThat(this.usage.getTotalTokens()).isEqualTo(654_321);
		assertThat(this.usage.getCacheReadInputTokens()).isEqualTo(20);
		assertThat(this.usage.getCacheWriteInputTokens()).isEqualTo(4300);
		assertThat(this.usage.getNativeUsage()).isSameAs(this.usage);
	}

	@Test
	void springAiSeesClampedNumbersWhenTheyDoNotFitItsIntegers() {
		TokenUsage large = TokenUsage.of(Integer.MAX_VALUE + 1L, Integer.MAX_VALUE + 7L);

		assertThat(large.getPromptTokens()).isEqualTo(Integer.MAX_VALUE);
		assertThat(large.getCompletionTokens()).isEqualTo(Integer.MAX_VALUE);
		assertThat(large.getTotalTokens()).isEqualTo(Integer.MAX_VALUE);
		assertThat(TokenUsage.of(Integer.MAX_VALUE, 1).getTotalTokens()).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void usageCanBeWrittenAsJsonThoughItIsItsOwnNativeUsage() {
		JsonNode json = JsonMapper.shared().valueToTree(this.usage);

		assertThat(json.path("input").asLong()).isEqualTo(1);
		assertThat(json.path("reasoning").asLong()).isEqualTo(600_000);
		assertThat(json.has("nativeUsage")).isFalse();
	}

}
