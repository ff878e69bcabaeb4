package io.github.llmrouting.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.llmrouting.autoconfigure.LlmRoutingProperties.ApiKey;
import io.github.llmrouting.autoconfigure.LlmRoutingProperties.Provider;
import io.github.llmrouting.autoconfigure.LlmRoutingProperties.Timeout;
import io.github.llmrouting.autoconfigure.LlmRoutingProperties.WhenNoKey;
import io.github.llmrouting.autoconfigure.RoutingSetup.Key;
import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.deployment.ModelCatalogue;
import io.github.llmrouting.provider.ProviderTimeouts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and checks one provider: type, base URL, keys and timeouts. */
final class ProviderReader {

	private static final Logger logger = LoggerFactory.getLogger(ProviderReader.class);

	private final String name;

	private final String path;

	private final Provider provider;

	private final ModelCatalogue catalogue;

	private final Problems problems;

	ProviderReader(String name, Provider provider, ModelCatalogue catalogue, Problems problems) {
		this.name = name;
		this.path = "llm.routing.providers." + name;
		this.provider = provider;
		this.catalogue = catalogue;
		this.problems = problems;
	}

	/** Returns the provider, or nothing if a mistake keeps it from being read at all. */
	Optional<ProviderSetup> read() {
		Optional<ProviderType> type = readType();
		if (type.isEmpty()) {
			return Optional.empty();
		}
		URI baseUrl = readBaseUrl(type.get());
		List<Key> keys = readKeys();
		boolean active = this.provider.enabled() && !isLeftOut(type.get(), baseUrl, keys);
		return Optional.of(new ProviderSetup(this.name, type.get(), active, baseUrl, keys, readTimeouts()));
	}

	private Optional<ProviderType> readType() {
		String typed = (this.provider.type() != null) ? this.provider.type() : this.name;
		Optional<ProviderType> type = ProviderType.of(typed);
		if (type.isEmpty()) {
			this.problems.add(this.path + ".type",
					"'" + typed + "' is no provider type"
							+ ((this.provider.type() == null) ? " (the provider's name stands for it)" : ""),
					"expected one of " + ProviderType.ids());
		}
		return type;
	}

	private URI readBaseUrl(ProviderType type) {
		String typed = this.provider.baseUrl();
		if (typed == null || typed.isBlank()) {
			return URI.create(type.defaultBaseUrl());
		}
		try {
			URI url = new URI(typed.trim().replaceAll("/+$", ""));
			if (isUsable(url)) {
				return url;
			}
		}
		catch (URISyntaxException ex) {
			// Told below, without the text: a URL may hold a password
		}
		this.problems.add(this.path + ".base-url", "is no usable URL",
				"expected http or https, a host, and neither user nor query, such as " + type.defaultBaseUrl());
		return URI.create(type.defaultBaseUrl());
	}

	private static boolean isUsable(URI url) {
		String scheme = (url.getScheme() != null) ? url.getScheme().toLowerCase(Locale.ROOT) : "";
		return (scheme.equals("http") || scheme.equals("https")) && url.getHost() != null && url.getUserInfo() == null
				&& url.getQuery() == null && url.getFragment() == null;
	}

	private List<Key> readKeys() {
		SecretText single = this.provider.apiKey();
		List<ApiKey> several = this.provider.apiKeys();
		if (single != null && !single.isEmpty() && !several.isEmpty()) {
			this.problems.add(this.path + ".api-key", "stands beside api-keys", "expected one of the two");
		}
		List<Key> keys = new ArrayList<>();
		readKey(this.path + ".api-key", single, 1, keys);
		for (int i = 0; i < several.size(); i++) {
			readKey(this.path + ".api-keys[" + i + "].value", several.get(i).value(), several.get(i).weight(), keys);
		}
		return keys;
	}

	private void readKey(String path, @Nullable SecretText secret, double weight, List<Key> keys) {
		if (secret == null || secret.isEmpty()) {
			return;
		}
		if (secret.isUnresolved()) {
			this.problems.add(path, "holds a placeholder ${...} whose property does not exist",
					"set the property or environment variable that it names, or give it an empty default, ${NAME:}, "
							+ "together with when-no-key: disable");
		}
		else if (!secret.isUsable()) {
			this.problems.add(path,
					"holds characters that no API key has: spaces, quotes, line breaks or letters beyond ASCII",
					"expected the bare key");
		}
		else if (!(weight > 0)) {
			this.problems.add(path.replace(".value", ".weight"), weight + " is not above 0",
					"expected a number above 0");
		}
		else {
			keys.add(new Key(secret.toCredential(), weight));
		}
	}

	/**
	 * A provider without a usable key is a mistake, unless it asks for none or may be
	 * left out.
	 */
	private boolean isLeftOut(ProviderType type, URI baseUrl, List<Key> keys) {
		if (!keys.isEmpty() || hasUnusableKey() || !needsKey(type, baseUrl)) {
			return false;
		}
		if (this.provider.whenNoKey() == WhenNoKey.DISABLE) {
			logger.info("The provider '{}' is left out: {}.api-key is empty", this.name, this.path);
			return true;
		}
		this.problems.add(this.path + ".api-key", (this.provider.apiKey() == null) ? "is missing" : "is blank",
				"expected the vendor's API key, such as ${" + this.name.toUpperCase(Locale.ROOT).replace('-', '_')
						+ "_API_KEY}; or set " + this.path + ".when-no-key=disable to leave the provider out");
		return false;
	}

	private boolean hasUnusableKey() {
		SecretText single = this.provider.apiKey();
		return (single != null && !single.isEmpty()) || !this.provider.apiKeys().isEmpty();
	}

	private boolean needsKey(ProviderType type, URI baseUrl) {
		return this.provider.enabled()
				&& (this.provider.baseUrl() == null || this.catalogue.knowsHost(type.id(), baseUrl));
	}

	private ProviderTimeouts readTimeouts() {
		Timeout typed = this.provider.timeout();
		this.problems.requirePositive(this.path + ".timeout.connect", typed.connect());
		this.problems.requirePositive(this.path + ".timeout.response", typed.response());
		this.problems.requirePositive(this.path + ".timeout.first-content", typed.firstContent());
		this.problems.requirePositive(this.path + ".timeout.between-contents", typed.betweenContents());
		this.problems.requirePositive(this.path + ".timeout.total", typed.total());
		return this.problems.isClean() ? new ProviderTimeouts(typed.connect(), typed.response(), typed.firstContent(),
				typed.betweenContents(), typed.total()) : ProviderTimeouts.STANDARD;
	}

}
