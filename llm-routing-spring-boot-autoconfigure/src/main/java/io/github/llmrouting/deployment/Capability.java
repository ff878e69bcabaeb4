package io.github.llmrouting.deployment;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a model can do beyond answering text with text. */
public enum Capability {

	/** Asks for tools to be run. */
	TOOLS,

	/** Reads images. */
	IMAGES,

	/** Reads documents, such as PDF. */
	DOCUMENTS,

	/** Keeps to a JSON schema. */
	STRUCTURED_OUTPUT,

	/** Thinks before it writes. */
	REASONING,

	/** Accepts a temperature and a top-p. */
	TEMPERATURE;

	/** Returns the name in lower case with dashes, as in the configuration. */
	public String tag() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Finds a capability by its {@link #tag()}. */
	public static Optional<Capability> of(String tag) {
		return Stream.of(values()).filter((capability) -> capability.tag().equals(tag)).findFirst();
	}

}
