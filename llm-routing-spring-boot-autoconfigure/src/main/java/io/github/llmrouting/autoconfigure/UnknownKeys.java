package io.github.llmrouting.autoconfigure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.convert.ConverterNotFoundException;

/**
 * Binds {@code llm.routing} and finds keys that nobody reads: unknown ones, those after a
 * gap in a list, and those with a value where other keys belong. Their values may be
 * secrets, so that none is told. Lists that a stronger source replaced are not looked at,
 * nor is the system's environment.
 */
final class UnknownKeys extends AbstractBindHandler {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("llm.routing");

	private static final Bindable<LlmRoutingProperties> PROPERTIES = Bindable.of(LlmRoutingProperties.class);

	private final Problems problems;

	private final Set<ConfigurationPropertyName> known = new HashSet<>();

	private final Set<ConfigurationPropertyName> read = new HashSet<>();

	private final Set<ConfigurationPropertyName> misplaced = new HashSet<>();

	private final Set<ConfigurationPropertyName> unquoted = new HashSet<>();

	private UnknownKeys(Problems problems) {
		this.problems = problems;
	}

	static LlmRoutingProperties bind(Binder binder, Problems problems) {
		return binder.bind(PREFIX, PROPERTIES, new UnknownKeys(problems))
			.orElseGet(() -> new Binder().bindOrCreate(PREFIX, PROPERTIES, null));
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		this.known.add(name);
		return target;
	}

	@Override
	public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
		this.read.add(name);
		return result;
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		if (error instanceof UnboundConfigurationPropertiesException unbound) {
			unbound.getUnboundProperties().forEach((property) -> addUnbound(property, context.getSources()));
			return null;
		}
		if (!(error instanceof ConverterNotFoundException)) {
			throw error;
		}
		if (target.getType().resolve() == SecretText.class) {
			this.unquoted.add(name);
			return SecretText.valueOf("not-read");
		}
		this.misplaced.add(name);
		return null;
	}

	/** An element of a list is not bound after a gap, or if it has only unknown keys. */
	private void addUnbound(ConfigurationProperty property, Iterable<ConfigurationPropertySource> all) {
		if (this.misplaced.contains(property.getName())) {
			return;
		}
		if (isAfterGap(property.getName(), all)) {
			add(property, "comes after a gap in its list", "number the list from 0, without a gap");
		}
		else {
			addUnread(property);
		}
	}

	private static boolean isAfterGap(ConfigurationPropertyName name, Iterable<ConfigurationPropertySource> all) {
		return IntStream.range(0, name.getNumberOfElements())
			.filter(name::isNumericIndex)
			.anyMatch((index) -> isAfterGap(name, index, all));
	}

	private static boolean isAfterGap(ConfigurationPropertyName name, int index,
			Iterable<ConfigurationPropertySource> all) {
		int number = Integer.parseInt(name.getElement(index, Form.UNIFORM));
		return number > 0 && strongest(name.chop(index).append("[" + (number - 1) + "]"), all) == null;
	}

	@Override
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) {
		if (context.getDepth() == 0) {
			UnboundElementsSourceFilter filter = new UnboundElementsSourceFilter();
			for (ConfigurationPropertySource source : context.getSources()) {
				if (source instanceof IterableConfigurationPropertySource iterable && filter.apply(source)) {
					addUnread(iterable, context.getSources());
				}
			}
		}
	}

	private void addUnread(IterableConfigurationPropertySource source, Iterable<ConfigurationPropertySource> all) {
		source.stream()
			.filter((name) -> PREFIX.isAncestorOf(name) && !this.read.contains(name) && !isReplaced(name, source, all))
			.map(source::getConfigurationProperty)
			.forEach(this::addUnread);
	}

	private static boolean isReplaced(ConfigurationPropertyName name, ConfigurationPropertySource source,
			Iterable<ConfigurationPropertySource> all) {
		return IntStream.range(0, name.getNumberOfElements())
			.filter(name::isNumericIndex)
			.mapToObj(name::chop)
			.anyMatch((list) -> strongest(list, all) != source);
	}

	private static @Nullable ConfigurationPropertySource strongest(ConfigurationPropertyName list,
			Iterable<ConfigurationPropertySource> all) {
		return StreamSupport.stream(all.spliterator(), false)
			.filter((source) -> source.getConfigurationProperty(list) != null
					|| source.containsDescendantOf(list) == ConfigurationPropertyState.PRESENT)
			.findFirst()
			.orElse(null);
	}

	private void addUnread(@Nullable ConfigurationProperty property) {
		if (property == null) {
			return;
		}
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
