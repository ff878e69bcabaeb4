package io.github.llmrouting.autoconfigure;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.llmrouting.autoconfigure.LlmRoutingProperties.Provider;
import io.github.llmrouting.autoconfigure.LlmRoutingProperties.Timeout;
import io.github.llmrouting.autoconfigure.LlmRoutingProperties.WhenNoKey;
import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.autoconfigure.RoutingSetup.VertexSetup;
import io.github.llmrouting.deployment.ModelCatalogue;
import io.github.llmrouting.deployment.PromptCaching;
import io.github.llmrouting.provider.ProviderTimeouts;
import io.github.llmrouting.provider.gemini.VertexAi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and checks one provider: type, base URL, keys and timeouts. */
final class ProviderReader {

	private static final Logger logger = LoggerFactory.getLogger(ProviderReader.class);

	private static final String ITS_OWN = "remove it: the chat model has one of its own";

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
		return readType().map(this::read);
	}

	private ProviderSetup read(ProviderType type) {
		return (type == ProviderType.CHAT_MODEL) ? readBean() : readServer(type);
	}

	private ProviderSetup readBean() {
		this.problems.requireAbsent(this.path + ".base-url", this.provider.baseUrl(), ITS_OWN);
		this.problems.requireAbsent(this.path + ".api-version", this.provider.apiVersion(), ITS_OWN);
		this.problems.requireAbsent(this.path + ".project", this.provider.project(), ITS_OWN);
		this.problems.requireAbsent(this.path + ".region", this.provider.region(), ITS_OWN);
		this.problems.requireAbsent(this.path + ".api-key", this.provider.apiKey(), ITS_OWN);
		this.problems.requireAbsent(this.path + ".api-keys", this.provider.apiKeys().isEmpty() ? null : "", ITS_OWN);
		this.problems.requireAbsent(this.path + ".options", this.provider.options().isEmpty() ? null : "",
				"remove it: set the options of the chat model's bean");
		PromptCaching caching = readPromptCaching();
		this.problems.requireAbsent(this.path + ".prompt-cache", (caching != PromptCaching.OFF) ? caching : null,
				"remove it: set the options of the chat model's bean");
		String bean = this.provider.bean();
		if (bean == null || bean.isBlank()) {
			this.problems.add(this.path + ".bean", (bean != null) ? "is blank" : "is missing",
					"expected the name of a ChatModel bean, such as openAiChatModel");
		}
		else if (bean.equals(this.name)) {
			this.problems.add(this.path + ".bean", "'" + bean + "' is the name of the provider, too",
					"expected another name for the provider: its client is a bean under that name");
		}
		return new ProviderSetup(this.name, ProviderType.CHAT_MODEL, this.provider.enabled(), null, null, bean, null,
				List.of(), caching, readTimeouts(), Map.of());
	}

	private ProviderSetup readServer(ProviderType type) {
		this.problems.requireAbsent(this.path + ".bean", this.provider.bean(),
				"remove it, or set the type to chat-model");
		VertexSetup vertexAi = new VertexReader(this.path, this.problems).read(this.provider, type);
		Optional<URI> baseUrl = readBaseUrl(type, vertexAi);
		String apiVersion = new ApiVersionReader(this.path + ".api-version", this.problems)
			.read(this.provider.apiVersion(), type, baseUrl.orElse(null));
		KeyReader keys = new KeyReader(this.path, this.provider, this.problems);
		boolean active = this.provider.enabled()
				&& (this.provider.project() != null || !isLeftOut(type, baseUrl.orElse(null), keys));
		return new ProviderSetup(this.name, type, active, baseUrl.orElse(null), apiVersion, null, vertexAi,
				active ? keys.read() : List.of(), readPromptCaching(), readTimeouts(),
				new OptionsReader(this.path + ".options", this.problems).read(this.provider.options()));
	}

	private Optional<URI> readBaseUrl(ProviderType type, @Nullable VertexSetup vertexAi) {
		String typed = this.provider.baseUrl();
		if (typed == null && type.isAskingForBaseUrl()) {
			this.problems.add(this.path + ".base-url", "is missing",
					"expected the address of your resource, such as " + type.defaultBaseUrl());
			return Optional.empty();
		}
		return new BaseUrlReader(this.path + ".base-url", this.problems).read(typed,
				(vertexAi != null) ? VertexAi.baseUrl(vertexAi.region()) : type.defaultBaseUrl());
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

	/**
	 * A provider without any key is a mistake, unless it asks for none or may be left
	 * out.
	 */
	private boolean isLeftOut(ProviderType type, @Nullable URI baseUrl, KeyReader keys) {
		if (!keys.hasNone() || !needsKey(type, baseUrl)) {
			return false;
		}
		if (this.provider.whenNoKey() == WhenNoKey.DISABLE) {
			logger.info("The provider '{}' is left out: {}.api-key is empty", this.name, this.path);
			return true;
		}
		if (this.provider.whenNoKey() == WhenNoKey.FAIL) {
			keys.tellNone();
		}
		return false;
	}

	private boolean needsKey(ProviderType type, @Nullable URI baseUrl) {
		boolean standard = this.provider.baseUrl() == null && type.isAskingForKey();
		return standard || (baseUrl != null && this.catalogue.knowsHost(type.id(), baseUrl));
	}

	private PromptCaching readPromptCaching() {
		PromptCaching typed = this.problems.readPromptCache(this.path + ".prompt-cache", this.provider.promptCache());
		return (typed != null) ? typed : PromptCaching.OFF;
	}

	private ProviderTimeouts readTimeouts() {
		Timeout typed = this.provider.timeout();
		this.problems.requireWait(this.path + ".timeout.connect", typed.connect());
		this.problems.requireWait(this.path + ".timeout.response", typed.response());
		this.problems.requireWait(this.path + ".timeout.first-content", typed.firstContent());
		this.problems.requireWait(this.path + ".timeout.between-contents", typed.betweenContents());
		this.problems.requireWait(this.path + ".timeout.total", typed.total());
		return this.problems.isClean() ? new ProviderTimeouts(typed.connect(), typed.response(), typed.firstContent(),
				typed.betweenContents(), typed.total()) : ProviderTimeouts.STANDARD;
	}

}
