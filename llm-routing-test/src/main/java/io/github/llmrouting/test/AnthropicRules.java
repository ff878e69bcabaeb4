package io.github.llmrouting.test;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Anthropic demands of a request beyond its mandatory fields: tool results that
 * follow their calls, thinking that comes back as it was signed, a budget within the
 * limit, and marks of the prompt cache in number and order.
 */
final class AnthropicRules {

	private static final int SMALLEST_BUDGET = 1024;

	private static final int MOST_MARKS = 4;

	private final JsonNode body;

	private final List<JsonNode> messages;

	AnthropicRules(JsonNode body) {
		this.body = body;
		this.messages = body.path("messages").valueStream().toList();
	}

	/** Returns what is said about the first rule that is broken. */
	Optional<String> violation() {
		Stream<Supplier<@Nullable String>> rules = Stream.of(this::choice, this::budget, this::marks, this::tools,
				this::thinking);
		return rules.map((rule) -> Optional.ofNullable(rule.get())).flatMap(Optional::stream).findFirst();
	}

	private @Nullable String choice() {
		String type = this.body.path("tool_choice").path("type").stringValue("auto");
		if (!Set.of("auto", "any", "tool", "none").contains(type)) {
			return "tool_choice: Input tag '" + type + "' found using 'type' does not match any of the expected tags:"
					+ " 'auto', 'any', 'tool', 'none'";
		}
		String name = this.body.path("tool_choice").path("name").stringValue("");
		boolean known = this.body.path("tools")
			.valueStream()
			.anyMatch((tool) -> tool.path("name").stringValue("").equals(name));
		return (type.equals("tool") && !known) ? "Tool '" + name + "' not found in provided tools" : null;
	}

	private @Nullable String budget() {
		if (!thinks()) {
			return null;
		}
		long budget = this.body.path("thinking").path("budget_tokens").longValue(0);
		if (budget < SMALLEST_BUDGET) {
			return "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024";
		}
		return (this.body.path("max_tokens").longValue() > budget) ? null
				: "`max_tokens` must be greater than `thinking.budget_tokens`.";
	}

	private boolean thinks() {
		return this.body.path("thinking").path("type").stringValue("").equals("enabled");
	}

	private @Nullable String marks() {
		List<String> spans = AnthropicBlocks.of(this.body)
			.stream()
			.flatMap((block) -> Optional.ofNullable(AnthropicBlocks.timeToLive(block)).stream())
			.toList();
		if (spans.size() > MOST_MARKS) {
			return "A maximum of 4 blocks with cache_control may be provided. Found " + spans.size() + ".";
		}
		return (spans.contains("5m") && spans.lastIndexOf("1h") > spans.indexOf("5m"))
				? "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block" : null;
	}

	private @Nullable String tools() {
		for (int index = 0; index < this.messages.size(); index++) {
			List<String> called = (index > 0) ? ids("tool_use", "id", this.messages.get(index - 1)) : List.of();
			List<String> answered = ids("tool_result", "tool_use_id", this.messages.get(index));
			if (!answered.containsAll(called)) {
				return "messages." + (index - 1) + ": `tool_use` ids were found without `tool_result` blocks"
						+ " immediately after: " + without(called, answered)
						+ ". Each `tool_use` block must have a corresponding `tool_result` block in the next message.";
			}
			if (!called.containsAll(answered)) {
				return "messages." + index + ".content.0: unexpected `tool_use_id` found in `tool_result` blocks: "
						+ without(answered, called) + ". Each `tool_result` block must have a corresponding"
						+ " `tool_use` block in the previous message.";
			}
		}
		return null;
	}

	private static List<String> ids(String type, String field, JsonNode message) {
		return AnthropicBlocks.ofType(type, message)
			.stream()
			.map((block) -> block.path(field).stringValue(""))
			.toList();
	}

	private static String without(List<String> ids, List<String> others) {
		return ids.stream().filter((id) -> !others.contains(id)).collect(Collectors.joining(", "));
	}

	private @Nullable String thinking() {
		for (int index = 0; index < this.messages.size(); index++) {
			for (JsonNode block : AnthropicBlocks.ofType("thinking", this.messages.get(index))) {
				String thinking = block.path("thinking").stringValue("");
				if (!AnthropicSignature.of(thinking).equals(block.path("signature").stringValue(""))) {
					return "messages." + index + ".content.0: Invalid `signature` in `thinking` block";
				}
			}
		}
		return thinks() ? unthinking() : null;
	}

	/** Tool calls that have not led to an answer yet must still have their thinking. */
	private @Nullable String unthinking() {
		int newest = this.messages.size() - 1;
		if (newest < 1 || ids("tool_result", "tool_use_id", this.messages.get(newest)).isEmpty()) {
			return null;
		}
		String first = this.messages.get(newest - 1).path("content").path(0).path("type").stringValue("");
		return Set.of("thinking", "redacted_thinking").contains(first) ? null : "messages." + (newest - 1)
				+ ".content.0.type: Expected `thinking` or `redacted_thinking`, but found `" + first
				+ "`. When `thinking` is enabled, a final `assistant` message must start with a" + " thinking block.";
	}

}
