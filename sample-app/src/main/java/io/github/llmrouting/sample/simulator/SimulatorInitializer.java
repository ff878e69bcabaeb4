package io.github.llmrouting.sample.simulator;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Starts the simulated providers before the configuration is read, because it names their
 * URLs. They stop with the application.
 */
final class SimulatorInitializer implements ApplicationContextInitializer<GenericApplicationContext> {

	@Override
	public void initialize(GenericApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		if (environment.acceptsProfiles(Profiles.of("simulated"))) {
			SimulatedProviders providers = new SimulatedProviders();
			environment.getPropertySources().addFirst(new MapPropertySource("simulator", providers.baseUrls()));
			context.registerBean(SimulatedProviders.class, () -> providers);
		}
	}

}
