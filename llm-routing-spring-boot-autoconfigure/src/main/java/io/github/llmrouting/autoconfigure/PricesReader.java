package io.github.llmrouting.autoconfigure;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.llmrouting.Money;
import io.github.llmrouting.autoconfigure.LlmRoutingProperties.LongContext;
import io.github.llmrouting.autoconfigure.LlmRoutingProperties.Model;
import io.github.llmrouting.autoconfigure.LlmRoutingProperties.Tier;
import io.github.llmrouting.deployment.ModelPrices;
import io.github.llmrouting.deployment.TokenPrices;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks the prices of one model. A price of its own takes the place of the
 * catalogue's; with an input or output price of its own a model has no tier of the
 * catalogue, whose prices would not fit.
 */
final class PricesReader {

	private static final BigDecimal HIGHEST_PRICE = BigDecimal.valueOf(1_000_000);

	/** Nano-dollars, which also keeps off numbers that take minutes to compute with. */
	private static final int MOST_DECIMALS = 9;

	private final String path;

	private final Problems problems;

	PricesReader(String path, Problems problems) {
		this.path = path;
		this.problems = problems;
	}

	ModelPrices read(Model model, ModelPrices base) {
		TokenPrices known = base.standard();
		Money input = price(".input-price", model.inputPrice());
		Money output = price(".output-price", model.outputPrice());
		Money cached = price(".cached-input-price", model.cachedInputPrice());
		Money write = price(".cache-write-price", model.cacheWritePrice());
		Money writeOneHour = price(".cache-write-one-hour-price", model.cacheWriteOneHourPrice());
		boolean repriced = input != null || output != null;
		TokenPrices standard = new TokenPrices(first(input, known.input()), first(output, known.output()),
				first(cached, first(input, known.cachedInput())), first(write, first(input, known.cacheWrite5m())),
				first(writeOneHour, repriced ? null : known.cacheWrite1h()),
				first(price(".audio-input-price", model.audioInputPrice()), known.audioInput()),
				first(price(".audio-output-price", model.audioOutputPrice()), known.audioOutput()));
		ModelPrices.LongContext longContext = longContext(model.longContext());
		return new ModelPrices(standard, (longContext != null || repriced) ? longContext : base.longContext(),
				serviceTiers(model.serviceTiers(), repriced ? Map.of() : base.serviceTiers()));
	}

	private ModelPrices.@Nullable LongContext longContext(@Nullable LongContext typed) {
		if (typed == null) {
			return null;
		}
		this.problems.requirePositive(this.path + ".long-context.above-tokens", typed.aboveTokens());
		if (typed.aboveTokens() == null) {
			this.problems.add(this.path + ".long-context.above-tokens", "is missing",
					"expected a number of input tokens");
			return null;
		}
		return new ModelPrices.LongContext(typed.aboveTokens(),
				prices(".long-context", typed.inputPrice(), typed.outputPrice(), typed.cachedInputPrice()));
	}

	private Map<String, ModelPrices> serviceTiers(List<Tier> typed, Map<String, ModelPrices> base) {
		Map<String, ModelPrices> tiers = new HashMap<>(base);
		for (int i = 0; i < typed.size(); i++) {
			Tier tier = typed.get(i);
			String at = ".service-tiers[" + i + "]";
			if (tier.name() == null || tier.name().isBlank()) {
				this.problems.add(this.path + at + ".name", "is missing",
						"expected the vendor's name of the tier, such as flex");
				continue;
			}
			tiers.put(tier.name().toLowerCase(Locale.ROOT),
					new ModelPrices(prices(at, tier.inputPrice(), tier.outputPrice(), tier.cachedInputPrice()), null));
		}
		return tiers;
	}

	private TokenPrices prices(String at, @Nullable BigDecimal inputPrice, @Nullable BigDecimal outputPrice,
			@Nullable BigDecimal cachedInputPrice) {
		Money input = price(at + ".input-price", inputPrice);
		Money cached = first(price(at + ".cached-input-price", cachedInputPrice), input);
		return new TokenPrices(input, price(at + ".output-price", outputPrice), cached, input, null);
	}

	private static @Nullable Money first(@Nullable Money one, @Nullable Money other) {
		return (one != null) ? one : other;
	}

	private @Nullable Money price(String at, @Nullable BigDecimal usd) {
		if (usd != null && (usd.signum() < 0 || usd.compareTo(HIGHEST_PRICE) > 0 || usd.scale() > MOST_DECIMALS)) {
			this.problems.add(this.path + at, usd + " is no price",
					"expected US dollars per million tokens, from 0 to 1000000, with at most 9 decimals");
			return null;
		}
		return (usd != null) ? Money.ofUsd(usd) : null;
	}

}
