package io.github.llmrouting.provider.anthropic;

import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a JSON schema one that Anthropic takes for the form of an answer [1]: objects say
 * that they allow no other properties, and bounds are left out, which it refuses.
 * <p>
 * [1] https://platform.claude.com/docs/en/build-with-claude/structured-outputs, JSON
 * schema limitations.
 */
final class AnthropicSchemas {

	private static final List<String> BOUNDS = List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
			"multipleOf", "minLength", "maxLength", "maxItems", "uniqueItems");

	private static final List<String> SCHEMAS_WITHIN = List.of("properties", "$defs", "definitions", "anyOf", "allOf");

	private AnthropicSchemas() {
	}

	/**
	 * Changes a schema.
	 * @return whether bounds were left out
	 */
	static boolean adapt(ObjectNode schema) {
		boolean bounded = false;
		for (String bound : BOUNDS) {
			bounded |= schema.remove(bound) != null;
		}
		if (schema.path("minItems").intValue(0) > 1) {
			schema.remove("minItems");
			bounded = true;
		}
		if (schema.has("properties") && !schema.has("additionalProperties")) {
			schema.put("additionalProperties", false);
		}
		for (String several : SCHEMAS_WITHIN) {
			bounded |= adaptAll(schema.path(several));
		}
		bounded |= adaptOne(schema.path("items"));
		return bounded;
	}

	private static boolean adaptAll(JsonNode schemas) {
		boolean bounded = false;
		for (JsonNode schema : schemas) {
			bounded |= adaptOne(schema);
		}
		return bounded;
	}

	private static boolean adaptOne(JsonNode schema) {
		return schema instanceof ObjectNode object && adapt(object);
	}

}
