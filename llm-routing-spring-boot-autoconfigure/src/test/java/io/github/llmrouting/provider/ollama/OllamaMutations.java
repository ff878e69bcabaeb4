package io.github.llmrouting.provider.ollama;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every JSON that differs from another in one value, which is of another type or missing.
 */
final class OllamaMutations {

	private static final List<JsonNode> REPLACEMENTS = JsonMapper.shared()
		.readTree("""
				[null, true, false, 0, 7, -1.5, 1e400, 99999999999999999999, "", "stop", [], [null], [[7]], {},
				{"error": 7}, {"function": {"name": 7}}, {"function": {"name": "x", "arguments": []}}]""")
		.valueStream()
		.toList();

	private OllamaMutations() {
	}

	static List<JsonNode> of(JsonNode json) {
		List<JsonNode> mutations = new ArrayList<>(REPLACEMENTS);
		if (json instanceof ObjectNode object) {
			object.propertyNames().forEach((name) -> addChanged(object, name, mutations));
		}
		if (json instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				for (JsonNode value : of(array.get(i))) {
					ArrayNode copy = array.deepCopy();
					copy.set(i, value);
					mutations.add(copy);
				}
			}
		}
		return mutations;
	}

	private static void addChanged(ObjectNode object, String name, List<JsonNode> mutations) {
		ObjectNode without = object.deepCopy();
		without.remove(name);
		mutations.add(without);
		for (JsonNode value : of(object.get(name))) {
			ObjectNode copy = object.deepCopy();
			copy.set(name, value);
			mutations.add(copy);
		}
	}

}
