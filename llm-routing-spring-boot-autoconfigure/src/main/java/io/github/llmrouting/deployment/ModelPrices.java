package io.github.llmrouting.deployment;

import java.util.Optional;

import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs. Some vendors charge more for every token of a request whose input
 * is long.
 *
 * @param standard prices of ordinary requests
 * @param longContext prices of requests with more input, or {@code null} if there is no
 * such tier
 */
public record ModelPrices(TokenPrices standard, @Nullable LongContext longContext) {

	/** Prices of which none is known. */
	public static final ModelPrices UNKNOWN = new ModelPrices(TokenPrices.UNKNOWN, null);

	/**
	 * Returns what an answer costs.
	 * @return empty if a price that it takes is unknown
	 */
	public Optional<Money> cost(TokenUsage usage) {
		if (this.longContext != null && usage.totalInput() > this.longContext.aboveTokens()) {
			return this.longContext.prices().cost(usage);
		}
		return this.standard.cost(usage);
	}

	/**
	 * The tier of long requests.
	 *
	 * @param aboveTokens input tokens, all classes together, above which it applies
	 * @param prices what every token of such a request costs
	 */
	public record LongContext(long aboveTokens, TokenPrices prices) {
	}

}
