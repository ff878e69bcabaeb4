package io.github.llmrouting.provider.anthropic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;

/**
 * The thinking blocks of one answer, signatures included, as they come and as they go
 * back: within a tool loop Anthropic refuses a turn that does not begin as it had written
 * it [1]. Not thread-safe.
 * <p>
 * [1] https://platform.claude.com/docs/en/build-with-claude/extended-thinking, preserving
 * thinking blocks, read in August 2026.
 */
final class AnthropicThinking {

	private static final String PLAIN = "thinking";

	private static final String REDACTED = "redacted_thinking";

	private final Map<Integer, Block> blocks = new TreeMap<>();

	private final int maxLength;

	private int length;

	/**
	 * Creates a collection without blocks.
	 * @param maxLength most characters of all blocks together
	 */
	AnthropicThinking(int maxLength) {
		this.maxLength = maxLength;
	}

	/** Adds a block, or the beginning of one; those of other kinds are ignored. */
	void start(int index, JsonNode block) {
		String type = block.path("type").stringValue("");
		if (type.equals(PLAIN) || type.equals(REDACTED)) {
			this.blocks.put(index, new Block(type));
			append(index, "thinking", block.path("thinking").stringValue(""));
			append(index, "signature", block.path("signature").stringValue(""));
			append(index, "data", block.path("data").stringValue(""));
		}
	}

	/** Adds what a delta brings for a block; those of other kinds are ignored. */
	void append(int index, JsonNode delta) {
		append(index, "thinking", delta.path("thinking").stringValue(""));
		append(index, "signature", delta.path("signature").stringValue(""));
	}

	private void append(int index, String field, String part) {
		Block block = this.blocks.get(index);
		if (block == null || part.isEmpty()) {
			return;
		}
		if (part.length() > this.maxLength - this.length) {
			throw new ProviderException(new Unreadable("thinking of more than " + this.maxLength + " characters"));
		}
		this.length += part.length();
		block.fields.computeIfAbsent(field, (key) -> new StringBuilder()).append(part);
	}

	/**
	 * Returns what a message with tool calls is to keep, nothing if nothing was thought.
	 */
	Map<String, Object> properties() {
		List<Map<String, String>> kept = this.blocks.values().stream().map(Block::toMap).toList();
		return kept.isEmpty() ? Map.of() : Map.of(AnthropicClient.THINKING_BLOCKS, kept);
	}

	/** Returns the blocks that a message kept, in their order. */
	static List<ObjectNode> of(AssistantMessage message) {
		List<ObjectNode> blocks = new ArrayList<>();
		if (message.getMetadata().get(AnthropicClient.THINKING_BLOCKS) instanceof List<?> kept) {
			for (Object block : kept) {
				if (block instanceof Map<?, ?> fields) {
					blocks.add((ObjectNode) WireJson.of(fields));
				}
			}
		}
		return blocks;
	}

	/** Returns whether a request asks the model to think. */
	static boolean isOn(ObjectNode body) {
		String type = body.path("thinking").path("type").stringValue("disabled");
		return !type.equals("disabled");
	}

	/**
	 * Returns whether the turn that goes on began with a thought, or begins only now. A
	 * turn that another provider began, or that began without thinking, must go on
	 * without.
	 */
	static boolean mayGoOn(List<Message> conversation) {
		AssistantMessage first = null;
		for (int i = conversation.size() - 1; i >= 0 && !(conversation.get(i) instanceof UserMessage); i--) {
			if (conversation.get(i) instanceof AssistantMessage assistant) {
				first = assistant;
			}
		}
		return first == null || !of(first).isEmpty();
	}

	/** A block as far as it is known. */
	private static final class Block {

		private final String type;

		private final Map<String, StringBuilder> fields = new TreeMap<>();

		Block(String type) {
			this.type = type;
		}

		Map<String, String> toMap() {
			Map<String, String> map = new LinkedHashMap<>();
			map.put("type", this.type);
			if (this.type.equals(PLAIN)) {
				map.put("thinking", "");
			}
			this.fields.forEach((field, text) -> map.put(field, text.toString()));
			return Collections.unmodifiableMap(map);
		}

	}

}
