package io.github.llmrouting.provider;

import java.nio.charset.StandardCharsets;

import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as it goes over the wire. Has a mapper of its own: what an application sets for
 * its JSON must not change what a provider is sent.
 */
public final class WireJson {

	private static final int MAX_DEPTH = 64;

	/**
	 * What one answer may be made of. Without a limit, 8 MiB of the smallest values would
	 * take hundreds as a tree.
	 */
	private static final long MAX_TOKENS = 1_000_000;

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(
					StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxTokenCount(MAX_TOKENS).build())
			.build())
		.build();

	private WireJson() {
	}

	/** Returns a new, empty object. */
	public static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	/**
	 * Returns maps, lists and scalars as JSON.
	 * @throws IllegalArgumentException if a value cannot be JSON
	 */
	public static JsonNode of(Object value) {
		try {
			return MAPPER.valueToTree(value);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("a value that is no JSON", ex);
		}
	}

	/** Returns a value as UTF-8 JSON. */
	public static byte[] write(JsonNode json) {
		return MAPPER.writeValueAsBytes(json);
	}

	/** Returns a value as JSON text. */
	public static String writeText(JsonNode json) {
		return MAPPER.writeValueAsString(json);
	}

	/**
	 * Reads one JSON value.
	 * @throws ProviderException with {@link Unreadable} if the bytes are not JSON
	 */
	public static JsonNode read(byte[] json) {
		return present(readLeniently(json));
	}

	/**
	 * Reads one JSON value.
	 * @throws ProviderException with {@link Unreadable} if the text is not JSON
	 */
	public static JsonNode read(String json) {
		return present(readLeniently(json));
	}

	private static JsonNode present(JsonNode json) {
		if (json.isMissingNode()) {
			throw new ProviderException(new Unreadable("an answer that is not JSON"));
		}
		return json;
	}

	/**
	 * Reads one JSON value, or returns a missing node if the bytes are not JSON. Bytes
	 * that are no UTF-8 become U+FFFD, as in an event stream.
	 */
	public static JsonNode readLeniently(byte[] json) {
		try {
			return MAPPER.readTree(json);
		}
		catch (JacksonException ex) {
			return readLeniently(new String(json, StandardCharsets.UTF_8));
		}
	}

	/** Reads one JSON value, or returns a missing node if the text is not JSON. */
	public static JsonNode readLeniently(String json) {
		try {
			return MAPPER.readTree(json);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

}
