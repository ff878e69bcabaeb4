package io.github.llmrouting.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.anthropic.AnthropicClient;
import io.github.llmrouting.provider.gemini.GeminiClient;
import io.github.llmrouting.provider.ollama.OllamaClient;
import io.github.llmrouting.provider.openai.OpenAiClient;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.web.reactive.function.client.WebClient;

/** A protocol that providers speak, and the adapter that speaks it. */
enum ProviderType {

	/** OpenAI chat completions, and every server that is compatible with them. */
	OPENAI(OpenAiClient.DEFAULT_BASE_URL, true, OpenAiClient::create),

	/** Anthropic messages. */
	ANTHROPIC(AnthropicClient.DEFAULT_BASE_URL, true, AnthropicClient::create),

	/** Google's Gemini API. */
	GEMINI(GeminiClient.DEFAULT_BASE_URL, true, GeminiClient::create),

	/** Ollama's own API, which asks for no key unless it is Ollama's cloud. */
	OLLAMA(OllamaClient.DEFAULT_BASE_URL, false, OllamaClient::create),

	/** Any Spring AI chat model that is a bean, with a URL and a key of its own. */
	CHAT_MODEL(null, false, null);

	private final @Nullable String defaultBaseUrl;

	private final boolean askingForKey;

	private final @Nullable Adapter adapter;

	ProviderType(@Nullable String defaultBaseUrl, boolean askingForKey, @Nullable Adapter adapter) {
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

	/**
	 * Returns where the type's own vendor is.
	 * @return {@code null} if providers of this type have no base URL
	 */
	@Nullable String defaultBaseUrl() {
		return this.defaultBaseUrl;
	}

	/** Returns whether the server at the default base URL asks for a key. */
	boolean isAskingForKey() {
		return this.askingForKey;
	}

	/**
	 * Returns a client of a provider that has a base URL.
	 * @throws IllegalStateException if providers of this type have none
	 */
	ProviderClient client(ProviderHttpSettings settings, WebClient.Builder builder,
			List<ProviderExchangeFilter> filters) {
		Assert.state(this.adapter != null, () -> id() + ": not spoken to over HTTP (expected: a type with a base URL)");
		return this.adapter.create(settings, builder, filters);
	}

	@FunctionalInterface
	private interface Adapter {

		ProviderClient create(ProviderHttpSettings settings, WebClient.Builder builder,
				List<ProviderExchangeFilter> filters);

	}

}
