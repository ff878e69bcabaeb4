package io.github.llmrouting.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What is publicly known of the vendors' models: context windows, prices, capabilities. A
 * model is looked up at the vendor that a base URL belongs to, because the same model
 * costs something else elsewhere; a base URL that belongs to no known vendor is taken for
 * a proxy of the type's own vendor.
 */
public final class ModelCatalogue {

	private final List<Vendor> vendors;

	ModelCatalogue(List<Vendor> vendors) {
		this.vendors = List.copyOf(vendors);
	}

	/** Reads the catalogue that comes with the library. */
	public static ModelCatalogue builtIn() {
		try (InputStream json = ModelCatalogue.class.getResourceAsStream("model-catalogue.json")) {
			if (json == null) {
				throw new IllegalStateException("model-catalogue.json: missing from the library's jar");
			}
			return new ModelCatalogue(CatalogueReader.read(json));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Finds the facts of a model.
	 * @param type the provider's type, such as {@code openai}
	 * @param baseUrl the provider's base URL, or {@code null} for the type's default
	 * @param model the model's name at the vendor
	 * @return empty if the catalogue does not know it
	 */
	public Optional<ModelFacts> find(String type, @Nullable URI baseUrl, String model) {
		return vendor(type, baseUrl).map((vendor) -> vendor.models().getOrDefault(model, vendor.others()));
	}

	/**
	 * Returns the model that a provider is asked for when nobody named one: a small,
	 * cheap and current one.
	 * @param type the provider's type, such as {@code openai}
	 * @param baseUrl the provider's base URL, or {@code null} for the type's default
	 * @return empty if the vendor has none
	 */
	public Optional<String> preset(String type, @Nullable URI baseUrl) {
		return vendor(type, baseUrl).map(Vendor::preset);
	}

	/**
	 * Returns whether a base URL belongs to a vendor that the catalogue knows.
	 * @param type the provider's type, such as {@code openai}
	 * @param baseUrl the provider's base URL
	 */
	public boolean knowsHost(String type, URI baseUrl) {
		return this.vendors.stream().anyMatch((vendor) -> vendor.type().equals(type) && vendor.isAt(host(baseUrl)));
	}

	private Optional<Vendor> vendor(String type, @Nullable URI baseUrl) {
		List<Vendor> ofType = this.vendors.stream().filter((vendor) -> vendor.type().equals(type)).toList();
		String host = host(baseUrl);
		return ofType.stream()
			.filter((vendor) -> vendor.isAt(host))
			.findFirst()
			.or(() -> ofType.stream().filter(Vendor::home).findFirst());
	}

	private static String host(@Nullable URI baseUrl) {
		return (baseUrl != null && baseUrl.getHost() != null) ? baseUrl.getHost().toLowerCase(Locale.ROOT) : "";
	}

	/**
	 * A vendor and its models.
	 *
	 * @param type of the providers that speak to it
	 * @param hosts where it is to be found, in lower case; hosts that end so behind a dot
	 * or a dash are its own too, such as those of a region or a customer
	 * @param home whether it is its type's own vendor
	 * @param preset the model to ask when nobody named one, or {@code null}
	 * @param models facts by name
	 * @param others facts of models that are not listed, or {@code null} if there are
	 * none
	 */
	record Vendor(String type, List<String> hosts, boolean home, @Nullable String preset,
			Map<String, @Nullable ModelFacts> models, @Nullable ModelFacts others) {

		Vendor {
			hosts = List.copyOf(hosts);
			models = Map.copyOf(new HashMap<>(models));
		}

		boolean isAt(String host) {
			return this.hosts.stream()
				.anyMatch((known) -> host.equals(known) || host.endsWith("." + known) || host.endsWith("-" + known));
		}

	}

}
