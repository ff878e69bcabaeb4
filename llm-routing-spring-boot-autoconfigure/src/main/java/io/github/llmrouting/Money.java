package io.github.llmrouting;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.springframework.util.Assert;

/**
 * An exact amount of US dollars, in whole nano-dollars (10<sup>-9</sup> USD). Smaller
 * units than a cent's thousandth are needed: one token of a cheap model costs 20
 * nano-dollars.
 *
 * @param nanos nano-dollars, at least 0
 */
public record Money(long nanos) implements Comparable<Money> {

	/** Nothing. */
	public static final Money ZERO = new Money(0);

	private static final int SCALE = 9;

	private static final BigDecimal LARGEST_USD = BigDecimal.valueOf(Long.MAX_VALUE, SCALE);

	private static final BigDecimal SMALLEST_USD = BigDecimal.valueOf(1, SCALE);

	public Money {
		Assert.isTrue(nanos >= 0, () -> "nanos: " + nanos + " (expected: >= 0)");
	}

	/**
	 * Returns an amount of US dollars, rounded up to whole nano-dollars.
	 * @param usd at least 0, at most 9,223,372,036 (2<sup>63</sup> nano-dollars)
	 */
	public static Money ofUsd(BigDecimal usd) {
		Assert.isTrue(usd.signum() >= 0, () -> "usd: " + usd + " (expected: >= 0)");
		Assert.isTrue(usd.compareTo(LARGEST_USD) <= 0, () -> "usd: " + usd + " (expected: <= 9223372036)");
		if (usd.compareTo(SMALLEST_USD) <= 0) {
			// Rounding 1E-100000000 would write out a hundred million digits
			return new Money(usd.signum());
		}
		return new Money(usd.movePointRight(SCALE).setScale(0, RoundingMode.CEILING).longValueExact());
	}

	/** Returns the sum. */
	public Money plus(Money other) {
		return new Money(Math.addExact(this.nanos, other.nanos));
	}

	/** Returns this amount in US dollars, without trailing zeros. */
	public BigDecimal toUsd() {
		BigDecimal usd = BigDecimal.valueOf(this.nanos, SCALE).stripTrailingZeros();
		return (usd.scale() < 0) ? usd.setScale(0) : usd;
	}

	@Override
	public int compareTo(Money other) {
		return Long.compare(this.nanos, other.nanos);
	}

	/** Returns this amount as text, such as {@code $0.000315}. */
	@Override
	public String toString() {
		return "$" + toUsd().toPlainString();
	}

}
