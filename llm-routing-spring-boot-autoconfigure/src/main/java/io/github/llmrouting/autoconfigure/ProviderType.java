package io.github.llmrouting.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.anthropic.AnthropicClient;
import io.github.llmrouting.provider.gemini.GeminiClient;
import io.github.llmrouting.provider.ollama.OllamaClient;
import io.github.llmrouting.provider.openai.OpenAiClient;

import org.springframework.web.reactive.function.client.WebClient;

/** A protocol that providers speak, and the adapter that speaks it. */
enum ProviderType {

	/** OpenAI chat completions, and every server that is compatible with them. */
	OPENAI(OpenAiClient.DEFAULT_BASE_URL, true, OpenAiClient::create),

	/** Azure OpenAI, where each customer has an address of their own. */
	AZURE_OPENAI("https://my-resource.openai.azure.com", true,
			(provider, settings, builder, filters) -> OpenAiClient.azure(settings, provider.apiVersion(), builder,
					filters)),

	/** Anthropic messages. */
	ANTHROPIC(AnthropicClient.DEFAULT_BASE_URL, true, AnthropicClient::create),

	/** Google's Gemini API. */
	GEMINI(GeminiClient.DEFAULT_BASE_URL, true, GeminiClient::create),

	/** Ollama's own API, which asks for no key unless it is Ollama's cloud. */
	OLLAMA(OllamaClient.DEFAULT_BASE_URL, false, OllamaClient::create);

	private final String defaultBaseUrl;

	private final boolean askingForKey;

	private final Adapter adapter;

	ProviderType(String defaultBaseUrl, boolean askingForKey, PlainAdapter adapter) {
		this(defaultBaseUrl, askingForKey, (Adapter) adapter);
	}

	ProviderType(String defaultBaseUrl, boolean askingForKey, Adapter adapter) {
		this.defaultBaseUrl = defaultBaseUrl;
		this.askingForKey = askingForKey;
		this.adapter = adapter;
	}

	/** Finds a type by the name that users type. */
	static Optional<ProviderType> of(String name) {
		return Arrays.stream(values()).filter((type) -> type.id().equals(name.toLowerCase(Locale.ROOT))).findFirst();
	}

	/** Returns the names that users may type. */
	static List<String> ids() {
		return Arrays.stream(values()).map(ProviderType::id).toList();
	}

	/** Returns the name that users type. */
	String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Returns the base URL to take if none is typed, or to show as an example. */
	String defaultBaseUrl() {
		return this.defaultBaseUrl;
	}

	/** Returns whether there is no base URL but the one that is typed. */
	boolean isAskingForBaseUrl() {
		return this == AZURE_OPENAI;
	}

	/** Returns whether the server at the default base URL asks for a key. */
	boolean isAskingForKey() {
		return this.askingForKey;
	}

	ProviderClient client(ProviderSetup provider, ProviderHttpSettings settings, WebClient.Builder builder,
			List<ProviderExchangeFilter> filters) {
		return this.adapter.create(provider, settings, builder, filters);
	}

	@FunctionalInterface
	private interface Adapter {

		ProviderClient create(ProviderSetup provider, ProviderHttpSettings settings, WebClient.Builder builder,
				List<ProviderExchangeFilter> filters);

	}

	/** An adapter that the settings tell everything. */
	@FunctionalInterface
	private interface PlainAdapter extends Adapter {

		ProviderClient create(ProviderHttpSettings settings, WebClient.Builder builder,
				List<ProviderExchangeFilter> filters);

		@Override
		default ProviderClient create(ProviderSetup provider, ProviderHttpSettings settings, WebClient.Builder builder,
				List<ProviderExchangeFilter> filters) {
			return create(settings, builder, filters);
		}

	}

}
