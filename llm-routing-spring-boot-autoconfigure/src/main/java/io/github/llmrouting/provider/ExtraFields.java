package io.github.llmrouting.provider;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;

import io.github.llmrouting.RequestOptions;
import io.github.llmrouting.Vendor;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * Fields that users put into the JSON of requests: for all requests to a provider, and
 * for one request to any provider of a vendor. What a request sets goes over what the
 * provider's settings set. In the JSON, objects are merged field by field, elements are
 * added to lists, a null takes a field out, and anything else replaces what was there.
 */
public final class ExtraFields {

	/** What the conversation, the deployment and the kind of call decide. */
	private static final Set<String> OURS = Set.of("model", "messages", "contents", "system", "systemInstruction",
			"system_instruction", "stream");

	private final ObjectNode fields;

	private ExtraFields(ObjectNode fields) {
		this.fields = fields;
	}

	/**
	 * Returns the fields for one request.
	 * @param vendor whose form the request has
	 * @param configured fields for every request to the provider
	 * @param options of the prompt
	 * @throws ProviderException with {@link InvalidRequest} if a field is not the user's
	 * to set
	 */
	public static ExtraFields of(Vendor vendor, Map<String, Object> configured, @Nullable ChatOptions options) {
		ObjectNode fields = WireJson.object();
		merge(fields, object(vendor, configured), false);
		if (options instanceof RequestOptions request) {
			Map<String, Object> asked = request.vendorOptions().getOrDefault(vendor, Map.of());
			notToBeSet(asked).stream().findFirst().ifPresent((key) -> refuse(vendor, key + " (expected: another key)"));
			merge(fields, object(vendor, asked), false);
		}
		return new ExtraFields(fields);
	}

	/** Returns those keys that are not the user's to set, in order. */
	public static List<String> notToBeSet(Map<String, ?> fields) {
		return fields.keySet().stream().filter(OURS::contains).sorted().toList();
	}

	private static ObjectNode object(Vendor vendor, Map<String, Object> fields) {
		if (fields.isEmpty()) {
			return WireJson.object();
		}
		try {
			return (ObjectNode) WireJson.of(fields);
		}
		catch (IllegalArgumentException ex) {
			throw refusal(vendor, "a value (expected: maps, lists, texts, numbers and booleans)");
		}
	}

	private static void refuse(Vendor vendor, String detail) {
		throw refusal(vendor, detail);
	}

	private static ProviderException refusal(Vendor vendor, String detail) {
		return new ProviderException(new InvalidRequest("vendor options of " + vendor + ": " + detail));
	}

	/** Puts the fields into the JSON of a request. */
	public void mergeInto(ObjectNode body) {
		merge(body, this.fields, true);
	}

	private static void merge(ObjectNode target, ObjectNode source, boolean last) {
		for (Entry<String, JsonNode> field : source.properties()) {
			JsonNode present = target.path(field.getKey());
			if (last && field.getValue().isNull()) {
				target.remove(field.getKey());
			}
			else if (field.getValue() instanceof ObjectNode from) {
				merge((present instanceof ObjectNode into) ? into : target.putObject(field.getKey()), from, last);
			}
			else if (last && present instanceof ArrayNode into && field.getValue() instanceof ArrayNode from) {
				into.addAll(from);
			}
			else {
				target.set(field.getKey(), field.getValue());
			}
		}
	}

}
