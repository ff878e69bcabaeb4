package io.github.llmrouting.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelMistakesTests {

	private static final String FIRST = "llm.routing.providers.openai.models[0]";

	@ParameterizedTest
	@ValueSource(strings = { "input-price", "output-price", "cached-input-price", "cache-write-price",
			"cache-write-one-hour-price" })
	void negativePrice(String price) {
		reportOf("{name: mine, %s: -0.5}".formatted(price))
			.tells(FIRST + "." + price, "-0.5 is no price",
					"expected US dollars per million tokens, from 0 to 1000000, with at most 9 decimals")
			.tellsNothingButOf(FIRST + "." + price);
	}

	@ParameterizedTest
	@CsvSource({ "1000000.5", "1E+999999999", "1E-999999999", "0.0000000001" })
	void absurdPrice(String price) {
		reportOf("{name: mine, input-price: \"%s\"}".formatted(price)).tellsNothingButOf(FIRST + ".input-price");
	}

	@Test
	void mistakesInThePricesOfLongInput() {
		reportOf("{name: mine, long-context: {input-price: -1, output-price: -2, cached-input-price: -3}}")
			.tells(FIRST + ".long-context.above-tokens", "is missing", "expected a number of input tokens");
		reportOf("{name: mine, long-context: {above-tokens: 0, input-price: -1, output-price: -2}}")
			.tells(FIRST + ".long-context.above-tokens", "0 is not above 0", "expected a whole number above 0")
			.tells(FIRST + ".long-context.input-price", "-1 is no price",
					"expected US dollars per million tokens, from 0 to 1000000, with at most 9 decimals")
			.tellsNothingButOf(FIRST + ".long-context.above-tokens", FIRST + ".long-context.input-price",
					FIRST + ".long-context.output-price");
		reportOf("{name: mine, service-tiers: [{input-price: 1}, {name: flex, output-price: -2}]}")
			.tells(FIRST + ".service-tiers[0].name", "is missing",
					"expected the vendor's name of the tier, such as flex")
			.tellsNothingButOf(FIRST + ".service-tiers[0].name", FIRST + ".service-tiers[1].output-price");
	}

	@Test
	void modelOfTheCatalogueThatDoesNotExist() {
		reportOf("{name: support-bot, as: gpt-99}")
			.tells(FIRST + ".as", "'gpt-99' is a model that the catalogue does not know",
					"expected a model of the vendor, or the prices and the context window themselves")
			.tellsNothingButOf(FIRST + ".as");
	}

	@Test
	void sameNameTwice() {
		reportOf("{name: mine}, {name: other}, {name: mine}")
			.tells("llm.routing.providers.openai.models[2].name", "'mine' is listed twice", "expected it once")
			.tellsNothingButOf("llm.routing.providers.openai.models[2].name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{input-price: 1}", "{name: \"\"}", "{name: \" \"}" })
	void noName(String model) {
		reportOf(model).tells(FIRST + ".name", "is missing", "expected the name by which the provider is asked")
			.tellsNothingButOf(FIRST + ".name");
	}

	@Test
	void sizes() {
		reportOf("{name: mine, context-window: 0, max-output: -5}")
			.tells(FIRST + ".context-window", "0 is not above 0", "expected a whole number above 0")
			.tells(FIRST + ".max-output", "-5 is not above 0", "expected a whole number above 0")
			.tellsNothingButOf(FIRST + ".context-window", FIRST + ".max-output");
	}

	@Test
	void capabilityThatDoesNotExist() {
		reportOf("{name: mine, capabilities: [tools, telepathy]}")
			.tells(FIRST + ".capabilities", "[telepathy] does not exist",
					"expected some of [tools, images, documents, structured-output, reasoning, temperature]")
			.tellsNothingButOf(FIRST + ".capabilities");
	}

	private static StartReport reportOf(String models) {
		return StartReport.of("providers: {openai: {api-key: sk-1, models: [" + models + "]}}");
	}

}
