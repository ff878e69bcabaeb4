package io.github.llmrouting.deployment;

import java.math.BigDecimal;

import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.ModelPrices.LongContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ModelPricesTests {

	private static final long ABOVE = 200_000;

	private static final TokenPrices STANDARD = prices(1);

	private static final ModelPrices TIERED = new ModelPrices(STANDARD, new LongContext(ABOVE, prices(2)));

	static final TokenUsage[] JUST_ABOVE = { TokenUsage.of(ABOVE + 1, 0), new TokenUsage(1, ABOVE, 0, 0, 0, 0, false),
			new TokenUsage(0, 1, ABOVE, 0, 0, 0, false), new TokenUsage(0, 0, 1, ABOVE, 0, 0, false) };

	@Test
	void standardPricesApplyUpToTheBoundary() {
		assertThat(TIERED.cost(TokenUsage.of(ABOVE, 10))).contains(new Money((ABOVE + 10) * 1000));
	}

	@ParameterizedTest
	@FieldSource("JUST_ABOVE")
	void inputOfAllClassesTogetherDecidesAndEveryTokenIsDearerThen(TokenUsage usage) {
		assertThat(TIERED.cost(usage.plus(TokenUsage.of(0, 10)))).contains(new Money((ABOVE + 11) * 2000));
	}

	@Test
	void outputDoesNotCountForTheTier() {
		assertThat(TIERED.cost(TokenUsage.of(1, ABOVE))).contains(new Money((ABOVE + 1) * 1000));
	}

	@Test
	void tierDoesNotBorrowPricesFromTheStandardTier() {
		TokenPrices inputOnly = new TokenPrices(new Money(1), null, null, null, null);
		ModelPrices prices = new ModelPrices(STANDARD, new LongContext(ABOVE, inputOnly));

		assertThat(prices.cost(TokenUsage.of(ABOVE + 1, 1))).isEmpty();
		assertThat(prices.cost(TokenUsage.of(ABOVE + 1, 0))).isPresent();
	}

	@Test
	void absurdInputIsStillAboveTheBoundary() {
		TokenPrices free = new TokenPrices(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
		ModelPrices prices = new ModelPrices(free, new LongContext(ABOVE, TokenPrices.UNKNOWN));

		assertThat(prices.cost(new TokenUsage(Long.MAX_VALUE, 1, 0, 0, 0, 0, false))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "default", "standard", "DEFAULT", "on_demand" })
	void ordinaryServiceTierHasTheStandardPrices(String tier) {
		assertThat(TIERED.cost(TokenUsage.of(10, 10), tier)).contains(new Money(20_000));
	}

	@Test
	void serviceTierHasItsOwnPricesForLongRequestsToo() {
		ModelPrices prices = TIERED.withServiceTier("batch", new BigDecimal("0.5"));

		assertThat(prices.cost(TokenUsage.of(10, 10), "batch")).contains(new Money(10_000));
		assertThat(prices.cost(TokenUsage.of(ABOVE + 1, 0), "Batch")).contains(new Money((ABOVE + 1) * 1000));
		assertThat(prices.cost(TokenUsage.of(10, 10), "")).contains(new Money(20_000));
	}

	@Test
	void serviceTierThatNobodyPricedHasNoKnownCost() {
		assertThat(TIERED.cost(TokenUsage.of(10, 10), "priority")).isEmpty();
	}

	@Test
	void partOfAPriceIsRoundedUpAndAnUnknownOneStaysUnknown() {
		TokenPrices prices = new TokenPrices(new Money(3), null, null, Money.ZERO, null);

		assertThat(prices.times(new BigDecimal("0.5")))
			.isEqualTo(new TokenPrices(new Money(2), null, null, Money.ZERO, null));
	}

	@Test
	void withoutATierLongRequestsCostTheSame() {
		ModelPrices flat = new ModelPrices(STANDARD, null);

		assertThat(flat.cost(TokenUsage.of(10 * ABOVE, 0))).contains(new Money(10 * ABOVE * 1000));
	}

	@Test
	void unknownPricesGiveNoCost() {
		assertThat(ModelPrices.UNKNOWN.cost(TokenUsage.of(1, 1))).isEmpty();
	}

	private static TokenPrices prices(int usd) {
		Money price = new Money(usd * 1_000_000_000L);
		return new TokenPrices(price, price, price, price, price);
	}

}
