package io.github.llmrouting.deployment;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * Prices of a model per million tokens of each class. A price that nobody knows is
 * {@code null}, which is not the same as free.
 *
 * @param input for tokens read at full price
 * @param output for tokens written, reasoning included
 * @param cachedInput for tokens read from a prompt cache
 * @param cacheWrite5m for tokens written to a prompt cache for five minutes
 * @param cacheWrite1h for tokens written to a prompt cache for an hour
 * @param audioInput for tokens of sound read
 * @param audioOutput for tokens of sound written
 */
public record TokenPrices(@Nullable Money input, @Nullable Money output, @Nullable Money cachedInput,
		@Nullable Money cacheWrite5m, @Nullable Money cacheWrite1h, @Nullable Money audioInput,
		@Nullable Money audioOutput) {

	/** Prices of which none is known. */
	public static final TokenPrices UNKNOWN = new TokenPrices(null, null, null, null, null);

	private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

	/** Creates prices of a model whose prices of sound nobody knows. */
	public TokenPrices(@Nullable Money input, @Nullable Money output, @Nullable Money cachedInput,
			@Nullable Money cacheWrite5m, @Nullable Money cacheWrite1h) {
		this(input, output, cachedInput, cacheWrite5m, cacheWrite1h, null, null);
	}

	/**
	 * Returns what an answer costs: the sum over the classes of tokens times price,
	 * rounded up once to a whole nano-dollar.
	 * @return empty if a class with tokens in it has no known price, or if the sum is
	 * more than {@link Money} holds, which no bill is
	 */
	public Optional<Money> cost(TokenUsage usage) {
		return isKnownFor(usage) ? exactCost(usage) : Optional.empty();
	}

	/** Returns these prices times a factor, each rounded up to a whole nano-dollar. */
	public TokenPrices times(BigDecimal factor) {
		return new TokenPrices(product(this.input, factor), product(this.output, factor),
				product(this.cachedInput, factor), product(this.cacheWrite5m, factor),
				product(this.cacheWrite1h, factor), product(this.audioInput, factor),
				product(this.audioOutput, factor));
	}

	private static @Nullable Money product(@Nullable Money price, BigDecimal factor) {
		return (price != null) ? Money.ofUsd(price.toUsd().multiply(factor)) : null;
	}

	private boolean isKnownFor(TokenUsage usage) {
		return isKnown(this.input, usage.input()) && isKnown(this.cachedInput, usage.cachedInput())
				&& isKnown(this.cacheWrite5m, usage.cacheWrite5m()) && isKnown(this.cacheWrite1h, usage.cacheWrite1h())
				&& isKnown(this.audioInput, usage.audioInput()) && isKnown(this.output, written(usage))
				&& isKnown(this.audioOutput, usage.audioOutput());
	}

	/** Reasoning costs as much as what is written. */
	private static long written(TokenUsage usage) {
		return usage.totalOutput() - usage.audioOutput();
	}

	private static boolean isKnown(@Nullable Money price, long tokens) {
		return price != null || tokens == 0;
	}

	private Optional<Money> exactCost(TokenUsage usage) {
		BigInteger millionths = product(this.input, usage.input()).add(product(this.cachedInput, usage.cachedInput()))
			.add(product(this.cacheWrite5m, usage.cacheWrite5m()))
			.add(product(this.cacheWrite1h, usage.cacheWrite1h()))
			.add(product(this.audioInput, usage.audioInput()))
			.add(product(this.output, written(usage)))
			.add(product(this.audioOutput, usage.audioOutput()));
		BigInteger nanos = millionths.add(MILLION).subtract(BigInteger.ONE).divide(MILLION);
		return (nanos.bitLength() < Long.SIZE) ? Optional.of(new Money(nanos.longValue())) : Optional.empty();
	}

	private static BigInteger product(@Nullable Money price, long tokens) {
		return (price != null) ? BigInteger.valueOf(price.nanos()).multiply(BigInteger.valueOf(tokens))
				: BigInteger.ZERO;
	}

}
