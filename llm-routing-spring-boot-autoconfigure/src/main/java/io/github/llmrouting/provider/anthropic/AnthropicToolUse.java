package io.github.llmrouting.provider.anthropic;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.WireJson;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;

/**
 * A tool call whose arguments arrive in parts. Not thread-safe.
 */
final class AnthropicToolUse {

	/** What a call takes beside its text, in characters, generously. */
	private static final int OVERHEAD = 256;

	private static final String NO_INPUT = "{}";

	private final String id;

	private final String name;

	private final String input;

	private final StringBuilder parts = new StringBuilder();

	private AnthropicToolUse(String id, String name, String input) {
		this.id = id;
		this.name = name;
		this.input = input;
	}

	/**
	 * Returns the tool call that a block starts.
	 * @param block its input counts only if no parts follow
	 */
	static AnthropicToolUse of(JsonNode block) {
		JsonNode input = block.path("input");
		return new AnthropicToolUse(AnthropicJson.text(block, "id"), AnthropicJson.text(block, "name"),
				input.isObject() ? WireJson.writeText(input) : NO_INPUT);
	}

	/** Returns how many characters there are before any part. */
	int length() {
		return OVERHEAD + this.id.length() + this.name.length() + this.input.length();
	}

	void append(String part) {
		this.parts.append(part);
	}

	/** Returns whether the arguments are a JSON object. */
	boolean isWhole() {
		return hasNoParts() || WireJson.readLeniently(this.parts.toString()).isObject();
	}

	private boolean hasNoParts() {
		return this.parts.toString().isBlank();
	}

	/**
	 * Returns the tool call.
	 * @throws ProviderException with {@link Unreadable} if it is not {@link #isWhole()
	 * whole}
	 */
	ToolCall toolCall() {
		if (!isWhole()) {
			throw AnthropicJson.unreadable("arguments of a tool call that are no JSON object");
		}
		String arguments = hasNoParts() ? this.input : this.parts.toString();
		return new ToolCall(this.id, "function", this.name, arguments);
	}

}
