package io.github.llmrouting.autoconfigure;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * A key of the configuration, as the records have it.
 *
 * @param name with {@code <name>} for a key of a map and {@code []} for an index
 * @param type of its values
 * @param defaultValue as text, empty if there is none
 */
record ConfigurationKey(String name, Class<?> type, String defaultValue) {

	/** Returns all keys under {@code llm.routing} that have values. */
	static List<ConfigurationKey> all() {
		return keys("llm.routing", LlmRoutingProperties.class).toList();
	}

	private static Stream<ConfigurationKey> keys(String prefix, Class<?> type) {
		return Arrays.stream(type.getRecordComponents()).flatMap((component) -> keys(prefix, type, component));
	}

	private static Stream<ConfigurationKey> keys(String prefix, Class<?> owner, RecordComponent component) {
		String name = prefix + "." + dashed(component.getName());
		Type type = component.getGenericType();
		if (component.getType() == Map.class && elementType(type, 1) == Object.class) {
			return Stream.of(new ConfigurationKey(name, Map.class, ""));
		}
		if (component.getType() == Map.class) {
			return keys(name + ".<name>", elementType(type, 1));
		}
		if (component.getType() == List.class) {
			return keys(name + "[]", elementType(type, 0));
		}
		return component.getType().isRecord() ? keys(name, component.getType())
				: Stream.of(new ConfigurationKey(name, component.getType(), defaultValue(owner, component)));
	}

	private static Class<?> elementType(Type type, int argument) {
		return (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[argument];
	}

	private static String defaultValue(Class<?> owner, RecordComponent component) {
		List<String> names = Arrays.stream(owner.getRecordComponents()).map(RecordComponent::getName).toList();
		int index = names.indexOf(component.getName());
		DefaultValue value = owner.getDeclaredConstructors()[0].getParameters()[index]
			.getAnnotation(DefaultValue.class);
		return (value != null) ? String.join(",", value.value()) : "";
	}

	private static String dashed(String camelCase) {
		return ConfigurationPropertyName.of(camelCase.replaceAll("([A-Z])", "-$1").toLowerCase()).toString();
	}

}
