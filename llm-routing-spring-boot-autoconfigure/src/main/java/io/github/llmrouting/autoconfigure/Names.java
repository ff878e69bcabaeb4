package io.github.llmrouting.autoconfigure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Names that users give to providers and routes: keys of a map in the properties. */
final class Names {

	private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

	private Names() {
	}

	/** Returns whether a name can stand before a slash, in a meter and in a bean name. */
	static boolean isUsable(String name) {
		return USABLE.matcher(name).matches();
	}

	/** Returns what Spring Boot compares of a name: letters and digits in lower case. */
	static String uniform(String name) {
		return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns the entries of a map in the order in which users typed their names: an
	 * override in a stronger source moves nothing. An environment variable cannot hold
	 * dashes, so that {@code AZUREEU} is no name beside {@code azure-eu}.
	 * @param path of the map, such as {@code llm.routing.providers}
	 */
	static <V> Map<String, V> asTyped(Map<String, V> bound, String path, Environment environment) {
		Map<String, V> ordered = new LinkedHashMap<>();
		typed(ConfigurationPropertyName.of(path), environment).stream()
			.filter(bound::containsKey)
			.forEach((name) -> ordered.put(name, bound.get(name)));
		Set<String> uniform = new HashSet<>(ordered.keySet().stream().map(Names::uniform).toList());
		bound.forEach((name, value) -> {
			if (uniform.add(uniform(name))) {
				ordered.put(name, value);
			}
		});
		return Collections.unmodifiableMap(ordered);
	}

	private static Set<String> typed(ConfigurationPropertyName path, Environment environment) {
		List<ConfigurationPropertySource> weakestFirst = new ArrayList<>();
		ConfigurationPropertySources.get(environment).forEach((source) -> weakestFirst.add(0, source));
		Set<String> names = new LinkedHashSet<>();
		for (ConfigurationPropertySource source : weakestFirst) {
			if (source instanceof IterableConfigurationPropertySource iterable
					&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
				iterable.stream()
					.filter(path::isAncestorOf)
					.forEach((name) -> names.add(name.getElement(path.getNumberOfElements(), Form.ORIGINAL)));
			}
		}
		return names;
	}

}
