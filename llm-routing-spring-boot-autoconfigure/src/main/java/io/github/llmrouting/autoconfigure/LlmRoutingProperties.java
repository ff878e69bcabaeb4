package io.github.llmrouting.autoconfigure;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * What users type under {@code llm.routing}. Holds texts as they were typed wherever they
 * can be wrong: {@link RoutingSetupReader} checks them all and names every mistake at
 * once.
 *
 * @param enabled Whether requests are routed at all.
 * @param timeout Time for a whole request, all attempts together.
 * @param attempts How often a request is attempted.
 * @param providers Accounts at vendors, by the name that routes, meters and health use.
 * @param routes Ways to answer requests, by name. Without any, one route attempts each
 * provider's first model in order.
 * @param chatModel Router as a Spring AI chat model.
 * @param requestLog Log line that each request leaves.
 */
@ConfigurationProperties("llm.routing")
record LlmRoutingProperties(@DefaultValue("true") boolean enabled, @DefaultValue("120s") Duration timeout,
		@DefaultValue Attempts attempts, @DefaultValue Map<String, Provider> providers,
		@DefaultValue Map<String, Route> routes, @DefaultValue ChatModel chatModel,
		@DefaultValue RequestLog requestLog) {

	/**
	 * Returns the same with providers and routes named and ordered as they were typed.
	 */
	LlmRoutingProperties withNamesOf(Environment environment) {
		return new LlmRoutingProperties(this.enabled, this.timeout, this.attempts,
				Names.asTyped(this.providers, "llm.routing.providers", environment),
				Names.asTyped(this.routes, "llm.routing.routes", environment), this.chatModel, this.requestLog);
	}

	/**
	 * How often a request is attempted.
	 *
	 * @param max Most attempts for one request.
	 */
	record Attempts(@DefaultValue("4") int max) {
	}

	/**
	 * The router as a Spring AI chat model.
	 *
	 * @param primary Whether the router is the primary chat model.
	 */
	record ChatModel(@DefaultValue("true") boolean primary) {
	}

	/**
	 * The log line that each request leaves.
	 *
	 * @param enabled Whether each request is logged in one structured line, without
	 * content.
	 */
	record RequestLog(@DefaultValue("true") boolean enabled) {
	}

	/**
	 * An account at a vendor.
	 *
	 * @param type Protocol that the provider speaks. Default: the provider's name.
	 * @param enabled Whether the provider takes part.
	 * @param apiKey API key. Needed unless the base URL is a server of your own.
	 * @param apiKeys Several API keys, each a deployment of its own. Excludes api-key.
	 * @param whenNoKey What happens when the API key is empty.
	 * @param baseUrl Base URL of the API. Default: the vendor's.
	 * @param apiVersion Version of Azure's API, a date. Default: the v1 API, which has
	 * none.
	 * @param project Google Cloud project whose models at Vertex AI are asked, under
	 * access tokens instead of an API key. At type gemini only.
	 * @param region Region of Vertex AI in which the models run. Default: global.
	 * @param bean Name of the ChatModel bean that a provider of the type chat-model asks.
	 * @param models Models that the built-in catalogue does not know or knows
	 * differently.
	 * @param promptCache How long the provider keeps what requests begin with: true for
	 * as long as it does by itself, 5m, 1h, or false.
	 * @param timeout How long to wait for what.
	 * @param options Fields for the JSON of every request, as the vendor names and nests
	 * them.
	 */
	record Provider(@Nullable String type, @DefaultValue("true") boolean enabled, @Nullable SecretText apiKey,
			@DefaultValue List<ApiKey> apiKeys, @DefaultValue("fail") WhenNoKey whenNoKey, @Nullable String baseUrl,
			@Nullable String apiVersion, @Nullable String project, @Nullable String region, @Nullable String bean,
			@DefaultValue List<Model> models, @DefaultValue("false") String promptCache, @DefaultValue Timeout timeout,
			@DefaultValue Map<String, Object> options) {
	}

	/** What happens when a provider has no API key. */
	enum WhenNoKey {

		/** The start fails. */
		FAIL,

		/** The provider is left out, with one log line. */
		DISABLE,

		/** Requests are sent without a key: a filter of the application signs them. */
		ALLOW

	}

	/**
	 * One of several API keys.
	 *
	 * @param value API key.
	 * @param weight Share of the requests, among the provider's keys.
	 */
	record ApiKey(@Nullable SecretText value, @DefaultValue("1") double weight) {

		/** Returns the API key that a plain text stands for. */
		public static ApiKey valueOf(String value) {
			return new ApiKey(SecretText.valueOf(value), 1);
		}

	}

	/**
	 * A model of a provider. Prices are US dollars per million tokens.
	 *
	 * @param name Name by which the provider is asked for the model.
	 * @param as Model of the catalogue whose facts apply: for deployments, aliases and
	 * fine-tunes.
	 * @param inputPrice Price of a million input tokens.
	 * @param outputPrice Price of a million output tokens.
	 * @param cachedInputPrice Price of a million input tokens read from the provider's
	 * cache. Default: the input price.
	 * @param cacheWritePrice Price of a million input tokens written to the provider's
	 * cache for five minutes. Default: the input price.
	 * @param cacheWriteOneHourPrice Price of a million input tokens written to the
	 * provider's cache for an hour.
	 * @param audioInputPrice Price of a million input tokens of sound.
	 * @param audioOutputPrice Price of a million output tokens of sound.
	 * @param longContext Other prices for requests with a long input.
	 * @param serviceTiers Prices in other service tiers, such as flex or priority. The
	 * answer names the tier that counts; one without a price here has no known cost.
	 * @param contextWindow Most tokens of input and output together.
	 * @param maxOutput Most tokens of one answer.
	 * @param capabilities What the model can do: tools, images, documents,
	 * structured-output, reasoning, temperature.
	 */
	record Model(@Nullable String name, @Nullable String as, @Nullable BigDecimal inputPrice,
			@Nullable BigDecimal outputPrice, @Nullable BigDecimal cachedInputPrice,
			@Nullable BigDecimal cacheWritePrice, @Nullable BigDecimal cacheWriteOneHourPrice,
			@Nullable BigDecimal audioInputPrice, @Nullable BigDecimal audioOutputPrice,
			@Nullable LongContext longContext, @DefaultValue List<Tier> serviceTiers, @Nullable Integer contextWindow,
			@Nullable Integer maxOutput, @Nullable Set<String> capabilities) {

		/** Returns the model that a plain text stands for. */
		public static Model valueOf(String name) {
			return new Model(name, null, null, null, null, null, null, null, null, null, List.of(), null, null, null);
		}

	}

	/**
	 * Prices of requests with a long input, in US dollars per million tokens.
	 *
	 * @param aboveTokens Input tokens above which these prices apply to the whole
	 * request.
	 * @param inputPrice Price of a million input tokens.
	 * @param outputPrice Price of a million output tokens.
	 * @param cachedInputPrice Price of a million input tokens read from the provider's
	 * cache. Default: the input price.
	 */
	record LongContext(@Nullable Long aboveTokens, @Nullable BigDecimal inputPrice, @Nullable BigDecimal outputPrice,
			@Nullable BigDecimal cachedInputPrice) {
	}

	/**
	 * Prices of answers in another service tier, in US dollars per million tokens.
	 *
	 * @param name Vendor's name of the tier, such as flex, priority or batch.
	 * @param inputPrice Price of a million input tokens.
	 * @param outputPrice Price of a million output tokens.
	 * @param cachedInputPrice Price of a million input tokens read from the provider's
	 * cache. Default: the input price.
	 */
	record Tier(@Nullable String name, @Nullable BigDecimal inputPrice, @Nullable BigDecimal outputPrice,
			@Nullable BigDecimal cachedInputPrice) {
	}

	/**
	 * How long to wait for what.
	 *
	 * @param connect Time for a free or a new connection.
	 * @param response Time for the headers of a stream's response.
	 * @param firstContent Time for the first content of a stream.
	 * @param betweenContents Time between contents of a stream.
	 * @param total Time for a whole attempt.
	 */
	record Timeout(@DefaultValue("2s") Duration connect, @DefaultValue("20s") Duration response,
			@DefaultValue("30s") Duration firstContent, @DefaultValue("20s") Duration betweenContents,
			@DefaultValue("90s") Duration total) {
	}

	/**
	 * A way to answer requests.
	 *
	 * @param strategy Rule that puts the deployments in order: weighted or ordered.
	 * @param deployments What to attempt: texts like "openai/gpt-5.4-mini", or objects
	 * with a model or a route, and a weight.
	 * @param then What to attempt, in this order, when none of the deployments answers.
	 * @param promptCache How long providers keep what requests of the route begin with:
	 * true, 5m, 1h, or false. Default: that of each provider.
	 * @param timeout Time for a whole request, all attempts together. Default:
	 * llm.routing.timeout.
	 */
	record Route(@DefaultValue("weighted") String strategy, @DefaultValue List<Entry> deployments,
			@DefaultValue List<Entry> then, @Nullable String promptCache, @Nullable Duration timeout) {
	}

	/**
	 * An entry of a route: a deployment or another route.
	 *
	 * @param model Deployment, as "provider/model".
	 * @param route Name of a route whose deployments are attempted here.
	 * @param weight Share of the requests, among the entries of the route.
	 */
	record Entry(@Nullable String model, @Nullable String route, @DefaultValue("1") double weight) {

		/**
		 * Returns the entry that a plain text stands for.
		 * @param model as "provider/model"
		 */
		public static Entry valueOf(String model) {
			return new Entry(model, null, 1);
		}

	}

}
