package io.github.llmrouting.autoconfigure;

import java.time.InstantSource;
import java.util.List;

import io.github.llmrouting.ChatRouterDecorator;
import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.observation.AttemptMeters;
import io.github.llmrouting.observation.AttemptTotals;
import io.github.llmrouting.observation.InFlightMeters;
import io.github.llmrouting.observation.ObservedProviderClient;
import io.github.llmrouting.observation.ObservingChatRouter;
import io.github.llmrouting.observation.RequestListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.util.AlternativeJdkIdGenerator;

/**
 * Auto-configuration of observations, meters and the request log. Meters need a meter
 * registry, observations an observation registry; the request log needs neither.
 */
@AutoConfiguration(afterName = {
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
		"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "llm.routing.enabled", matchIfMissing = true)
public final class RoutingObservationAutoConfiguration {

	@Bean
	@Order(ChatRouterDecorator.OBSERVATION)
	ChatRouterDecorator llmRoutingObservation(ObjectProvider<RequestListener> listeners) {
		AlternativeJdkIdGenerator ids = new AlternativeJdkIdGenerator();
		List<RequestListener> all = listeners.orderedStream().toList();
		return (next) -> new ObservingChatRouter(next, all, () -> ids.generateId().toString(), System::nanoTime);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "llm.routing.request-log.enabled", matchIfMissing = true)
	RequestListener llmRoutingRequestLog() {
		return RequestListener.log(InstantSource.system());
	}

	@Bean
	AttemptTotals llmRoutingAttemptTotals() {
		return new AttemptTotals();
	}

	@Bean
	ProviderClientDecorator llmRoutingObservedProviders(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<ChatModelObservationConvention> convention) {
		return (provider, client) -> isObservingItself(provider) ? client
				: ObservedProviderClient.of(client, provider.type().id(),
						registry.getIfAvailable(() -> ObservationRegistry.NOOP), convention.getIfAvailable());
	}

	/** Chat models are, and would count everything twice. */
	private static boolean isObservingItself(ProviderSetup provider) {
		return provider.type() == ProviderType.CHAT_MODEL;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSingleCandidate(MeterRegistry.class)
	static class MetersConfiguration {

		@Bean
		RequestListener llmRoutingRequestMeters(MeterRegistry registry, RoutingSetup setup) {
			return RequestListener.meters(registry, setup.table().routes().keySet());
		}

		@Bean
		AttemptMeters llmRoutingAttemptMeters(MeterRegistry registry) {
			return new AttemptMeters(registry);
		}

		@Bean
		InFlightMeters llmRoutingInFlightMeters(HealthBook health) {
			return new InFlightMeters(health);
		}

	}

}
