package io.github.llmrouting.autoconfigure;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;

/**
 * Binds {@code llm.routing} and finds keys that nobody reads. Their values may be
 * secrets.
 */
final class UnknownKeys {

	private static final String PREFIX = "llm.routing";

	private static final Bindable<LlmRoutingProperties> PROPERTIES = Bindable.of(LlmRoutingProperties.class);

	private UnknownKeys() {
	}

	static LlmRoutingProperties bind(Binder binder, Problems problems) {
		try {
			return binder.bindOrCreate(PREFIX, PROPERTIES,
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
		}
		catch (BindException ex) {
			if (!(ex.getCause() instanceof UnboundConfigurationPropertiesException unbound)) {
				throw ex;
			}
			unbound.getUnboundProperties().forEach((property) -> add(property, problems));
			return binder.bindOrCreate(PREFIX, PROPERTIES);
		}
	}

	private static void add(ConfigurationProperty property, Problems problems) {
		String origin = (property.getOrigin() != null) ? " (" + property.getOrigin() + ")" : "";
		problems.add(property.getName().toString(), "is a key that does not exist" + origin,
				"remove it, or correct its spelling: docs/configuration.md lists the keys; a name that contains dots "
						+ "or slashes, such as a model's, is a value and never a key");
	}

}
