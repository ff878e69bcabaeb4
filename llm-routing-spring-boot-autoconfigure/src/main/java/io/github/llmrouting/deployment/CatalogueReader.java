package io.github.llmrouting.deployment;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.llmrouting.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the catalogue's JSON: vendors, each with its models, prices as decimal US dollars
 * per million tokens. What is absent is unknown.
 */
final class CatalogueReader {

	private CatalogueReader() {
	}

	static List<ModelCatalogue.Vendor> read(InputStream json) {
		List<ModelCatalogue.Vendor> vendors = new ArrayList<>();
		for (JsonNode vendor : JsonMapper.shared().readTree(json).required("vendors")) {
			vendors.add(vendor(vendor));
		}
		return vendors;
	}

	private static ModelCatalogue.Vendor vendor(JsonNode vendor) {
		List<String> hosts = vendor.path("hosts").valueStream().map(JsonNode::asString).toList();
		Map<String, @Nullable ModelFacts> models = new HashMap<>();
		for (JsonNode model : vendor.required("models")) {
			models.put(model.required("name").asString(), facts(model, vendor.path("batch").asString("")));
		}
		return new ModelCatalogue.Vendor(vendor.required("type").asString(), hosts,
				vendor.path("home").asBoolean(false), vendor.path("preset").asStringOpt().orElse(null), models,
				vendor.has("others") ? facts(vendor.path("others"), "") : null);
	}

	private static ModelFacts facts(JsonNode model, String batchFactor) {
		ModelPrices prices = new ModelPrices(prices(model.path("usd")), longContext(model.path("above")));
		return new ModelFacts(integer(model.path("context")), integer(model.path("maxOutput")),
				batchFactor.isEmpty() ? prices : prices.withServiceTier(ModelPrices.BATCH, new BigDecimal(batchFactor)),
				capabilities(model.path("can")));
	}

	private static @Nullable Integer integer(JsonNode node) {
		return node.isInt() ? node.intValue() : null;
	}

	private static ModelPrices.@Nullable LongContext longContext(JsonNode above) {
		return above.isObject()
				? new ModelPrices.LongContext(above.required("tokens").longValue(), prices(above.path("usd"))) : null;
	}

	private static TokenPrices prices(JsonNode usd) {
		return new TokenPrices(money(usd.path("in")), money(usd.path("out")), money(usd.path("cached")),
				money(usd.path("write")), money(usd.path("write1h")));
	}

	private static @Nullable Money money(JsonNode usd) {
		return usd.isString() ? Money.ofUsd(new BigDecimal(usd.stringValue())) : null;
	}

	private static @Nullable Set<Capability> capabilities(JsonNode can) {
		if (can.isMissingNode()) {
			return null;
		}
		Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
		can.valueStream().map(JsonNode::asString).forEach((tag) -> capabilities.add(Capability.of(tag).orElseThrow()));
		return capabilities;
	}

}
