package io.github.llmrouting.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyMistakesTests {

	private static final String KEY = "llm.routing.providers.openai.api-key";

	private static final String KEYS = "llm.routing.providers.openai.api-keys";

	private static final String EXPECTED = "expected the vendor's API key, such as ${OPENAI_API_KEY}; or set "
			+ "llm.routing.providers.openai.when-no-key=disable to leave the provider out";

	private static final String PLACEHOLDER_EXPECTED = "set the property or environment variable that it names, or "
			+ "give it an empty default, ${NAME:}, together with llm.routing.providers.openai.when-no-key=disable";

	@ParameterizedTest
	@ValueSource(strings = { "providers: {openai: {}}", "providers: {openai: {api-keys: []}}",
			"providers: {openai: {base-url: \"https://api.openai.com/v1\"}}" })
	void missing(String yaml) {
		StartReport.of(yaml).tells(KEY, "is missing", EXPECTED).tellsNothingButOf(KEY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"\"", "\"  \"", "\"${NO_SUCH_PROPERTY:}\"" })
	void blank(String key) {
		StartReport.of("providers: {openai: {api-key: %s}}".formatted(key))
			.tells(KEY, "is blank", EXPECTED)
			.tellsNothingButOf(KEY);
	}

	@Test
	void unresolvedPlaceholder() {
		StartReport.of("providers: {openai: {api-key: \"${NO_SUCH_PROPERTY}\"}}")
			.tells(KEY, "holds a placeholder ${...} whose property does not exist", PLACEHOLDER_EXPECTED)
			.tellsNothingButOf(KEY);
	}

	@Test
	void exampleOfAKeyNamesTheProvider() {
		StartReport.of("providers: {openai-eu: {type: openai}}")
			.tells("llm.routing.providers.openai-eu.api-key", "is missing",
					"expected the vendor's API key, such as ${OPENAI_EU_API_KEY}; or set "
							+ "llm.routing.providers.openai-eu.when-no-key=disable to leave the provider out");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sk canary", "sk\\ncanary", "\\\"sk-canary\\\"", "'sk-canary'", "sk-canäry-canary" })
	void charactersThatNoKeyHas(String key) {
		StartReport.of("providers: {openai: {api-key: \"%s\"}}".formatted(key))
			.hides("canary")
			.tells(KEY, "holds characters that no API key has: spaces, quotes, line breaks or letters beyond ASCII",
					"expected the bare key")
			.tellsNothingButOf(KEY);
	}

	@Test
	void severalKeys() {
		StartReport.of("""
				providers:
				  openai:
				    api-keys: [{value: "${NO_SUCH_PROPERTY}"}, {value: " "}, {weight: 2}, {value: sk canary}, "", sk-1]
				""")
			.hides("canary")
			.tells(KEYS + "[0].value", "holds a placeholder ${...} whose property does not exist", PLACEHOLDER_EXPECTED)
			.tells(KEYS + "[1].value", "is blank", EXPECTED)
			.tells(KEYS + "[2].value", "is missing", EXPECTED)
			.tells(KEYS + "[3].value",
					"holds characters that no API key has: spaces, quotes, line breaks or letters beyond ASCII",
					"expected the bare key")
			.tells(KEYS + "[4].value", "is blank", EXPECTED)
			.tellsNothingButOf(KEYS + "[0].value", KEYS + "[1].value", KEYS + "[2].value", KEYS + "[3].value",
					KEYS + "[4].value");
	}

	@Test
	void severalKeysOfWhichEachIsBlank() {
		StartReport.of("providers: {openai: {api-keys: [{value: \"\"}, {value: \"\"}]}}")
			.tellsNothingButOf(KEYS + "[0].value", KEYS + "[1].value");
	}

	@Test
	void oneKeyBesideSeveral() {
		StartReport.of("providers: {openai: {api-key: sk-canary, api-keys: [sk-canary]}}")
			.hides("canary")
			.tells(KEY, "stands beside api-keys", "expected one of the two");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", ".nan", ".inf" })
	void weight(String weight) {
		StartReport.of("providers: {openai: {api-keys: [{value: sk-canary, weight: %s}]}}".formatted(weight))
			.hides("canary")
			.tellsNothingButOf(KEYS + "[0].weight");
	}

	@Test
	void weightIsToldUnderAProviderWhoseNameSaysValue() {
		StartReport.of("providers: {value: {type: openai, api-keys: [{value: sk-1, weight: -2}]}}")
			.tells("llm.routing.providers.value.api-keys[0].weight", "-2.0 is no weight of a key",
					"expected a number above 0, or no such key");
	}

	@Test
	void numberThatIsNotInQuotes() {
		StartReport.of("providers: {openai: {api-key: 00123456}}")
			.hides("123456")
			.tells(KEY, "is a number or the like (application.yml - 2:33)", "put it in quotes")
			.tellsNothingButOf(KEY);
	}

}
