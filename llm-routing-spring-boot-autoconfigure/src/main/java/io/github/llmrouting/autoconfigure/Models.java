package io.github.llmrouting.autoconfigure;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.autoconfigure.LlmRoutingProperties.Model;
import io.github.llmrouting.autoconfigure.LlmRoutingProperties.Provider;
import io.github.llmrouting.autoconfigure.RoutingSetup.ProviderSetup;
import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelCatalogue;
import io.github.llmrouting.deployment.ModelFacts;
import org.jspecify.annotations.Nullable;

/**
 * Knows the models of every provider: those of the configuration over those of the
 * catalogue.
 */
final class Models {

	private final Map<String, ProviderSetup> providers = new LinkedHashMap<>();

	private final Map<String, Map<String, ModelFacts>> configured = new HashMap<>();

	private final ModelCatalogue catalogue;

	private final Problems problems;

	Models(Map<String, Provider> properties, List<ProviderSetup> providers, ModelCatalogue catalogue,
			Problems problems) {
		this.catalogue = catalogue;
		this.problems = problems;
		for (ProviderSetup provider : providers) {
			this.providers.put(provider.name(), provider);
			Provider typed = properties.get(provider.name());
			this.configured.put(provider.name(), (typed != null) ? read(provider, typed.models()) : Map.of());
		}
	}

	/** Returns the provider of a name, or {@code null} if there is none. */
	@Nullable ProviderSetup provider(String name) {
		return this.providers.get(name);
	}

	/** Returns the names of all providers. */
	Set<String> providerNames() {
		return this.providers.keySet();
	}

	/**
	 * Returns the deployments of a model, one for each credential, or nothing if nobody
	 * knows the model.
	 */
	List<Deployment> deployments(ProviderSetup provider, String model) {
		return facts(provider, model).map((facts) -> deployments(provider, model, facts)).orElse(List.of());
	}

	/** Returns the deployments of all models that the configuration lists. */
	List<Deployment> configured(ProviderSetup provider) {
		return configuredFacts(provider).entrySet()
			.stream()
			.flatMap((entry) -> deployments(provider, entry.getKey(), entry.getValue()).stream())
			.toList();
	}

	/**
	 * Returns the model of a provider to ask when nobody named one: its first, else the
	 * catalogue's choice.
	 */
	Optional<String> preset(ProviderSetup provider) {
		return configuredFacts(provider).keySet()
			.stream()
			.findFirst()
			.or(() -> this.catalogue.preset(provider.type().id(), provider.baseUrl()));
	}

	private Map<String, ModelFacts> configuredFacts(ProviderSetup provider) {
		return this.configured.getOrDefault(provider.name(), Map.of());
	}

	private Optional<ModelFacts> facts(ProviderSetup provider, String model) {
		return Optional.ofNullable(configuredFacts(provider).get(model)).or(() -> known(provider, model));
	}

	private Optional<ModelFacts> known(ProviderSetup provider, String model) {
		return this.catalogue.find(provider.type().id(), provider.baseUrl(), model);
	}

	private static List<Deployment> deployments(ProviderSetup provider, String model, ModelFacts facts) {
		DeploymentId id = DeploymentId.of(provider.name(), model);
		if (provider.keys().isEmpty()) {
			return List.of(new Deployment(id, facts, null));
		}
		return IntStream.range(0, provider.keys().size())
			.mapToObj((i) -> new Deployment(id.withCredential(i + 1), facts, provider.keys().get(i).credential()))
			.toList();
	}

	private Map<String, ModelFacts> read(ProviderSetup provider, List<Model> models) {
		Map<String, ModelFacts> read = new LinkedHashMap<>();
		for (int i = 0; i < models.size(); i++) {
			Model model = models.get(i);
			String path = "llm.routing.providers." + provider.name() + ".models[" + i + "]";
			if (model.name() == null || model.name().isBlank()) {
				this.problems.add(path + ".name", "is missing", "expected the name by which the provider is asked");
			}
			else if (read.put(model.name(), read(provider, path, model, model.name())) != null) {
				this.problems.add(path + ".name", "'" + model.name() + "' is listed twice", "expected it once");
			}
		}
		return read;
	}

	private ModelFacts read(ProviderSetup provider, String path, Model model, String name) {
		Optional<ModelFacts> known = known(provider, (model.as() != null) ? model.as() : name);
		ModelFacts base = known.orElse(ModelFacts.UNKNOWN);
		if (model.as() != null && known.isEmpty()) {
			this.problems.add(path + ".as", "'" + model.as() + "' is a model that the catalogue does not know",
					"expected a model of the vendor, or the prices and the context window themselves");
		}
		this.problems.requirePositive(path + ".context-window", model.contextWindow());
		this.problems.requirePositive(path + ".max-output", model.maxOutput());
		return new ModelFacts((model.contextWindow() != null) ? model.contextWindow() : base.contextWindow(),
				(model.maxOutput() != null) ? model.maxOutput() : base.maxOutput(),
				new PricesReader(path, this.problems).read(model, base.prices()),
				(model.capabilities() != null) ? capabilities(path, model.capabilities()) : base.capabilities());
	}

	private Set<Capability> capabilities(String path, Set<String> tags) {
		Set<String> unknown = new LinkedHashSet<>(tags);
		unknown.removeIf((tag) -> Capability.of(tag).isPresent());
		if (!unknown.isEmpty()) {
			this.problems.add(path + ".capabilities", unknown + " does not exist",
					"expected some of " + List.of(Capability.values()).stream().map(Capability::tag).toList());
		}
		return tags.stream().flatMap((tag) -> Capability.of(tag).stream()).collect(Collectors.toSet());
	}

}
