package io.github.llmrouting.provider.anthropic;

import io.github.llmrouting.deployment.PromptCaching;
import io.github.llmrouting.provider.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Marks what a request begins with, so that Anthropic keeps it: the tools, the system
 * text, and once the model has spoken the conversation up to its newest message. A first
 * message is not marked: it may never come again, and writing costs more than reading.
 * Three marks of at most four [1].
 * <p>
 * [1] https://platform.claude.com/docs/en/build-with-claude/prompt-caching, as of August
 * 2026.
 */
final class AnthropicPromptCache {

	private AnthropicPromptCache() {
	}

	/** Marks a request whose tools, system text and messages are written. */
	static void mark(ObjectNode body, PromptCaching caching) {
		if (caching == PromptCaching.OFF) {
			return;
		}
		markLast(body.path("tools"), caching);
		markSystem(body, caching);
		JsonNode messages = body.path("messages");
		if (messages.valueStream().anyMatch((message) -> message.path("role").stringValue("").equals("assistant"))) {
			markLast(messages.path(messages.size() - 1).path("content"), caching);
		}
	}

	private static void markSystem(ObjectNode body, PromptCaching caching) {
		JsonNode system = body.path("system");
		if (system.isString()) {
			body.putArray("system").addObject().put("type", "text").put("text", system.stringValue());
		}
		markLast(body.path("system"), caching);
	}

	private static void markLast(JsonNode blocks, PromptCaching caching) {
		if (blocks.path(blocks.size() - 1) instanceof ObjectNode last) {
			last.set("cache_control", mark(caching));
		}
	}

	private static ObjectNode mark(PromptCaching caching) {
		ObjectNode mark = WireJson.object().put("type", "ephemeral");
		return (caching == PromptCaching.ONE_HOUR) ? mark.put("ttl", "1h") : mark;
	}

}
