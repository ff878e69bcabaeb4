package io.github.llmrouting.test;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The blocks of an Anthropic request in the order in which the model reads them: tools,
 * system, messages. A text that stands for a block is one.
 */
final class AnthropicBlocks {

	private AnthropicBlocks() {
	}

	static List<JsonNode> of(JsonNode body) {
		List<JsonNode> blocks = new ArrayList<>();
		body.path("tools").forEach(blocks::add);
		addContent(blocks, body.path("system"));
		body.path("messages").forEach((message) -> addContent(blocks, message.path("content")));
		return blocks;
	}

	private static void addContent(List<JsonNode> blocks, JsonNode content) {
		if (content.isArray()) {
			content.forEach(blocks::add);
		}
		else if (content.isString()) {
			blocks.add(JsonMapper.shared().createObjectNode().put("type", "text").put("text", content.stringValue()));
		}
	}

	/** Returns the blocks of one message that are of a type. */
	static List<JsonNode> ofType(String type, JsonNode message) {
		return message.path("content")
			.valueStream()
			.filter((block) -> block.path("type").stringValue("").equals(type))
			.toList();
	}

	/**
	 * Returns how long a block asks to have the prompt up to its end cached.
	 * @return {@code null} if it does not ask
	 */
	static @Nullable String timeToLive(JsonNode block) {
		JsonNode mark = block.path("cache_control");
		return mark.isObject() ? mark.path("ttl").stringValue("5m") : null;
	}

}
