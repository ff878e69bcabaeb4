package io.github.llmrouting.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.llmrouting.provider.ExtraFields;

/**
 * Reads and checks the fields that a provider's requests have beside ours. Below a key
 * whose type nobody knows, Boot binds a list as a map from its numbers.
 */
final class OptionsReader {

	private final String path;

	private final Problems problems;

	/**
	 * Creates a reader.
	 * @param path of the property
	 * @param problems where to name mistakes
	 */
	OptionsReader(String path, Problems problems) {
		this.path = path;
		this.problems = problems;
	}

	Map<String, Object> read(Map<String, Object> bound) {
		ExtraFields.notToBeSet(bound)
			.forEach((key) -> this.problems.add(this.path + "." + key, "is not yours to set",
					"the conversation, the deployment and the kind of call decide it: leave it out"));
		return fields(bound);
	}

	private static Map<String, Object> fields(Map<?, ?> bound) {
		Map<String, Object> fields = new LinkedHashMap<>();
		bound.forEach((key, value) -> fields.put(String.valueOf(key), value(value)));
		return fields;
	}

	private static Object value(Object bound) {
		if (!(bound instanceof Map<?, ?> map)) {
			return bound;
		}
		return isList(map) ? list(map) : fields(map);
	}

	private static boolean isList(Map<?, ?> map) {
		return !map.isEmpty()
				&& IntStream.range(0, map.size()).allMatch((index) -> map.containsKey(Integer.toString(index)));
	}

	private static List<Object> list(Map<?, ?> map) {
		List<Object> list = new ArrayList<>();
		for (int i = 0; i < map.size(); i++) {
			Object element = map.get(Integer.toString(i));
			if (element != null) {
				list.add(value(element));
			}
		}
		return list;
	}

}
