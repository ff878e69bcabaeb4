package io.github.llmrouting.provider.openai;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * Knows which JSON schemas OpenAI takes for strict ones [1]: whose objects require every
 * property that they know and allow no others. Any other is refused when it claims to be
 * strict, and guides the model all the same when it does not.
 * <p>
 * [1] https://platform.openai.com/docs/guides/structured-outputs, supported schemas.
 */
final class OpenAiSchemas {

	private static final List<String> NOT_STRICT = List.of("allOf", "oneOf", "not", "dependentRequired",
			"dependentSchemas", "if", "then", "else", "patternProperties");

	private OpenAiSchemas() {
	}

	static boolean canBeStrict(JsonNode schema) {
		boolean plain = schema.path("type").stringValue("").equals("object") && !schema.has("anyOf");
		return plain && isStrict(schema);
	}

	private static boolean isStrict(JsonNode schema) {
		return NOT_STRICT.stream().noneMatch(schema::has) && isClosed(schema)
				&& schema.path("properties").valueStream().allMatch(OpenAiSchemas::isStrict)
				&& schema.path("$defs").valueStream().allMatch(OpenAiSchemas::isStrict)
				&& schema.path("definitions").valueStream().allMatch(OpenAiSchemas::isStrict)
				&& schema.path("anyOf").valueStream().allMatch(OpenAiSchemas::isStrict)
				&& (!schema.has("items") || isStrict(schema.path("items")));
	}

	private static boolean isClosed(JsonNode schema) {
		if (!isObject(schema.path("type")) && !schema.has("properties")) {
			return true;
		}
		Set<String> required = schema.path("required")
			.valueStream()
			.map((name) -> name.stringValue(""))
			.collect(Collectors.toSet());
		return !schema.path("additionalProperties").booleanValue(true)
				&& required.containsAll(schema.path("properties").propertyNames());
	}

	private static boolean isObject(JsonNode type) {
		return type.stringValue("").equals("object")
				|| type.valueStream().anyMatch((one) -> one.stringValue("").equals("object"));
	}

}
