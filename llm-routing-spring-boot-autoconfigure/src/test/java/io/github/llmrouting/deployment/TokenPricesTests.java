package io.github.llmrouting.deployment;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenPricesTests {

	private static final TokenPrices ODD = new TokenPrices(new Money(1), new Money(3), new Money(7), new Money(11),
			new Money(13));

	private static final TokenPrices HAIKU = new TokenPrices(usd(1), usd(5), new Money(100_000_000),
			new Money(1_250_000_000), usd(2));

	static final List<TokenUsage> ONE_TOKEN_OF_EACH_CLASS = List.of(new TokenUsage(1, 0, 0, 0, 0, 0, false),
			new TokenUsage(0, 1, 0, 0, 0, 0, false), new TokenUsage(0, 0, 1, 0, 0, 0, false),
			new TokenUsage(0, 0, 0, 1, 0, 0, false), new TokenUsage(0, 0, 0, 0, 1, 0, false),
			new TokenUsage(0, 0, 0, 0, 0, 1, false));

	@ParameterizedTest
	@FieldSource("ONE_TOKEN_OF_EACH_CLASS")
	void costIsUnknownAndNotZeroWhenAClassWithTokensHasNoPrice(TokenUsage usage) {
		assertThat(TokenPrices.UNKNOWN.cost(usage)).isEmpty();
	}

	@ParameterizedTest
	@FieldSource("ONE_TOKEN_OF_EACH_CLASS")
	void oneUnknownClassMakesTheWholeCostUnknown(TokenUsage usage) {
		TokenPrices inputUnknown = new TokenPrices(null, usd(1), usd(1), usd(1), usd(1));
		TokenPrices outputUnknown = new TokenPrices(usd(1), null, usd(1), usd(1), usd(1));

		assertThat(inputUnknown.cost(usage.plus(TokenUsage.of(1, 0)))).isEmpty();
		assertThat(outputUnknown.cost(usage.plus(TokenUsage.of(0, 1)))).isEmpty();
	}

	@Test
	void soundHasPricesOfItsOwn() {
		TokenPrices prices = new TokenPrices(new Money(1_000_000), new Money(2_000_000), null, null, null,
				new Money(10_000_000), new Money(20_000_000));

		assertThat(prices.cost(new TokenUsage(1, 0, 0, 0, 2, 3, 4, 5, false)))
			.contains(new Money(1 + 2 * 10 + (3 + 4) * 2 + 5 * 20));
	}

	@Test
	void soundWithoutAPriceMakesTheCostUnknown() {
		TokenPrices prices = new TokenPrices(new Money(1), new Money(2), null, null, null);

		assertThat(prices.cost(new TokenUsage(1, 0, 0, 0, 1, 1, 0, 0, false))).isEmpty();
		assertThat(prices.cost(new TokenUsage(1, 0, 0, 0, 0, 1, 0, 1, false))).isEmpty();
		assertThat(prices.cost(TokenUsage.of(1, 1))).isPresent();
	}

	@Test
	void unknownPriceOfAClassWithoutTokensDoesNotMatter() {
		TokenPrices plain = new TokenPrices(usd(1), usd(2), null, null, null);

		assertThat(plain.cost(TokenUsage.of(10, 20))).contains(new Money(50_000));
		assertThat(TokenPrices.UNKNOWN.cost(TokenUsage.of(0, 0))).contains(Money.ZERO);
	}

	@Test
	void freeIsKnown() {
		TokenPrices free = new TokenPrices(Money.ZERO, Money.ZERO, null, null, null);

		assertThat(free.cost(TokenUsage.of(1_000_000, 1_000_000))).contains(Money.ZERO);
	}

	@Test
	void everyClassHasItsOwnPriceAndReasoningCostsWhatOutputCosts() {
		TokenUsage usage = new TokenUsage(1000, 2000, 300, 40, 50, 6, false);

		// 1000 x 1.00 + 2000 x 0.10 + 300 x 1.25 + 40 x 2.00 + 56 x 5.00 = 1935
		// micro-dollars
		assertThat(HAIKU.cost(usage)).contains(new Money(1_935_000));
	}

	@Test
	void sumIsRoundedUpOnceAndNotClassByClass() {
		TokenUsage oneEach = new TokenUsage(1, 1, 1, 1, 1, 0, false);

		assertThat(ODD.cost(oneEach)).contains(new Money(1));
		assertThat(ODD.cost(TokenUsage.of(1_000_000, 0))).contains(new Money(1));
		assertThat(ODD.cost(TokenUsage.of(1_000_001, 0))).contains(new Money(2));
	}

	@Test
	void costIsExactWhereMultiplyingInLongsWouldOverflow() {
		TokenPrices dear = new TokenPrices(usd(600), usd(600), null, null, null);

		// 10^13 tokens x 600 x 10^9 nano-dollars is beyond 2^63
		assertThat(dear.cost(TokenUsage.of(10_000_000_000_000L, 0))).contains(usd(6_000_000_000L));
	}

	@Test
	void costIsUnknownWhenItIsMoreThanMoneyHolds() {
		assertThat(HAIKU.cost(TokenUsage.of(Long.MAX_VALUE, Long.MAX_VALUE))).isEmpty();
		assertThat(new TokenPrices(new Money(1_000_000), null, null, null, null).cost(TokenUsage.of(Long.MAX_VALUE, 0)))
			.contains(new Money(Long.MAX_VALUE));
	}

	@Test
	void costOfASumIsTheSumOfTheCostsButForTheRounding() {
		long seed = 91;
		Random random = new Random(seed);
		for (int i = 0; i < 20_000; i++) {
			TokenPrices prices = new TokenPrices(price(random), price(random), price(random), price(random),
					price(random));
			TokenUsage one = usage(random);
			TokenUsage two = usage(random);

			long apart = Stream.of(one, two).mapToLong((usage) -> prices.cost(usage).orElseThrow().nanos()).sum();
			long together = prices.cost(one.plus(two)).orElseThrow().nanos();

			assertThat(together).as("seed %d, round %d: %s, %s, %s", seed, i, prices, one, two)
				.isBetween(apart - 1, apart);
		}
	}

	private static TokenUsage usage(Random random) {
		return new TokenUsage(tokens(random), tokens(random), tokens(random), tokens(random), tokens(random),
				tokens(random), false);
	}

	private static long tokens(Random random) {
		return random.nextInt(4) == 0 ? 0 : random.nextInt(2_000_000);
	}

	private static Money price(Random random) {
		return new Money(random.nextBoolean() ? random.nextInt(2_000_000) : random.nextLong(100_000_000_000L));
	}

	private static Money usd(long usd) {
		return new Money(usd * 1_000_000_000);
	}

}
