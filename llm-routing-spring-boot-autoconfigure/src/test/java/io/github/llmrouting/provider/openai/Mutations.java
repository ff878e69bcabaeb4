package io.github.llmrouting.provider.openai;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every JSON that differs from another in one value, which is of another type. */
final class Mutations {

	private static final List<JsonNode> REPLACEMENTS = JsonMapper.shared()
		.readTree("""
				[null, true, 7, -1.5, 1e400, "", "stop", [], [null], [[7]], {}, {"error": 7}, {"type": "text"}]""")
		.valueStream()
		.toList();

	private Mutations() {
	}

	static List<JsonNode> of(JsonNode json) {
		List<JsonNode> mutations = new ArrayList<>(REPLACEMENTS);
		if (json instanceof ObjectNode object) {
			object.propertyNames().forEach((name) -> of(object.get(name)).forEach((value) -> {
				ObjectNode copy = object.deepCopy();
				copy.set(name, value);
				mutations.add(copy);
			}));
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

}
