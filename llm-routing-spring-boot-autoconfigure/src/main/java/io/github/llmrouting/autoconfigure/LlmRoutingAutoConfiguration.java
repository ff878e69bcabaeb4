package io.github.llmrouting.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.ChatRouterDecorator;
import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.failover.AttemptListener;
import io.github.llmrouting.failover.Failover;
import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import io.github.llmrouting.provider.gemini.AccessTokens;
import io.github.llmrouting.routing.CandidateFilter;
import io.github.llmrouting.routing.RoutingChatRouter;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;
import org.springframework.util.AlternativeJdkIdGenerator;
import org.springframework.web.reactive.function.client.WebClient;

/** Auto-configuration of the {@link ChatRouter} and of everything that it is made of. */
@AutoConfiguration(after = WebClientAutoConfiguration.class,
		afterName = "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration")
@ConditionalOnBooleanProperty(name = "llm.routing.enabled", matchIfMissing = true)
@EnableConfigurationProperties(LlmRoutingProperties.class)
@Import({ ProviderClientRegistrar.class, AccessTokensConfiguration.class })
@PropertySource("classpath:io/github/llmrouting/autoconfigure/breakers.properties")
public final class LlmRoutingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CircuitBreakerRegistry circuitBreakerRegistry() {
		return CircuitBreakerRegistry.ofDefaults();
	}

	@Bean
	@ConditionalOnMissingBean
	HealthBook llmRoutingHealthBook(RoutingSetup setup, CircuitBreakerRegistry breakers) {
		return HealthBook.of(setup.table().deployments().stream().map(Deployment::id).toList(), breakers,
				System::nanoTime);
	}

	@Bean
	ProviderConnectors llmRoutingProviderConnectors(ObjectProvider<HttpClientSettings> settings,
			ObjectProvider<ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder>> customizers) {
		return new ProviderConnectors(settings.getIfAvailable(HttpClientSettings::defaults),
				customizers.orderedStream().toList());
	}

	@Bean
	@Lazy
	ChatModelThreads llmRoutingChatModelThreads(Environment environment) {
		return new ChatModelThreads(environment);
	}

	@Bean
	ChatModelProviders llmRoutingChatModelProviders(RoutingSetup setup, ConfigurableListableBeanFactory beans,
			Environment environment, ObjectProvider<ChatModelThreads> threads) {
		return new ChatModelProviders(setup, beans, environment, threads::getObject);
	}

	@Bean
	ProviderClientFactory llmRoutingProviderClientFactory(ObjectProvider<WebClient.Builder> builders,
			ProviderConnectors connectors, ObjectProvider<ProviderExchangeFilter> filters, HealthBook health,
			ChatModelProviders chatModels, ObjectProvider<AccessTokens> accessTokens) {
		return new ProviderClientFactory(() -> builders.getIfAvailable(WebClient::builder), connectors,
				filters.orderedStream().toList(), health, chatModels, accessTokens);
	}

	@Bean
	@ConditionalOnMissingBean
	Failover llmRoutingFailover(RoutingSetup setup, BeanFactory beans, HealthBook health,
			ObjectProvider<AttemptListener> listeners, ObjectProvider<ProviderClientDecorator> decorators) {
		return new Failover(clients(setup, beans, decorators.orderedStream().toList()), health,
				listeners.orderedStream().toList(), setup.maxAttempts(), Schedulers.parallel(), System::nanoTime);
	}

	private static Map<String, ProviderClient> clients(RoutingSetup setup, BeanFactory beans,
			List<ProviderClientDecorator> decorators) {
		Map<String, ProviderClient> clients = new LinkedHashMap<>();
		for (ProviderSetup provider : setup.activeProviders()) {
			ProviderClient client = client(provider, beans);
			for (ProviderClientDecorator decorator : decorators) {
				client = decorator.decorate(provider, client);
			}
			clients.put(provider.name(), client);
		}
		return clients;
	}

	private static ProviderClient client(ProviderSetup provider, BeanFactory beans) {
		Object bean = beans.getBean(provider.name());
		if (bean instanceof ProviderClient client) {
			return client;
		}
		throw new InvalidRoutingConfigurationException(List
			.of(new ConfigurationProblem("llm.routing.providers." + provider.name(),
					"has the name of a bean of another kind, " + bean.getClass().getName(),
					"rename the provider or the bean, or make the bean a ProviderClient to replace the provider's")));
	}

	@Bean
	@ConditionalOnMissingBean
	ChatRouter chatRouter(RoutingSetup setup, HealthBook health, Failover failover,
			ObjectProvider<CandidateFilter> filters, ObjectProvider<ChatRouterDecorator> decorators) {
		AlternativeJdkIdGenerator ids = new AlternativeJdkIdGenerator();
		ChatRouter router = new RoutingChatRouter(setup.table(), health, filters.orderedStream().toList(), failover,
				() -> ids.generateId().toString());
		List<ChatRouterDecorator> outermostFirst = new ArrayList<>(decorators.orderedStream().toList());
		for (int i = outermostFirst.size() - 1; i >= 0; i--) {
			router = outermostFirst.get(i).decorate(router);
		}
		return router;
	}

}
