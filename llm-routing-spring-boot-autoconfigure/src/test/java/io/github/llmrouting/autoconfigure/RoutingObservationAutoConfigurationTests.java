package io.github.llmrouting.autoconfigure;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.observation.AttemptMeters;
import io.github.llmrouting.observation.AttemptTotals;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class RoutingObservationAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class, LlmRoutingAutoConfiguration.class,
				RoutingObservationAutoConfiguration.class))
		.withPropertyValues("llm.routing.providers.openai.api-key=sk-1");

	@Test
	void withoutAMeterRegistryThereAreNoMeters() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(ChatRouter.class)
			.hasSingleBean(AttemptTotals.class)
			.doesNotHaveBean(AttemptMeters.class));
	}

	@Test
	void severalMeterRegistriesAreReachedThroughTheCompositeOne() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class))
			.withUserConfiguration(TwoRegistries.class)
			.run((context) -> assertThat(context).hasSingleBean(AttemptMeters.class));
	}

	@Test
	void severalMeterRegistriesWithoutACompositeOneDoNotStopTheStart() {
		this.runner.withUserConfiguration(TwoRegistries.class)
			.run((context) -> assertThat(context).hasSingleBean(ChatRouter.class).doesNotHaveBean(AttemptMeters.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoRegistries {

		@Bean
		MeterRegistry one() {
			return new SimpleMeterRegistry();
		}

		@Bean
		MeterRegistry other() {
			return new SimpleMeterRegistry();
		}

	}

}
