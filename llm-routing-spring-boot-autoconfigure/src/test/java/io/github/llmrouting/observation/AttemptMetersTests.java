package io.github.llmrouting.observation;

import java.util.concurrent.TimeUnit;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final AttemptMeters meters = new AttemptMeters(this.registry);

	@Test
	void attemptIsTimedUnderProviderModelAndOutcome() {
		this.meters.attemptEnded(Reports.answer(Reports.OPENAI));
		this.meters.attemptEnded(Reports.failure(Reports.OPENAI, FailureReason.RATE_LIMITED, null, null));

		assertThat(this.registry.get("llm.routing.attempt")
			.tags("provider", "openai", "model", "gpt-5.4-mini", "outcome", "success")
			.timer()
			.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(800);
		assertThat(this.registry.get("llm.routing.attempt").tag("outcome", "rate_limited").timer().count()).isOne();
	}

	@Test
	void tokensAreCountedByClass() {
		this.meters.attemptEnded(Reports.answer(Reports.OPENAI));

		assertThat(tokens("input")).isEqualTo(100);
		assertThat(tokens("cached_input")).isEqualTo(20);
		assertThat(tokens("cache_write")).isEqualTo(7);
		assertThat(tokens("output")).isEqualTo(50);
		assertThat(tokens("reasoning")).isEqualTo(6);
	}

	@Test
	void failedAttemptThatMayBeBilledCounts() {
		this.meters.attemptEnded(Reports.failure(Reports.OPENAI, FailureReason.TIMED_OUT,
				TokenUsage.of(1000, 0).asEstimate(), new Money(750_000)));

		assertThat(tokens("input")).isEqualTo(1000);
		assertThat(this.registry.get("llm.routing.cost")
			.tags("provider", "openai", "model", "gpt-5.4-mini")
			.counter()
			.count()).isEqualTo(0.00075);
		assertThat(this.registry.get("llm.routing.cost").counter().getId().getBaseUnit()).isEqualTo("USD");
	}

	@Test
	void unknownCostIsNotCountedAsNothing() {
		this.meters.attemptEnded(Reports.failure(Reports.OPENAI, FailureReason.TIMED_OUT, null, null));

		assertThat(this.registry.find("llm.routing.cost").counter()).isNull();
		assertThat(this.registry.find("llm.routing.tokens").counter()).isNull();
	}

	private double tokens(String type) {
		return this.registry.get("llm.routing.tokens")
			.tags("type", type, "provider", "openai", "model", "gpt-5.4-mini")
			.counter()
			.count();
	}

}
