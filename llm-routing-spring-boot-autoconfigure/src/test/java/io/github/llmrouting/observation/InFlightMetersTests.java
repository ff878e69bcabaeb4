package io.github.llmrouting.observation;

import java.util.List;

import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.health.RunningAttempt;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InFlightMetersTests {

	private final HealthBook health = HealthBook.of(
			List.of(Reports.OPENAI, Reports.OPENAI.withCredential(2), Reports.ANTHROPIC),
			CircuitBreakerRegistry.ofDefaults(), () -> 0);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void attemptsOfAllCredentialsOfAModelAreShownTogether() {
		new InFlightMeters(this.health).bindTo(this.registry);
		RunningAttempt attempt = this.health.of(Reports.OPENAI).tryBegin().orElseThrow();
		assertThat(this.health.of(Reports.OPENAI.withCredential(2)).tryBegin()).isPresent();

		assertThat(inFlight("openai", "gpt-5.4-mini")).isEqualTo(2);
		assertThat(inFlight("anthropic", "claude-haiku-4-5")).isZero();

		attempt.cancelled();
		assertThat(inFlight("openai", "gpt-5.4-mini")).isEqualTo(1);
	}

	private double inFlight(String provider, String model) {
		return this.registry.get("llm.routing.in.flight").tags("provider", provider, "model", model).gauge().value();
	}

}
