package io.github.llmrouting.endpoint;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.endpoint.RoutingDescriptor.DeploymentDescriptor;
import io.github.llmrouting.health.RunningAttempt;
import io.github.llmrouting.observation.AttemptTotals;
import io.github.llmrouting.provider.QuotaDimension;
import io.github.llmrouting.provider.QuotaReading;
import io.github.llmrouting.provider.QuotaReading.Level;
import org.json.JSONException;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class LlmRoutingEndpointTests {

	private final TestRoutes routes = new TestRoutes();

	private final AttemptTotals totals = new AttemptTotals();

	private final LlmRoutingEndpoint endpoint = new LlmRoutingEndpoint(this.routes.providers(), this.routes.table(),
			this.routes.health(), this.totals);

	private final ReactiveWebApplicationContextRunner application = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class,
				JacksonEndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=llmrouting")
		.withBean(LlmRoutingEndpoint.class, () -> this.endpoint);

	@Test
	void providersShowTypeHealthAndLoad() {
		RunningAttempt running = this.routes.begin(TestRoutes.SECOND_KEY);
		this.routes.breakDown(TestRoutes.OPENAI);

		assertJson("""
				{"providers": {
					"openai": {"type": "openai", "enabled": true, "health": "DEGRADED", "inFlight": 1},
					"local": {"type": "ollama", "enabled": true, "health": "UNKNOWN", "inFlight": 0},
					"gemini": {"type": "gemini", "enabled": false, "inFlight": 0}}}""");
		running.cancelled();
	}

	@Test
	void deploymentsShowHealthTotalsAndPrices() {
		this.routes.succeed(TestRoutes.OPENAI);
		this.routes.benchFor(TestRoutes.OPENAI, Duration.ofSeconds(30));
		this.routes.health()
			.quotaRead(TestRoutes.OPENAI, new QuotaReading(Map.of(QuotaDimension.REQUESTS,
					new Level(500L, 0, Duration.ofMillis(1500)), QuotaDimension.TOKENS, new Level(null, 7, null))));
		this.totals.attemptEnded(new AttemptReport(TestRoutes.OPENAI, null, null, Duration.ofMillis(900), null,
				new TokenUsage(100, 20, 3, 4, 50, 6, false), "", new Money(315_000)));
		this.totals.attemptEnded(new AttemptReport(TestRoutes.OPENAI, FailureReason.RATE_LIMITED,
				"canary-of-the-detail", Duration.ofMillis(10), null, null, "", null));

		assertJson(
				"""
						{"deployments": [
							{"provider": "openai", "model": "gpt-5.4-mini", "credential": 1, "contextWindow": 400000,
								"breaker": "closed", "cooldownMs": 30000, "cooldownScope": "deployment",
								"cooldownReason": "rate_limited", "inFlight": 0, "lastFailure": "rate_limited",
								"quota": {"requests": {"limit": 500, "remaining": 0, "resetMs": 1500},
									"tokens": {"remaining": 7}},
								"expectedFirstContentMs": 250, "attempts": 2, "successes": 1,
								"failures": {"rate_limited": 1},
								"tokens": {"input": 100, "cachedInput": 20, "cacheWrite": 7, "audioInput": 0, "output": 50, "reasoning": 6,
								  "audioOutput": 0},
								"costUsd": 0.000315, "attemptsOfUnknownCost": 1, "prices": {"input": 0.75, "output": 4.5}},
							{"provider": "openai", "model": "gpt-5.4-mini", "credential": 2, "contextWindow": 400000,
								"breaker": "closed", "inFlight": 0, "attempts": 0, "successes": 0, "failures": {},
								"tokens": {"input": 0, "cachedInput": 0, "cacheWrite": 0, "audioInput": 0, "output": 0, "reasoning": 0,
								  "audioOutput": 0},
								"costUsd": 0, "attemptsOfUnknownCost": 0, "prices": {"input": 0.75, "output": 4.5}},
							{"provider": "local", "model": "llama3.2", "credential": 1, "breaker": "closed", "inFlight": 0,
								"attempts": 0, "successes": 0, "failures": {},
								"tokens": {"input": 0, "cachedInput": 0, "cacheWrite": 0, "audioInput": 0, "output": 0, "reasoning": 0,
								  "audioOutput": 0},
								"costUsd": 0, "attemptsOfUnknownCost": 0}]}""");
	}

	@Test
	void routesShowWhatTheyLeadTo() {
		assertJson("""
				{"routes": {
					"default": {"strategy": "weighted", "timeout": "PT1M", "default": true,
						"entries": [{"model": "openai/gpt-5.4-mini", "weight": 70},
							{"model": "openai/gpt-5.4-mini#2", "weight": 30}],
						"then": [{"route": "cheap", "weight": 1}]},
					"cheap": {"strategy": "ordered", "timeout": "PT30S", "default": false,
						"entries": [{"model": "local/llama3.2", "weight": 1}], "then": []}}}""");
	}

	@Test
	void neitherKeysNorWordsOfProvidersAreShown() {
		this.routes.breakDown(TestRoutes.OPENAI);

		assertThat(json()).doesNotContain("canary");
	}

	@Test
	void smallestCostKeepsItsValue() {
		this.totals.attemptEnded(new AttemptReport(TestRoutes.OPENAI, null, null, Duration.ZERO, null,
				TokenUsage.of(1, 0), "", new Money(1)));

		assertThat(this.endpoint.routing().deployments()).first()
			.extracting(DeploymentDescriptor::costUsd)
			.isEqualTo(new BigDecimal("0.000000001"));
	}

	@Test
	void endpointIsFoundUnderItsName() {
		this.application
			.run((context) -> assertThat(context.getBean(WebEndpointsSupplier.class).getEndpoints()).singleElement()
				.satisfies((endpoint) -> assertThat(endpoint.getRootPath()).isEqualTo("llmrouting")));
	}

	private void assertJson(String expected) {
		try {
			JSONAssert.assertEquals(expected, relevant(expected), JSONCompareMode.STRICT);
		}
		catch (JSONException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns the part of the endpoint's JSON that the expectation is about. */
	private String relevant(String expected) {
		String section = expected.substring(expected.indexOf('"') + 1, expected.indexOf("\":"));
		return withMapper((mapper) -> {
			Map<?, ?> all = mapper.get().readValue(json(), Map.class);
			return mapper.get().writeValueAsString(Map.of(section, all.get(section)));
		});
	}

	private String json() {
		return withMapper((mapper) -> mapper.get().writeValueAsString(this.endpoint.routing()));
	}

	private String withMapper(Function<EndpointJsonMapper, String> use) {
		String[] json = new String[1];
		this.application.run((context) -> json[0] = use.apply(context.getBean(EndpointJsonMapper.class)));
		return json[0];
	}

}
