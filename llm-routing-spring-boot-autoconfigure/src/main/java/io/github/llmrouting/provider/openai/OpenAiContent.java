package io.github.llmrouting.provider.openai;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a message, or the delta of one, says in words. Text is a string, or an array of
 * parts at servers that put reasoning between text (Mistral); reasoning apart from the
 * text has no place at OpenAI and two names elsewhere.
 *
 * @param text the answer, {@code null} if there is no such field
 * @param reasoning what was thought before, empty if nothing
 * @param refusal why there is no answer, empty if there is one
 */
record OpenAiContent(@Nullable String text, String reasoning, String refusal) {

	static OpenAiContent of(JsonNode message) {
		JsonNode content = message.path("content");
		String reasoning = firstOf(message.path("reasoning_content"), message.path("reasoning"));
		return new OpenAiContent(content.isArray() ? join(content, "text") : content.stringValue(null),
				reasoning + join(content, "thinking"), message.path("refusal").stringValue(""));
	}

	/** Some servers send one text under both names. */
	private static String firstOf(JsonNode first, JsonNode second) {
		String text = first.stringValue("");
		return text.isEmpty() ? second.stringValue("") : text;
	}

	private static String join(JsonNode parts, String type) {
		StringBuilder joined = new StringBuilder();
		for (JsonNode part : parts) {
			if (part.path("type").stringValue("").equals(type)) {
				JsonNode value = part.path(type);
				joined.append(value.isArray() ? join(value, "text") : value.stringValue(""));
			}
		}
		return joined.toString();
	}

	/** Returns the text to show, which a refusal takes the place of. */
	@Nullable String shown() {
		boolean silent = this.text == null || this.text.isEmpty();
		return (silent && isRefusal()) ? this.refusal : this.text;
	}

	boolean isRefusal() {
		return !this.refusal.isEmpty();
	}

}
