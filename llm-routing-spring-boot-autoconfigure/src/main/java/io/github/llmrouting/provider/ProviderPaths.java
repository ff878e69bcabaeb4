package io.github.llmrouting.provider;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.DefaultUriBuilderFactory;

/**
 * Where the paths of a provider lead. Those without variables are few, and each is worked
 * out once.
 */
final class ProviderPaths {

	/** Request attribute from which {@code WebClient} takes the path that meters know. */
	static final String TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	private final DefaultUriBuilderFactory uris;

	private final Map<String, URI> constant = new ConcurrentHashMap<>();

	private final Map<String, String> templates = new ConcurrentHashMap<>();

	ProviderPaths(URI baseUrl) {
		this.uris = new DefaultUriBuilderFactory(baseUrl.toString());
	}

	URI uri(ProviderPost post) {
		return post.pathVariables().isEmpty() ? this.constant.computeIfAbsent(post.path(), this.uris::expand)
				: this.uris.expand(post.path(), post.pathVariables().toArray());
	}

	/** Returns the base URL and the path, its variables in braces. */
	String template(ProviderPost post) {
		return this.templates.computeIfAbsent(post.path(), (path) -> this.uris.uriString(path).toUriString());
	}

}
