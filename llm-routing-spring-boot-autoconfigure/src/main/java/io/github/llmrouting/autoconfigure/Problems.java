package io.github.llmrouting.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.deployment.PromptCaching;
import org.jspecify.annotations.Nullable;

/** Collects the mistakes of a configuration, so that all are told at once. */
final class Problems {

	private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

	private static final Duration LONGEST_WAIT = Duration.ofDays(1);

	private final List<ConfigurationProblem> found = new ArrayList<>();

	void add(String path, String found, String mend) {
		this.found.add(new ConfigurationProblem(path, found, mend));
	}

	void requireWait(String path, @Nullable Duration value) {
		if (value != null && (value.compareTo(SHORTEST_WAIT) < 0 || value.compareTo(LONGEST_WAIT) > 0)) {
			add(path, value + " is no time to wait", "expected a duration from 1ms to 1d, such as 30s");
		}
	}

	void requirePositive(String path, @Nullable Number value) {
		if (value != null && value.longValue() <= 0) {
			add(path, value + " is not above 0", "expected a whole number above 0");
		}
	}

	/** Returns what a text says, or {@code null} if there is none or it is wrong. */
	@Nullable PromptCaching readPromptCache(String path, @Nullable String value) {
		PromptCaching read = (value != null) ? PromptCaching.of(value).orElse(null) : null;
		if (value != null && read == null) {
			add(path, "'" + value + "' is no time for which providers keep prompts", "expected true, 5m, 1h or false");
		}
		return read;
	}

	/**
	 * Requires names that can be written anywhere: Spring Boot's properties cannot tell
	 * names apart that differ only in dashes, underscores or case.
	 */
	void requireNames(String path, Collection<String> names) {
		Map<String, String> seen = new HashMap<>();
		for (String name : names) {
			if (!Names.isUsable(name)) {
				add(path + "." + name, "has a name that cannot be used everywhere",
						"expected letters, digits and dashes, such as " + suggestion(name));
			}
			String other = seen.putIfAbsent(Names.uniform(name), name);
			if (other != null) {
				add(path + "." + name, "differs from '" + other + "' only in dashes, underscores or case",
						"expected one of the two, or a name that differs in a letter or digit: "
								+ "properties and environment variables cannot tell them apart");
			}
		}
	}

	private static String suggestion(String name) {
		String usable = name.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
		return usable.isEmpty() ? "openai" : usable;
	}

	boolean isClean() {
		return this.found.isEmpty();
	}

	/** Returns whether a mistake is known at a path or below it. */
	boolean concern(String path) {
		return this.found.stream()
			.map(ConfigurationProblem::path)
			.anyMatch((known) -> known.equals(path) || known.startsWith(path + ".") || known.startsWith(path + "["));
	}

	void throwIfAny() {
		if (!this.found.isEmpty()) {
			throw new InvalidRoutingConfigurationException(this.found);
		}
	}

}
