package io.github.llmrouting.autoconfigure;

import java.util.regex.Pattern;

import io.github.llmrouting.autoconfigure.LlmRoutingProperties.Provider;
import io.github.llmrouting.autoconfigure.RoutingSetup.VertexSetup;
import io.github.llmrouting.provider.gemini.VertexAi;
import org.jspecify.annotations.Nullable;

/** Reads and checks where at Vertex AI a provider's models are, if they are there. */
final class VertexReader {

	/** Both become part of an address. */
	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9:.-]*");

	private final String path;

	private final Problems problems;

	VertexReader(String path, Problems problems) {
		this.path = path;
		this.problems = problems;
	}

	/** Returns the place, or {@code null} if there is none or a mistake. */
	@Nullable VertexSetup read(Provider provider, ProviderType type) {
		String project = provider.project();
		if (project == null) {
			this.problems.requireAbsent(this.path + ".region", provider.region(), "name the project, too");
			return null;
		}
		if (type != ProviderType.GEMINI) {
			this.problems.add(this.path + ".project", "belongs to another type than " + type.id(),
					"expected it at type " + ProviderType.GEMINI.id() + " only");
			return null;
		}
		String mend = "remove it: Vertex AI takes access tokens";
		this.problems.requireAbsent(this.path + ".api-key", provider.apiKey(), mend);
		this.problems.requireAbsent(this.path + ".api-keys", provider.apiKeys().isEmpty() ? null : "", mend);
		String region = (provider.region() != null) ? provider.region() : VertexAi.GLOBAL;
		boolean named = isName(".project", project, "the id of a Google Cloud project, such as my-project-123");
		boolean placed = isName(".region", region,
				"a region of Vertex AI, such as europe-west1, or " + VertexAi.GLOBAL);
		return (named && placed) ? new VertexSetup(project, region) : null;
	}

	private boolean isName(String key, String value, String expected) {
		boolean usable = NAME.matcher(value).matches();
		if (!usable) {
			this.problems.add(this.path + key, "'" + value + "' is not usable", "expected " + expected);
		}
		return usable;
	}

}
