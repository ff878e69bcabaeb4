package io.github.llmrouting.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Collects the mistakes of a configuration, so that all are told at once. */
final class Problems {

	private final List<ConfigurationProblem> found = new ArrayList<>();

	void add(String path, String found, String mend) {
		this.found.add(new ConfigurationProblem(path, found, mend));
	}

	void requirePositive(String path, @Nullable Duration value) {
		if (value != null && (value.isNegative() || value.isZero())) {
			add(path, value + " is no time to wait", "expected a duration above 0, such as 30s");
		}
	}

	void requirePositive(String path, @Nullable Number value) {
		if (value != null && value.longValue() <= 0) {
			add(path, value + " is not above 0", "expected a whole number above 0");
		}
	}

	/** Names that differ only in dashes are one name in environment variables. */
	void requireDistinct(String path, Collection<String> names) {
		Map<String, String> seen = new HashMap<>();
		for (String name : names) {
			String other = seen.putIfAbsent(name.replace("-", ""), name);
			if (other != null) {
				add(path + "." + name, "differs from '" + other + "' only in dashes", "expected one of the two, or a "
						+ "name that differs in letters: properties and environment variables cannot tell them apart");
			}
		}
	}

	boolean isClean() {
		return this.found.isEmpty();
	}

	void throwIfAny() {
		if (!this.found.isEmpty()) {
			throw new InvalidRoutingConfigurationException(this.found);
		}
	}

}
