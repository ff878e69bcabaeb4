package io.github.llmrouting.autoconfigure;

import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.provider.ProviderClient;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Reads the configuration before any bean is made, and registers the client of each
 * active provider as a bean under the provider's name, unless the application has a bean
 * of that name. A registrar of this older kind, because it can see which beans there are.
 */
final class ProviderClientRegistrar implements ImportBeanDefinitionRegistrar {

	private final Environment environment;

	private final BeanFactory beanFactory;

	ProviderClientRegistrar(Environment environment, BeanFactory beanFactory) {
		this.environment = environment;
		this.beanFactory = beanFactory;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		RoutingSetup setup = RoutingSetupReader.read(this.environment);
		registry.registerBeanDefinition("llmRoutingSetup", new RootBeanDefinition(RoutingSetup.class, () -> setup));
		for (ProviderSetup provider : setup.activeProviders()) {
			if (!registry.containsBeanDefinition(provider.name())) {
				registry.registerBeanDefinition(provider.name(), new RootBeanDefinition(ProviderClient.class,
						() -> this.beanFactory.getBean(ProviderClientFactory.class).create(provider)));
			}
		}
	}

}
