package io.github.llmrouting.autoconfigure;

import java.util.function.Function;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class BreakerSettingsTests {

	private static final String CONFIGS = "resilience4j.circuitbreaker.configs.";

	private final ApplicationContextRunner runner = StartReport.runner("""
			providers:
			  openai: {api-key: sk-1}
			  anthropic: {api-key: sk-2}
			""").withConfiguration(AutoConfigurations.of(CircuitBreakerAutoConfiguration.class));

	@Test
	void settingsForAllAreLaidOverOurs() {
		this.runner.withPropertyValues(CONFIGS + "llm-routing.sliding-window-size=20").run((context) -> {
			Function<String, CircuitBreakerConfig> settings = settings(context.getBean(CircuitBreakerRegistry.class));
			assertThat(settings.apply("openai/gpt-5.4-mini").getSlidingWindowSize()).isEqualTo(20);
			assertThat(settings.apply("openai/gpt-5.4-mini").getMinimumNumberOfCalls()).isEqualTo(5);
		});
	}

	@Test
	void settingsForOneProviderAreLaidOverThoseForAllIfTheySaySo() {
		this.runner
			.withPropertyValues(CONFIGS + "llm-routing.sliding-window-size=20",
					CONFIGS + "anthropic.base-config=llm-routing", CONFIGS + "anthropic.minimum-number-of-calls=3")
			.run((context) -> {
				Function<String, CircuitBreakerConfig> settings = settings(
						context.getBean(CircuitBreakerRegistry.class));
				assertThat(settings.apply("anthropic/claude-haiku-4-5").getSlidingWindowSize()).isEqualTo(20);
				assertThat(settings.apply("anthropic/claude-haiku-4-5").getMinimumNumberOfCalls()).isEqualTo(3);
				assertThat(settings.apply("openai/gpt-5.4-mini").getMinimumNumberOfCalls()).isEqualTo(5);
			});
	}

	private static Function<String, CircuitBreakerConfig> settings(CircuitBreakerRegistry registry) {
		return (deployment) -> registry.find(deployment).orElseThrow().getCircuitBreakerConfig();
	}

}
