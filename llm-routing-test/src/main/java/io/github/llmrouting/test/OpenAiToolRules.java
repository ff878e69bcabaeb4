package io.github.llmrouting.test;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What OpenAI demands of the tools in a request: a result answers a call that was made,
 * each call is answered before the conversation goes on, and a choice needs its tool.
 */
final class OpenAiToolRules {

	private final JsonNode body;

	OpenAiToolRules(JsonNode body) {
		this.body = body;
	}

	/** Returns the refusal of what breaks a rule. */
	Optional<SimulatedReply> violation() {
		Optional<SimulatedReply> choice = choice();
		return choice.isPresent() ? choice : results();
	}

	private Optional<SimulatedReply> choice() {
		JsonNode choice = this.body.path("tool_choice");
		if (choice.isMissingNode() || choice.isNull()) {
			return Optional.empty();
		}
		if (this.body.path("tools").isEmpty()) {
			return refusal("tool_choice", null,
					"Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.");
		}
		if (choice.isString() && !Set.of("none", "auto", "required").contains(choice.stringValue())) {
			return refusal("tool_choice", "invalid_value", "Invalid value: '" + choice.stringValue()
					+ "'. Supported values are: 'none', 'auto', and 'required'.");
		}
		String name = choice.path("function").path("name").stringValue("");
		return (name.isEmpty() || hasTool(name)) ? Optional.empty() : refusal("tool_choice", null,
				"Invalid value for 'tool_choice': function '" + name + "' not found in 'tools'.");
	}

	private boolean hasTool(String name) {
		return this.body.path("tools")
			.valueStream()
			.anyMatch((tool) -> tool.at("/function/name").asString().equals(name));
	}

	private Optional<SimulatedReply> results() {
		Set<String> open = new LinkedHashSet<>();
		int index = 0;
		for (JsonNode message : this.body.path("messages")) {
			boolean result = message.path("role").stringValue("").equals("tool");
			if (result && !open.remove(message.path("tool_call_id").stringValue(""))) {
				return refusal("messages.[" + index + "].role", null, "Invalid parameter: messages with role 'tool'"
						+ " must be a response to a preceding message with 'tool_calls'.");
			}
			if (!result && !open.isEmpty()) {
				return unanswered(open);
			}
			message.path("tool_calls").forEach((call) -> open.add(call.path("id").stringValue("")));
			index++;
		}
		return open.isEmpty() ? Optional.empty() : unanswered(open);
	}

	private static Optional<SimulatedReply> unanswered(Set<String> open) {
		return refusal("messages", null, "An assistant message with 'tool_calls' must be followed by tool messages"
				+ " responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: "
				+ open.stream().collect(Collectors.joining(", ")));
	}

	private static Optional<SimulatedReply> refusal(String param, @Nullable String code, String message) {
		return Optional.of(SimulatedReply.status(400).error("invalid_request_error", code, param, message));
	}

}
