package io.github.llmrouting.autoconfigure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.convert.ConverterNotFoundException;

/**
 * Binds {@code llm.routing} and finds keys that nobody reads: unknown ones, those after a
 * gap in a list, and those with a value where other keys belong. Their values may be
 * secrets, so that none is told.
 */
final class UnknownKeys extends NoUnboundElementsBindHandler {

	private static final String PREFIX = "llm.routing";

	private static final Bindable<LlmRoutingProperties> PROPERTIES = Bindable.of(LlmRoutingProperties.class);

	private final Problems problems;

	private final Set<ConfigurationPropertyName> known = new HashSet<>();

	private final Set<ConfigurationPropertyName> misplaced = new HashSet<>();

	private final Set<ConfigurationPropertyName> unquoted = new HashSet<>();

	private UnknownKeys(Problems problems) {
		super(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
		this.problems = problems;
	}

	static LlmRoutingProperties bind(Binder binder, Problems problems) {
		return binder.bind(PREFIX, PROPERTIES, new UnknownKeys(problems))
			.orElseGet(() -> new Binder().bindOrCreate(PREFIX, PROPERTIES));
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		this.known.add(name);
		return super.onStart(name, target, context);
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		if (error instanceof UnboundConfigurationPropertiesException unbound) {
			unbound.getUnboundProperties().forEach(this::addGap);
			return null;
		}
		if (error instanceof ConverterNotFoundException && target.getType().resolve() == SecretText.class) {
			this.unquoted.add(name);
			return SecretText.valueOf("not-read");
		}
		if (error instanceof ConverterNotFoundException) {
			this.misplaced.add(name);
			return null;
		}
		return super.onFailure(name, target, context, error);
	}

	private void addGap(ConfigurationProperty property) {
		if (!this.misplaced.contains(property.getName())) {
			add(property, "comes after a gap in its list", "number the list from 0, without a gap");
		}
	}

	@Override
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) throws Exception {
		try {
			super.onFinish(name, target, context, result);
		}
		catch (UnboundConfigurationPropertiesException ex) {
			ex.getUnboundProperties().forEach(this::addUnread);
		}
	}

	private void addUnread(ConfigurationProperty property) {
		if (this.unquoted.contains(property.getName())) {
			add(property, "is a number or the like", "put it in quotes");
		}
		else if (!this.misplaced.contains(property.getName())) {
			add(property, "is a key that does not exist", mend(property.getName()));
		}
		else if (!property.getValue().toString().isEmpty()) {
			add(property, "has a value of its own", "expected keys below it instead, as in docs/configuration.md");
		}
	}

	private void add(ConfigurationProperty property, String found, String mend) {
		String path = property.getName().toString();
		if (!this.problems.concern(path)) {
			String origin = (property.getOrigin() != null) ? " (" + property.getOrigin() + ")" : "";
			this.problems.add(path, found + origin, mend);
		}
	}

	private String mend(ConfigurationPropertyName name) {
		ConfigurationPropertyName parent = name.getParent();
		while (!this.known.contains(parent)) {
			parent = parent.getParent();
		}
		List<String> neighbours = this.known.stream()
			.filter(parent::isParentOf)
			.filter((neighbour) -> !neighbour.isLastElementIndexed())
			.map((neighbour) -> neighbour.getLastElement(Form.DASHED))
			.sorted()
			.toList();
		return neighbours.isEmpty()
				? "a name that contains dots or slashes, such as a model's, is a value "
						+ "and never a key: expected a list, as in docs/configuration.md"
				: "expected one of " + neighbours;
	}

}
