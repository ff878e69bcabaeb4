package io.github.llmrouting;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class MoneyTests {

	@Test
	void negativeNanosAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Money(-1)).withMessage("nanos: -1 (expected: >= 0)");
	}

	@Test
	void negativeUsdIsRefusedAlsoWhenItWouldRoundToZero() {
		assertThatIllegalArgumentException().isThrownBy(() -> Money.ofUsd(new BigDecimal("-0.0000000001")))
			.withMessageStartingWith("usd: -")
			.withMessageEndingWith("(expected: >= 0)");
	}

	@ParameterizedTest
	@CsvSource({ "0.0000000001, 1", "0.0000000010, 1", "0.0000000010001, 2", "0.75, 750000000",
			"1.0000000009999, 1000000001", "0, 0", "0.000, 0", "1E+3, 1000000000000" })
	void usdIsRoundedUpToWholeNanos(BigDecimal usd, long nanos) {
		assertThat(Money.ofUsd(usd)).isEqualTo(new Money(nanos));
	}

	@Test
	void largestAmountIsAcceptedAndOneNanoMoreIsRefused() {
		BigDecimal largest = BigDecimal.valueOf(Long.MAX_VALUE, 9);

		assertThat(Money.ofUsd(largest).nanos()).isEqualTo(Long.MAX_VALUE);
		assertThatIllegalArgumentException().isThrownBy(() -> Money.ofUsd(largest.add(new BigDecimal("0.0000000001"))))
			.withMessageStartingWith("usd: ")
			.withMessageEndingWith("(expected: <= 9223372036)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1E+20000000", "1E+1000000000", "1E+2147483600" })
	void hugeExponentIsRefusedAtOnce(BigDecimal usd) {
		assertTimeoutPreemptively(Duration.ofSeconds(2),
				() -> assertThatIllegalArgumentException().isThrownBy(() -> Money.ofUsd(usd)));
	}

	@ParameterizedTest
	@CsvSource({ "1E-20000000, 1", "1E-1000000000, 1", "1E-2147483600, 1", "0E-2147483600, 0", "0E+2147483600, 0" })
	void tinyExponentIsReadAtOnce(BigDecimal usd, long nanos) {
		assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertThat(Money.ofUsd(usd).nanos()).isEqualTo(nanos));
	}

	@Test
	void sumThatDoesNotFitIsAnErrorAndNotNegative() {
		Money largest = new Money(Long.MAX_VALUE);

		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> largest.plus(new Money(1)));
		assertThat(largest.plus(Money.ZERO)).isEqualTo(largest);
	}

	@ParameterizedTest
	@CsvSource({ "0, $0", "1, $0.000000001", "315000, $0.000315", "1000000000, $1", "10000000000000, $10000",
			"1500000000, $1.5", "9223372036854775807, $9223372036.854775807" })
	void textIsPlainAndWithoutTrailingZeros(long nanos, String text) {
		assertThat(new Money(nanos)).hasToString(text);
	}

	@Test
	void usdOfWholeTensHasNoExponent() {
		assertThat(new Money(10_000_000_000L).toUsd()).isEqualTo(new BigDecimal("10"));
	}

	@Test
	void amountsAreOrdered() {
		assertThat(new Money(2)).isGreaterThan(new Money(1))
			.isLessThan(new Money(3))
			.isEqualByComparingTo(new Money(2));
		assertThat(Money.ZERO).isLessThan(new Money(Long.MAX_VALUE));
	}

	@Test
	void usdAndBackIsTheSameAmount() {
		long seed = 20260702;
		Random random = new Random(seed);
		for (int i = 0; i < 10_000; i++) {
			Money money = new Money(random.nextLong() >>> (1 + random.nextInt(62)));
			assertThat(Money.ofUsd(money.toUsd())).as("seed %d, round %d", seed, i).isEqualTo(money);
		}
	}

}
