package io.github.llmrouting.observation;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.RoutingReport.CacheStatus;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RoutingMeterTests {

	@Test
	void prometheusTakesEveryMeterWhateverIsUnknown() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		registry.throwExceptionOnRegistrationFailure();
		RequestListener requests = RequestListener.meters(registry, Set.of("default"));
		AttemptMeters attempts = new AttemptMeters(registry);

		requests.requestEnded(Reports.request("default", "success", CacheStatus.MISS));
		requests.requestEnded(new RequestReport("r", null, null, "cancelled", List.of(), null, null, Duration.ZERO,
				Duration.ZERO, true, null));
		attempts.attemptEnded(Reports.answer(Reports.OPENAI));
		attempts.attemptEnded(Reports.failure(Reports.ANTHROPIC, FailureReason.OVERLOADED, null, null));

		assertThat(registry.scrape()).contains("llm_routing_request_seconds_count{cache=\"none\"")
			.contains("llm_routing_attempt_seconds_count{")
			.contains("llm_routing_first_content_seconds_count{")
			.contains("llm_routing_tokens_total{")
			.contains("llm_routing_cost_USD_total{")
			.contains("llm_routing_cache_total{result=\"miss\"}")
			.doesNotContain("_bucket", "quantile");
		assertThat(registry.getMeters()).map(Meter::getId).map(Meter.Id::getDescription).doesNotContainNull();
	}

	@Test
	void everyKeyNeedsAValue() {
		assertThatIllegalArgumentException().isThrownBy(() -> RoutingMeter.COST.tags("openai"))
			.withMessage("llm.routing.cost: 1 tags (expected: [provider, model])");
	}

}
