package io.github.llmrouting.autoconfigure;

import java.math.BigDecimal;
import java.net.URI;

import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelCatalogue;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.deployment.ModelPrices;
import io.github.llmrouting.deployment.ModelPrices.LongContext;
import io.github.llmrouting.deployment.TokenPrices;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConfiguredModelsTests {

	private final ModelFacts known = ModelCatalogue.builtIn()
		.find("openai", URI.create("https://api.openai.com/v1"), "gpt-5.4-mini")
		.orElseThrow();

	@Test
	void catalogueKnowsTheModel() {
		Deployment deployment = StartReport.setup("""
				providers: {openai: {api-key: sk-1}}
				routes: {default: {deployments: openai/gpt-5.4-mini}}
				""").table().deployments().get(0);

		assertThat(deployment.facts()).isEqualTo(this.known);
	}

	@Test
	void fineTuneHasTheFactsOfItsModel() {
		assertThat(facts("{name: \"ft:gpt-5.4-mini:acme::1\", as: gpt-5.4-mini}")).isEqualTo(this.known);
	}

	@Test
	void aliasMayHavePricesOfItsOwn() {
		ModelFacts facts = facts("{name: support-bot, as: gpt-5.4-mini, input-price: 1.5, output-price: 6}");

		assertThat(facts.contextWindow()).isEqualTo(this.known.contextWindow());
		assertThat(facts.capabilities()).isEqualTo(this.known.capabilities());
		assertThat(facts.prices().standard())
			.isEqualTo(new TokenPrices(usd("1.5"), usd("6"), usd("1.5"), usd("1.5"), null));
	}

	@Test
	void factsOfTheCatalogueAreOverridden() {
		ModelFacts facts = facts("{name: gpt-5.4-mini, cached-input-price: 0.01, context-window: 9, max-output: 8}");

		assertThat(facts.prices().standard().cachedInput()).isEqualTo(usd("0.01"));
		assertThat(facts.prices().standard().input()).isEqualTo(this.known.prices().standard().input());
		assertThat(facts.contextWindow()).isEqualTo(9);
		assertThat(facts.maxOutput()).isEqualTo(8);
	}

	@Test
	void serviceTiersOfTheConfigurationJoinThoseOfTheCatalogue() {
		ModelPrices prices = facts("""
				{name: gpt-5.4-mini, service-tiers: [
				  {name: Flex, input-price: 0.375, output-price: 2.25, cached-input-price: 0.0375}]}""").prices();

		assertThat(prices.cost(new TokenUsage(2, 10, 0, 0, 4, 0, false), "flex")).contains(new Money(10_125));
		assertThat(prices.serviceTiers()).containsOnlyKeys("flex", "batch");
	}

	@Test
	void modelWithPricesOfItsOwnHasNoServiceTierOfTheCatalogue() {
		assertThat(facts("{name: gpt-5.4-mini, input-price: 1}").prices().serviceTiers()).isEmpty();
	}

	@Test
	void modelThatNobodyKnowsHasNoPriceRatherThanNone() {
		assertThat(facts("mine")).isEqualTo(ModelFacts.UNKNOWN);
		assertThat(facts("{name: mine, input-price: 0, output-price: 0}").prices().standard().input())
			.isEqualTo(Money.ZERO);
	}

	@Test
	void everythingTyped() {
		ModelFacts facts = facts("""
				{name: mine, input-price: 1, output-price: 2, cached-input-price: 0.1, cache-write-price: 1.25,
				cache-write-one-hour-price: 2.5, capabilities: [tools, structured-output],
				long-context: {above-tokens: 200000, input-price: 2, output-price: 4, cached-input-price: 0.2}}""");

		assertThat(facts.capabilities()).containsExactlyInAnyOrder(Capability.TOOLS, Capability.STRUCTURED_OUTPUT);
		assertThat(facts.prices().standard())
			.isEqualTo(new TokenPrices(usd("1"), usd("2"), usd("0.1"), usd("1.25"), usd("2.5")));
		assertThat(facts.prices().longContext())
			.isEqualTo(new LongContext(200_000, new TokenPrices(usd("2"), usd("4"), usd("0.2"), usd("2"), null)));
	}

	@Test
	void listedModelsCanBeAskedForWithoutARouteToThem() {
		assertThat(StartReport.setup("""
				providers: {openai: {api-key: sk-1, models: [mine]}}
				routes: {default: {deployments: openai/gpt-5.4-mini}}
				""").table().deployments()).extracting(Object::toString)
			.containsExactly("openai/gpt-5.4-mini", "openai/mine");
	}

	private static ModelFacts facts(String model) {
		return StartReport.setup("providers: {openai: {api-key: sk-1, models: [" + model.replace("\n", " ") + "]}}")
			.table()
			.deployments()
			.get(0)
			.facts();
	}

	private static Money usd(String amount) {
		return Money.ofUsd(new BigDecimal(amount));
	}

}
