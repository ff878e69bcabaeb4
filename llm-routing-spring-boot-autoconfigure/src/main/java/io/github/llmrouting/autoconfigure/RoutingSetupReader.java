package io.github.llmrouting.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.autoconfigure.LlmRoutingProperties.Provider;
import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.deployment.ModelCatalogue;
import io.github.llmrouting.routing.RoutingTable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Reads the configuration, checks all of it, and makes of it what the beans are made of.
 */
final class RoutingSetupReader {

	private static final String PROVIDERS = "llm.routing.providers";

	/** Health shows the routes under this name, beside the providers. */
	private static final String RESERVED = "routes";

	private final LlmRoutingProperties properties;

	private final Problems problems;

	private final ModelCatalogue catalogue = ModelCatalogue.builtIn();

	private RoutingSetupReader(LlmRoutingProperties properties, Problems problems) {
		this.properties = properties;
		this.problems = problems;
	}

	/**
	 * Reads the properties under {@code llm.routing}.
	 * @throws InvalidRoutingConfigurationException with every mistake
	 */
	static RoutingSetup read(Environment environment) {
		Problems problems = new Problems();
		LlmRoutingProperties properties = UnknownKeys.bind(Binder.get(environment), problems).withNamesOf(environment);
		RoutingSetup setup = new RoutingSetupReader(properties, problems).read();
		problems.throwIfAny();
		return setup;
	}

	private RoutingSetup read() {
		this.problems.requireWait("llm.routing.timeout", this.properties.timeout());
		this.problems.requirePositive("llm.routing.attempts.max", this.properties.attempts().max());
		List<ProviderSetup> providers = readProviders();
		RoutingTable table = new RouteReader(this.properties, models(providers), this.problems).read();
		return new RoutingSetup(table, providers, this.properties.attempts().max());
	}

	private List<ProviderSetup> readProviders() {
		Map<String, Provider> typed = this.properties.providers();
		if (typed.isEmpty() && !this.problems.concern(PROVIDERS)) {
			this.problems.add(PROVIDERS, "names no provider",
					"expected at least one, such as \"" + PROVIDERS + ".openai.api-key: ${OPENAI_API_KEY}\"");
		}
		this.problems.requireNames(PROVIDERS, typed.keySet());
		if (typed.containsKey(RESERVED)) {
			this.problems.add(PROVIDERS + "." + RESERVED, "has the name of a health component that is no provider",
					"expected another name");
		}
		List<ProviderSetup> providers = new ArrayList<>();
		typed.forEach((name, provider) -> {
			if (Names.isUsable(name)) {
				new ProviderReader(name, provider, this.catalogue, this.problems).read().ifPresent(providers::add);
			}
		});
		if (providers.size() == typed.size() && !typed.isEmpty()
				&& providers.stream().noneMatch(ProviderSetup::active)) {
			this.problems.add(PROVIDERS, "are all left out: disabled, or without an API key",
					"expected at least one that takes part");
		}
		return providers;
	}

	private Models models(List<ProviderSetup> providers) {
		return new Models(this.properties.providers(), providers, this.catalogue, this.problems);
	}

}
