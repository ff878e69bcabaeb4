package io.github.llmrouting.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.convert.ConverterNotFoundException;

/**
 * Binds {@code llm.routing} and finds keys that nobody reads: unknown ones, gaps in a
 * list, and values where keys belong. Their values may be secrets, so that none is told.
 */
final class UnknownKeys extends NoUnboundElementsBindHandler {

	private static final String PREFIX = "llm.routing";

	private static final Bindable<LlmRoutingProperties> PROPERTIES = Bindable.of(LlmRoutingProperties.class);

	private final Problems problems;

	private UnknownKeys(Problems problems) {
		super(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
		this.problems = problems;
	}

	static LlmRoutingProperties bind(Binder binder, Problems problems) {
		return binder.bind(PREFIX, PROPERTIES, new UnknownKeys(problems))
			.orElseGet(() -> new Binder().bindOrCreate(PREFIX, PROPERTIES));
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		if (error instanceof UnboundConfigurationPropertiesException unbound) {
			unbound.getUnboundProperties().forEach(this::addGap);
			return null;
		}
		if (error instanceof ConverterNotFoundException) {
			addMisplaced(name, target, context.getConfigurationProperty());
			return null;
		}
		return super.onFailure(name, target, context, error);
	}

	private void addGap(ConfigurationProperty property) {
		this.problems.add(property.getName().toString(), "comes after a gap in its list" + origin(property),
				"number the list from 0, without a gap");
	}

	private void addMisplaced(ConfigurationPropertyName name, Bindable<?> target,
			@Nullable ConfigurationProperty property) {
		if (target.getType().resolve() == SecretText.class) {
			this.problems.add(name.toString(), "is a number or the like" + origin(property), "put it in quotes");
		}
		else if (property != null && !property.getValue().toString().isEmpty()) {
			this.problems.add(name.toString(), "has a value of its own" + origin(property),
					"expected keys below it instead: docs/configuration.md lists them");
		}
	}

	@Override
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) throws Exception {
		try {
			super.onFinish(name, target, context, result);
		}
		catch (UnboundConfigurationPropertiesException ex) {
			ex.getUnboundProperties().forEach(this::addUnknown);
		}
	}

	private void addUnknown(ConfigurationProperty property) {
		this.problems.add(property.getName().toString(), "is a key that does not exist" + origin(property),
				"remove it, or correct its spelling: docs/configuration.md lists the keys; a name that contains dots "
						+ "or slashes, such as a model's, is a value and never a key");
	}

	private static String origin(@Nullable ConfigurationProperty property) {
		return (property != null && property.getOrigin() != null) ? " (" + property.getOrigin() + ")" : "";
	}

}
