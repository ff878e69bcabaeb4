package io.github.llmrouting.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.llmrouting.autoconfigure.LlmRoutingProperties.ApiKey;
import io.github.llmrouting.autoconfigure.LlmRoutingProperties.Provider;
import io.github.llmrouting.autoconfigure.LlmRoutingProperties.WhenNoKey;
import io.github.llmrouting.autoconfigure.RoutingSetup.Key;
import org.jspecify.annotations.Nullable;

/** Reads and checks the API keys of a provider. Tells everything but the keys. */
final class KeyReader {

	private final String path;

	private final Provider provider;

	private final Problems problems;

	KeyReader(String path, Provider provider, Problems problems) {
		this.path = path;
		this.provider = provider;
		this.problems = problems;
	}

	/** Returns the keys that can be used. */
	List<Key> read() {
		SecretText single = this.provider.apiKey();
		List<ApiKey> several = this.provider.apiKeys();
		List<Key> keys = new ArrayList<>();
		if (single != null && !single.isEmpty()) {
			read(this.path + ".api-key", single, 1, keys);
			if (!several.isEmpty()) {
				this.problems.add(this.path + ".api-key", "stands beside api-keys", "expected one of the two");
			}
		}
		for (int i = 0; i < several.size(); i++) {
			read(this.path + ".api-keys[" + i + "]", several.get(i), keys);
		}
		return keys;
	}

	private void read(String path, ApiKey key, List<Key> keys) {
		SecretText secret = key.value();
		if (!(key.weight() > 0) || Double.isInfinite(key.weight())) {
			this.problems.add(path + ".weight", key.weight() + " is no weight of a key",
					"expected a number above 0, or no such key");
		}
		else if (secret != null && !secret.isEmpty()) {
			read(path + ".value", secret, key.weight(), keys);
		}
		else if (this.provider.whenNoKey() == WhenNoKey.FAIL) {
			tellNone(path + ".value", secret);
		}
	}

	private void read(String path, SecretText secret, double weight, List<Key> keys) {
		if (secret.isUnresolved()) {
			this.problems.add(path, "holds a placeholder ${...} whose property does not exist",
					"set the property or environment variable that it names, or give it an empty default, ${NAME:}, "
							+ "together with " + this.path + ".when-no-key=disable");
		}
		else if (!secret.isUsable()) {
			this.problems.add(path,
					"holds characters that no API key has: spaces, quotes, line breaks or letters beyond ASCII",
					"expected the bare key");
		}
		else {
			keys.add(new Key(secret.toCredential(), weight));
		}
	}

	/** Returns whether no key was typed, not even an unusable one. */
	boolean hasNone() {
		return Stream
			.concat(Stream.of(this.provider).map(Provider::apiKey), this.provider.apiKeys().stream().map(ApiKey::value))
			.filter(Objects::nonNull)
			.allMatch(SecretText::isEmpty);
	}

	/** Tells that a key is needed and there is none. */
	void tellNone() {
		if (this.provider.apiKeys().isEmpty()) {
			tellNone(this.path + ".api-key", this.provider.apiKey());
		}
	}

	private void tellNone(String path, @Nullable SecretText typed) {
		String name = this.path.substring(this.path.lastIndexOf('.') + 1);
		this.problems.add(path, (typed != null) ? "is blank" : "is missing",
				"expected the vendor's API key, such as ${" + name.toUpperCase(Locale.ROOT).replace('-', '_')
						+ "_API_KEY}; or set " + this.path + ".when-no-key=disable to leave the provider out");
	}

}
