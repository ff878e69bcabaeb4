package io.github.llmrouting.autoconfigure;

import java.util.List;

import io.github.llmrouting.endpoint.LlmRoutingEndpoint;
import io.github.llmrouting.endpoint.ProviderDescription;
import io.github.llmrouting.endpoint.RoutingHealth;
import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.observation.AttemptTotals;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Auto-configuration of what the actuator shows. */
@AutoConfiguration(after = LlmRoutingAutoConfiguration.class)
@ConditionalOnBean(RoutingSetup.class)
public final class RoutingEndpointAutoConfiguration {

	private static List<ProviderDescription> descriptions(RoutingSetup setup) {
		return setup.providers()
			.stream()
			.map((provider) -> new ProviderDescription(provider.name(), provider.type().id(), provider.active()))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnAvailableEndpoint
		LlmRoutingEndpoint llmRoutingEndpoint(RoutingSetup setup, HealthBook health, AttemptTotals totals) {
			return new LlmRoutingEndpoint(descriptions(setup), setup.table(), health, totals);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SanitizingFunction.class)
	static class SanitizingConfiguration {

		@Bean
		SanitizingFunction llmRoutingSanitizingFunction(RoutingSetup setup) {
			return new CredentialSanitizer(setup.credentials());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ CompositeReactiveHealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
	@ConditionalOnEnabledHealthIndicator("llmRouting")
	static class HealthConfiguration {

		@Bean
		CompositeReactiveHealthContributor llmRoutingHealthContributor(RoutingSetup setup, HealthBook health) {
			return RoutingHealth.of(descriptions(setup), health, setup.table());
		}

	}

}
