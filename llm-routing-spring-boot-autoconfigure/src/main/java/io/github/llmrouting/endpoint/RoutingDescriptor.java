package io.github.llmrouting.endpoint;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.TokenPrices;
import io.github.llmrouting.provider.QuotaReading;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint {@code llmrouting} answers. Whatever is {@code null} is unknown and
 * is left out of the JSON.
 *
 * @param providers by name, in the order of the configuration
 * @param deployments everything that a request can reach
 * @param routes by name, in the order of the configuration
 */
public record RoutingDescriptor(Map<String, ProviderDescriptor> providers, List<DeploymentDescriptor> deployments,
		Map<String, RouteDescriptor> routes) implements OperationResponseBody {

	/**
	 * A provider.
	 *
	 * @param type which API it speaks
	 * @param enabled whether it is called at all
	 * @param health its status in the health endpoint, or {@code null} if it has none
	 * @param inFlight attempts that run now
	 */
	public record ProviderDescriptor(String type, boolean enabled, @Nullable String health, int inFlight) {
	}

	/**
	 * A deployment, and what it has done since the start.
	 *
	 * @param provider name of the provider
	 * @param model name by which the provider is asked for the model
	 * @param credential which of the provider's credentials, counted from 1
	 * @param contextWindow most tokens of input and output together
	 * @param breaker state of its circuit breaker
	 * @param cooldownMs milliseconds for which it is still to be left alone, or
	 * {@code null} if it is not
	 * @param cooldownScope who rests: {@code deployment}, {@code credential},
	 * {@code model} or {@code provider}, or {@code null} if nobody does
	 * @param cooldownReason reason of the failure that asked for the rest, or
	 * {@code null} if nobody rests
	 * @param inFlight attempts that run now
	 * @param lastFailure why the newest attempt failed, or {@code null} if it did not
	 * @param expectedFirstContentMs milliseconds to the first content of a next attempt
	 * @param quota what the provider told of its quotas, by what is counted, or
	 * {@code null} if nothing that still holds
	 * @param attempts that have ended
	 * @param successes attempts that answered
	 * @param failures attempts that did not, by reason
	 * @param tokens as billed, or as estimated where an attempt broke off
	 * @param costUsd US dollars for all attempts whose cost is known
	 * @param attemptsOfUnknownCost attempts whose cost is not
	 * @param prices US dollars per million tokens, or {@code null} if none is known
	 */
	public record DeploymentDescriptor(String provider, String model, int credential, @Nullable Integer contextWindow,
			String breaker, @Nullable Long cooldownMs, @Nullable String cooldownScope, @Nullable String cooldownReason,
			int inFlight, @Nullable String lastFailure, @Nullable Long expectedFirstContentMs,
			@Nullable Map<String, QuotaDescriptor> quota, long attempts, long successes, Map<String, Long> failures,
			TokensDescriptor tokens, BigDecimal costUsd, long attemptsOfUnknownCost,
			@Nullable PricesDescriptor prices) {
	}

	/**
	 * What is left of a quota of the provider.
	 *
	 * @param limit all that is granted for a window, or {@code null} if that is not told
	 * @param remaining what is left of it
	 * @param resetMs milliseconds until all of it is there again, or {@code null} if that
	 * is not told
	 */
	public record QuotaDescriptor(@Nullable Long limit, long remaining, @Nullable Long resetMs) {

		static QuotaDescriptor of(QuotaReading.Level level) {
			return new QuotaDescriptor(level.limit(), level.remaining(), DeploymentStanding.millis(level.resetsIn()));
		}

	}

	/** Tokens by class; the classes do not overlap. */
	public record TokensDescriptor(long input, long cachedInput, long cacheWrite, long audioInput, long output,
			long reasoning, long audioOutput) {

		static TokensDescriptor of(TokenUsage usage) {
			return new TokensDescriptor(usage.input(), usage.cachedInput(), usage.cacheWrite5m() + usage.cacheWrite1h(),
					usage.audioInput(), usage.output(), usage.reasoning(), usage.audioOutput());
		}

	}

	/** Prices in US dollars per million tokens. */
	public record PricesDescriptor(@Nullable BigDecimal input, @Nullable BigDecimal output,
			@Nullable BigDecimal cachedInput, @Nullable BigDecimal cacheWrite5m, @Nullable BigDecimal cacheWrite1h,
			@Nullable BigDecimal audioInput, @Nullable BigDecimal audioOutput) {

		static @Nullable PricesDescriptor of(TokenPrices prices) {
			return prices.equals(TokenPrices.UNKNOWN) ? null
					: new PricesDescriptor(usd(prices.input()), usd(prices.output()), usd(prices.cachedInput()),
							usd(prices.cacheWrite5m()), usd(prices.cacheWrite1h()), usd(prices.audioInput()),
							usd(prices.audioOutput()));
		}

		private static @Nullable BigDecimal usd(@Nullable Money price) {
			return (price != null) ? price.toUsd() : null;
		}

	}

	/**
	 * A route.
	 *
	 * @param strategy name of its strategy
	 * @param entries what the strategy puts in order
	 * @param then what is attempted when none of the entries answers
	 * @param timeout for all attempts of a request together
	 * @param standard whether it is the route for requests that name none
	 */
	public record RouteDescriptor(String strategy, List<EntryDescriptor> entries, List<EntryDescriptor> then,
			Duration timeout, @JsonProperty("default") boolean standard) {
	}

	/**
	 * What a route leads to: a deployment or another route.
	 *
	 * @param model the deployment, or {@code null} if it is a route
	 * @param route name of the route, or {@code null} if it is a deployment
	 * @param weight its share among its neighbours
	 */
	public record EntryDescriptor(@Nullable String model, @Nullable String route, double weight) {
	}

}
