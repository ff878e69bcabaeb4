package io.github.llmrouting.provider.anthropic;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import tools.jackson.databind.JsonNode;

/**
 * Takes from an answer what must be there, or fails with {@link Unreadable}.
 */
final class AnthropicJson {

	private AnthropicJson() {
	}

	static String text(JsonNode parent, String field) {
		JsonNode text = parent.path(field);
		if (!text.isString()) {
			throw unreadable("an answer without the text '" + field + "'");
		}
		return text.stringValue();
	}

	static JsonNode object(JsonNode parent, String field) {
		JsonNode object = parent.path(field);
		if (!object.isObject()) {
			throw unreadable("an answer without the object '" + field + "'");
		}
		return object;
	}

	static ProviderException unreadable(String detail) {
		return new ProviderException(new Unreadable(detail));
	}

}
