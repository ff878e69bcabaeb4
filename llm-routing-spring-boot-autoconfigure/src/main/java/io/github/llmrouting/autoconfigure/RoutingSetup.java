package io.github.llmrouting.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.PromptCaching;
import io.github.llmrouting.provider.ProviderTimeouts;
import io.github.llmrouting.routing.RoutingTable;
import org.jspecify.annotations.Nullable;

/**
 * The configuration after it was checked: nothing in here is wrong.
 *
 * @param table the routes
 * @param providers every configured provider, those that are left out included
 * @param maxAttempts most attempts for one request
 */
record RoutingSetup(RoutingTable table, List<ProviderSetup> providers, int maxAttempts) {

	RoutingSetup {
		providers = List.copyOf(providers);
	}

	/** Returns the providers that take part. */
	List<ProviderSetup> activeProviders() {
		return this.providers.stream().filter(ProviderSetup::active).toList();
	}

	/** Returns the credentials of all providers. */
	List<Credential> credentials() {
		return this.providers.stream().flatMap((provider) -> provider.keys().stream()).map(Key::credential).toList();
	}

	/**
	 * A provider.
	 *
	 * @param name by which it is known everywhere
	 * @param type the protocol it speaks
	 * @param active whether it takes part
	 * @param baseUrl of its API, without a slash at the end, or {@code null} if it is a
	 * bean
	 * @param apiVersion version of its API, or {@code null} for the current one
	 * @param bean name of the chat model that it is, or {@code null} if it has a base URL
	 * @param vertexAi where at Vertex AI its models are, or {@code null} if they are not
	 * @param keys its credentials, none for a server that asks for none
	 * @param promptCaching whether it is asked to keep what requests begin with
	 * @param timeouts how long to wait for what
	 * @param options fields that its requests have beside ours
	 */
	record ProviderSetup(String name, ProviderType type, boolean active, @Nullable URI baseUrl,
			@Nullable String apiVersion, @Nullable String bean, @Nullable VertexSetup vertexAi, List<Key> keys,
			PromptCaching promptCaching, ProviderTimeouts timeouts, Map<String, Object> options) {
	}

	/**
	 * A place at Vertex AI.
	 *
	 * @param project id of the Google Cloud project
	 * @param region where the models run
	 */
	record VertexSetup(String project, String region) {
	}

	/**
	 * A credential and its share.
	 *
	 * @param credential what the provider is shown
	 * @param weight share of the requests among the provider's credentials
	 */
	record Key(Credential credential, double weight) {
	}

	/** Returns the time for all attempts of a request that takes no route of its own. */
	Duration timeout() {
		return this.table.timeout();
	}

}
