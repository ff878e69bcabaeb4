package io.github.llmrouting.deployment;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs. Some vendors charge more for every token of a request whose input
 * is long, and other prices in other service tiers, of which the answer names the one
 * that counts.
 *
 * @param standard prices of ordinary requests
 * @param longContext prices of requests with more input, or {@code null} if there is no
 * such tier
 * @param serviceTiers prices in other tiers than the standard one, by the vendor's name
 * of the tier in lower case, such as {@code batch}
 */
public record ModelPrices(TokenPrices standard, @Nullable LongContext longContext,
		Map<String, ModelPrices> serviceTiers) {

	/** The tier of the vendors' batch interfaces. */
	public static final String BATCH = "batch";

	/** What vendors call the tier of ordinary requests, if they name it at all. */
	private static final Set<String> STANDARD_TIERS = Set.of("", "default", "standard", "auto", "on_demand");

	/** Prices of which none is known. */
	public static final ModelPrices UNKNOWN = new ModelPrices(TokenPrices.UNKNOWN, null);

	public ModelPrices {
		serviceTiers = Map.copyOf(serviceTiers);
	}

	/** Creates prices of a model that has one service tier. */
	public ModelPrices(TokenPrices standard, @Nullable LongContext longContext) {
		this(standard, longContext, Map.of());
	}

	/** Returns these prices, and in a further service tier a part or multiple of them. */
	public ModelPrices withServiceTier(String name, BigDecimal factor) {
		Map<String, ModelPrices> tiers = new HashMap<>(this.serviceTiers);
		tiers.put(name, new ModelPrices(this.standard.times(factor), (this.longContext != null)
				? new LongContext(this.longContext.aboveTokens(), this.longContext.prices().times(factor)) : null));
		return new ModelPrices(this.standard, this.longContext, tiers);
	}

	/**
	 * Returns what an answer costs that was written in some service tier.
	 * @param usage tokens as billed
	 * @param serviceTier the vendor's name of the tier, empty if it names none
	 * @return empty if a price that it takes is unknown
	 */
	public Optional<Money> cost(TokenUsage usage, String serviceTier) {
		String name = serviceTier.toLowerCase(Locale.ROOT);
		return STANDARD_TIERS.contains(name) ? cost(usage)
				: Optional.ofNullable(this.serviceTiers.get(name)).flatMap((tier) -> tier.cost(usage));
	}

	/**
	 * Returns what an answer of the standard tier costs.
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
