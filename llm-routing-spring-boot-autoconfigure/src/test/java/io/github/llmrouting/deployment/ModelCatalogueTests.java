package io.github.llmrouting.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ModelCatalogueTests {

	private static final URI GROQ = URI.create("https://api.groq.com/openai/v1");

	private static final URI OPENAI = URI.create("https://api.openai.com/v1");

	private static final URI PROXY = URI.create("http://llm-proxy.internal:8080/v1");

	private static final ModelCatalogue CATALOGUE = ModelCatalogue.builtIn();

	@ParameterizedTest
	@CsvSource({ "openai, gpt-99", "openai, ''", "openai, claude-haiku-4-5", "anthropic, gpt-5.4-mini",
			"nobody, gpt-5.4-mini", "openai, GPT-5.4-MINI" })
	void unknownModelIsNotFound(String type, String model) {
		assertThat(CATALOGUE.find(type, null, model)).isEmpty();
	}

	@Test
	void smallGptCostsWhatItsVendorSays() {
		ModelFacts facts = CATALOGUE.find("openai", OPENAI, "gpt-5.4-mini").orElseThrow();

		assertThat(facts.contextWindow()).isEqualTo(400_000);
		assertThat(facts.maxOutput()).isEqualTo(128_000);
		assertThat(facts.prices())
			.isEqualTo(new ModelPrices(new TokenPrices(usd("0.75"), usd("4.50"), usd("0.075"), null, null), null)
				.withServiceTier("batch", new BigDecimal("0.5")));
		assertThat(facts.capabilities())
			.contains(Capability.TOOLS, Capability.IMAGES, Capability.STRUCTURED_OUTPUT, Capability.REASONING)
			.doesNotContain(Capability.TEMPERATURE);
	}

	@ParameterizedTest
	@CsvSource({ "openai, gpt-5.4-mini, 0.000525", "anthropic, claude-haiku-4-5, 0.0006" })
	void batchCostsHalf(String type, String model, BigDecimal usd) {
		ModelPrices prices = CATALOGUE.find(type, null, model).orElseThrow().prices();

		assertThat(prices.cost(TokenUsage.of(200, 200), "batch")).map(Money::toUsd).contains(usd);
		assertThat(prices.cost(TokenUsage.of(100, 100), "")).map(Money::toUsd).contains(usd);
	}

	@Test
	void batchPricesOfOtherVendorsAreUnknown() {
		ModelPrices prices = CATALOGUE.find("gemini", null, "gemini-2.5-flash").orElseThrow().prices();

		assertThat(prices.cost(TokenUsage.of(1, 1), "batch")).isEmpty();
	}

	@Test
	void haikuHasPricesForBothKindsOfCacheWrites() {
		ModelFacts facts = CATALOGUE.find("anthropic", null, "claude-haiku-4-5").orElseThrow();

		assertThat(facts.prices().standard())
			.isEqualTo(new TokenPrices(usd("1"), usd("5"), usd("0.10"), usd("1.25"), usd("2.00")));
		assertThat(facts.contextWindow()).isEqualTo(200_000);
	}

	@Test
	void largeGptCostsMoreAboveItsBoundary() {
		ModelPrices prices = CATALOGUE.find("openai", null, "gpt-5.4").orElseThrow().prices();

		assertThat(prices.cost(TokenUsage.of(272_000, 0))).contains(usd("0.68"));
		assertThat(prices.cost(TokenUsage.of(272_001, 0))).contains(usd("1.360005"));
		assertThat(prices.longContext().prices().output()).isEqualTo(usd("22.5"));
	}

	@Test
	void hostDecidesWhoseModelsAndPricesApply() {
		assertThat(CATALOGUE.find("openai", GROQ, "gpt-5.4-mini")).isEmpty();
		assertThat(CATALOGUE.find("openai", GROQ, "openai/gpt-oss-20b")).isPresent();
		assertThat(CATALOGUE.find("openai", OPENAI, "openai/gpt-oss-20b")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "https://API.GROQ.COM/openai/v1", "https://api.groq.com:443/openai/v1", "http://Api.Groq.com" })
	void hostIsFoundWhateverItsCaseAndPort(URI baseUrl) {
		assertThat(CATALOGUE.find("openai", baseUrl, "gpt-5.4-mini")).isEmpty();
		assertThat(CATALOGUE.find("openai", baseUrl, "openai/gpt-oss-20b")).isPresent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.groq.com.evil.example/v1", "https://evil.example/api.groq.com",
			"http://llm-proxy.internal:8080/v1", "http://my_host/v1", "/v1" })
	void unknownHostIsTakenForAProxyOfTheHomeVendor(URI baseUrl) {
		assertThat(CATALOGUE.find("openai", baseUrl, "gpt-5.4-mini"))
			.isEqualTo(CATALOGUE.find("openai", OPENAI, "gpt-5.4-mini"))
			.isPresent();
	}

	@Test
	void presetIsThatOfTheVendorAtTheBaseUrl() {
		assertThat(CATALOGUE.preset("openai", null)).contains("gpt-5.4-mini");
		assertThat(CATALOGUE.preset("openai", PROXY)).contains("gpt-5.4-mini");
		assertThat(CATALOGUE.preset("openai", GROQ)).isEmpty();
		assertThat(CATALOGUE.preset("anthropic", null)).contains("claude-haiku-4-5");
		assertThat(CATALOGUE.preset("nobody", null)).isEmpty();
	}

	@Test
	void everyPresetIsInTheCatalogueWithContextWindowAndPrices() throws IOException {
		List<String> presets = new ArrayList<>();
		for (JsonNode vendor : json().required("vendors")) {
			vendor.path("preset").asStringOpt().ifPresent((preset) -> {
				ModelFacts facts = CATALOGUE.find(vendor.required("type").asString(), baseUrl(vendor), preset)
					.orElseThrow();
				assertThat(facts.contextWindow()).as(preset).isPositive();
				assertThat(facts.prices().cost(TokenUsage.of(1, 1))).as(preset).isPresent();
				presets.add(preset);
			});
		}

		assertThat(presets).isNotEmpty();
	}

	@Test
	void everyTypeHasAtMostOneHomeAndEveryHostOneVendor() throws IOException {
		List<String> homes = new ArrayList<>();
		List<String> hosts = new ArrayList<>();
		for (JsonNode vendor : json().required("vendors")) {
			String type = vendor.required("type").asString();
			if (vendor.path("home").asBoolean(false)) {
				homes.add(type);
			}
			vendor.path("hosts").forEach((host) -> hosts.add(type + " " + host.asString()));
		}

		assertThat(homes).doesNotHaveDuplicates().contains("openai", "anthropic", "gemini");
		assertThat(hosts).doesNotHaveDuplicates().allMatch((host) -> host.equals(host.toLowerCase()));
	}

	@Test
	void everyPriceIsADecimalTextOfAtLeastZeroUnderAKnownName() throws IOException {
		int prices = 0;
		for (JsonNode vendor : json().required("vendors")) {
			for (JsonNode model : vendor.required("models")) {
				prices += check(model, model.path("usd")) + check(model, model.path("above").path("usd"));
			}
		}

		assertThat(prices).isGreaterThan(1000);
	}

	private static int check(JsonNode model, JsonNode usd) {
		usd.properties().forEach((price) -> {
			assertThat(price.getKey()).as(model.toString()).isIn("in", "out", "cached", "write", "write1h");
			assertThat(price.getValue().isString()).as(model.toString()).isTrue();
			assertThat(new BigDecimal(price.getValue().asString())).as(model.toString()).isNotNegative();
		});
		return usd.size();
	}

	@Test
	void noModelIsNamedTwiceAtAVendor() throws IOException {
		for (JsonNode vendor : json().required("vendors")) {
			assertThat(vendor.required("models").valueStream().map((model) -> model.path("name").asString()))
				.as(vendor.path("name").asString())
				.doesNotHaveDuplicates();
		}
	}

	@Test
	void everyVendorListsModelsOrKnowsWhatHoldsForAny() throws IOException {
		for (JsonNode vendor : json().required("vendors")) {
			assertThat(!vendor.required("models").isEmpty() || vendor.has("others")).as(vendor.path("name").asString())
				.isTrue();
		}
	}

	@Test
	void anyModelOfAnOwnOllamaIsFree() {
		ModelFacts facts = CATALOGUE.find("ollama", URI.create("http://localhost:11434"), "llama3.2").orElseThrow();

		assertThat(facts.prices().cost(TokenUsage.of(10, 10))).contains(Money.ZERO);
		assertThat(facts.contextWindow()).isNull();
		assertThat(CATALOGUE.find("ollama", URI.create("https://ollama.com"), "llama3.2")).isEmpty();
	}

	@Test
	void writingToAnthropicsCacheIsNeverCheaperThanPlainInput() throws IOException {
		JsonNode anthropic = json().required("vendors").get(0);

		assertThat(anthropic.path("name").asString()).isEqualTo("anthropic");
		for (JsonNode model : anthropic.required("models")) {
			TokenPrices prices = CATALOGUE.find("anthropic", null, model.path("name").asString())
				.orElseThrow()
				.prices()
				.standard();
			assertThat(prices.cacheWrite5m()).as(model.toString()).isGreaterThanOrEqualTo(prices.input());
			assertThat(prices.cacheWrite1h()).as(model.toString()).isGreaterThanOrEqualTo(prices.cacheWrite5m());
			assertThat(prices.cachedInput()).as(model.toString()).isLessThan(prices.input());
		}
	}

	private static JsonNode json() throws IOException {
		try (InputStream json = ModelCatalogue.class.getResourceAsStream("model-catalogue.json")) {
			return JsonMapper.shared().readTree(json);
		}
	}

	private static URI baseUrl(JsonNode vendor) {
		return URI.create("https://" + vendor.required("hosts").get(0).asString());
	}

	private static Money usd(String usd) {
		return Money.ofUsd(new BigDecimal(usd));
	}

}
