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
 * back: Anthropic refuses a turn that is not as it had written it [1]. Where the model
 * thought again after it had begun to write, marks among the blocks tell where its texts
 * and tool calls belong. Not thread-safe.
 * <p>
 * [1] https://platform.claude.com/docs/en/build-with-claude/extended-thinking, preserving
 * thinking blocks.
 */
final class AnthropicThinking {

	private static final String PLAIN = "thinking";

	private static final String REDACTED = "redacted_thinking";

	/** A mark; how long the text is stands beside it. */
	static final String TEXT = "text";

	/** A mark. */
	static final String TOOL_USE = "tool_use";

	/** How many characters of the message's text belong at a mark. */
	static final String CHARACTERS = "characters";

	private final Map<Integer, Block> blocks = new TreeMap<>();

	private final int maxLength;

	private int length;

	/**
	 * Creates a collection without blocks.
	 * @param maxLength most characters of all blocks together, generously counted
	 */
	AnthropicThinking(int maxLength) {
		this.maxLength = maxLength;
	}

	/** Adds a block, or the beginning of one; those of unknown kinds are ignored. */
	void start(int index, JsonNode block) {
		String type = block.path("type").stringValue("");
		if (type.equals(TEXT) || type.equals(TOOL_USE)) {
			begin(index, type);
			lengthen(index, block);
		}
		else if (type.equals(PLAIN) || type.equals(REDACTED)) {
			begin(index, type);
			append(index, "thinking", block.path("thinking").stringValue(""));
			append(index, "signature", block.path("signature").stringValue(""));
			append(index, "data", block.path("data").stringValue(""));
		}
	}

	/** Of tool calls there cannot be any number: their own limit sees to that. */
	private void begin(int index, String type) {
		reserve(type.equals(TOOL_USE) ? 0 : Block.OVERHEAD);
		this.blocks.put(index, new Block(type));
	}

	private void reserve(int added) {
		if (added > this.maxLength - this.length) {
			throw new ProviderException(
					new Unreadable("content blocks of more than " + this.maxLength + " characters"));
		}
		this.length += added;
	}

	private void lengthen(int index, JsonNode text) {
		Block block = this.blocks.get(index);
		if (block != null && block.type.equals(TEXT)) {
			block.characters += text.path("text").stringValue("").length();
		}
	}

	/** Adds what a delta brings for a block; those of unknown kinds are ignored. */
	void append(int index, JsonNode delta) {
		lengthen(index, delta);
		append(index, "thinking", delta.path("thinking").stringValue(""));
		append(index, "signature", delta.path("signature").stringValue(""));
	}

	private void append(int index, String field, String part) {
		Block block = this.blocks.get(index);
		if (block == null || part.isEmpty()) {
			return;
		}
		reserve(part.length());
		block.fields.computeIfAbsent(field, (key) -> new StringBuilder()).append(part);
	}

	/**
	 * Returns what a message is to keep, nothing if nothing was thought. Only tool calls
	 * need blocks that compatible servers did not sign: Anthropic would refuse them.
	 */
	Map<String, Object> properties(boolean hasToolCalls) {
		if (!hasToolCalls && !this.blocks.values().stream().allMatch(Block::isSigned)) {
			return Map.of();
		}
		List<Block> kept = new ArrayList<>(this.blocks.values());
		while (!kept.isEmpty() && !kept.get(kept.size() - 1).isThought()) {
			kept.remove(kept.size() - 1);
		}
		return kept.isEmpty() ? Map.of()
				: Map.of(AnthropicClient.THINKING_BLOCKS, kept.stream().map(Block::toMap).toList());
	}

	/** Returns the blocks that a message kept, in their order, marks included. */
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

	/** Returns whether the model thinks if it gets a request. */
	static boolean isOn(ObjectNode body) {
		String type = body.path("thinking").path("type").stringValue("");
		return type.isEmpty() ? AnthropicModels.thinkUnasked(body.path("model").stringValue(""))
				: !type.equals("disabled");
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
		return first == null || of(first).stream().limit(1).anyMatch((block) -> !isMark(block));
	}

	private static boolean isMark(ObjectNode block) {
		String type = block.path("type").stringValue("");
		return type.equals(TEXT) || type.equals(TOOL_USE);
	}

	/** A block as far as it is known. */
	private static final class Block {

		/** What a block takes beside its text, in characters, generously. */
		private static final int OVERHEAD = 256;

		private final String type;

		private final Map<String, StringBuilder> fields = new TreeMap<>();

		private int characters;

		Block(String type) {
			this.type = type;
		}

		boolean isSigned() {
			return !this.type.equals(PLAIN) || this.fields.containsKey("signature");
		}

		boolean isThought() {
			return !this.type.equals(TEXT) && !this.type.equals(TOOL_USE);
		}

		Map<String, String> toMap() {
			Map<String, String> map = new LinkedHashMap<>();
			map.put("type", this.type);
			if (this.type.equals(PLAIN)) {
				map.put("thinking", "");
			}
			if (this.type.equals(TEXT)) {
				map.put(CHARACTERS, Integer.toString(this.characters));
			}
			this.fields.forEach((field, text) -> map.put(field, text.toString()));
			return Collections.unmodifiableMap(map);
		}

	}

}
