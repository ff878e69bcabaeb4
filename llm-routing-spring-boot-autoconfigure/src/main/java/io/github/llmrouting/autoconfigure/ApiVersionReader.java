package io.github.llmrouting.autoconfigure;

import java.net.URI;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads and checks the version of a provider's API. Only Azure OpenAI has versions to
 * choose from: dates, the oldest of which do not tell what a stream cost.
 */
final class ApiVersionReader {

	private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?");

	private static final String OLDEST = "2024-09-01-preview";

	private static final String EXPECTED = "expected " + OLDEST
			+ " or a later one, such as 2024-10-21; or none, for the v1 API";

	private final String path;

	private final Problems problems;

	ApiVersionReader(String path, Problems problems) {
		this.path = path;
		this.problems = problems;
	}

	/**
	 * Returns the version, or {@code null} if there is none or a mistake.
	 * @param typed the version, {@code null} if none is
	 * @param type the provider's type
	 * @param baseUrl the provider's base URL
	 */
	@Nullable String read(@Nullable String typed, ProviderType type, @Nullable URI baseUrl) {
		if (typed == null) {
			return null;
		}
		if (type != ProviderType.AZURE_OPENAI) {
			this.problems.add(this.path, "belongs to another type than " + type.id(),
					"expected it at type " + ProviderType.AZURE_OPENAI.id() + " only");
		}
		else if (!DATE.matcher(typed).matches()) {
			this.problems.add(this.path, "'" + typed + "' is no version of Azure's API", EXPECTED);
		}
		else if (typed.substring(0, 10).compareTo(OLDEST.substring(0, 10)) < 0) {
			this.problems.add(this.path, typed + " is too old: its streams do not tell their usage", EXPECTED);
		}
		else if (baseUrl != null && baseUrl.getPath().endsWith("/v1")) {
			this.problems.add(this.path, "stands beside a base URL of the v1 API, which has no such versions",
					"expected one of the two");
		}
		else {
			return typed;
		}
		return null;
	}

}
