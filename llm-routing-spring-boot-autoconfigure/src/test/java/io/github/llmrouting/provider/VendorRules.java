package io.github.llmrouting.provider;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What each vendor refuses a conversation for, as its documentation says. */
final class VendorRules {

	private static final String ID = "[a-zA-Z0-9_-]{1,40}";

	private VendorRules() {
	}

	/** Every call is answered right after its message, under its own id. */
	static void openAi(JsonNode request) {
		List<String> open = new ArrayList<>();
		List<String> all = new ArrayList<>();
		for (JsonNode message : request.required("messages")) {
			assertThat(message.has("reasoning_content")).isFalse();
			if (message.path("role").stringValue("").equals("tool")) {
				assertThat(open.remove(message.path("tool_call_id").stringValue(""))).isTrue();
				assertThat(message.path("content").isString()).isTrue();
			}
			else {
				assertThat(open).isEmpty();
				message.path("tool_calls").forEach((call) -> open.add(call.path("id").stringValue("")));
				all.addAll(open);
			}
		}
		assertThat(open).isEmpty();
		assertThat(all).doesNotHaveDuplicates().allMatch((id) -> id.matches(ID));
	}

	/**
	 * Roles take turns, the user begins, no text is blank, and the message after calls
	 * begins with the results of all of them.
	 */
	static void anthropic(JsonNode request) {
		List<String> open = new ArrayList<>();
		List<String> all = new ArrayList<>();
		String role = "assistant";
		for (JsonNode message : request.required("messages")) {
			assertThat(message.path("role").stringValue("")).isNotEqualTo(role);
			role = message.path("role").stringValue("");
			for (JsonNode block : message.required("content")) {
				switch (block.path("type").stringValue("")) {
					case "tool_result" -> assertThat(open.remove(block.path("tool_use_id").stringValue(""))).isTrue();
					case "tool_use" -> {
						open.add(block.path("id").stringValue(""));
						all.add(block.path("id").stringValue(""));
						assertThat(block.path("input").isObject()).isTrue();
					}
					case "text" -> assertThat(block.path("text").stringValue("")).isNotBlank();
					case "thinking" -> assertThat(block.path("signature").stringValue("")).isNotEmpty();
					default ->
						assertThat(block.path("type").stringValue("")).isIn("image", "document", "redacted_thinking");
				}
			}
			assertThat(role.equals("user") ? open : List.of()).isEmpty();
		}
		assertThat(open).isEmpty();
		assertThat(all).doesNotHaveDuplicates().allMatch((id) -> id.matches(ID));
	}

	/**
	 * As many responses follow a model's turn as it has calls, and after the newest
	 * question the first call of each turn is signed.
	 */
	static void gemini(JsonNode request) {
		JsonNode contents = request.required("contents");
		int question = newestQuestion(contents);
		int calls = 0;
		for (int i = 0; i < contents.size(); i++) {
			JsonNode parts = contents.get(i).required("parts");
			assertThat(parts.isEmpty()).isFalse();
			assertThat(count(parts, "functionResponse")).isEqualTo(calls);
			calls = (int) count(parts, "functionCall");
			assertThat(calls == 0 || isOf("model", contents.get(i))).isTrue();
			assertThat(calls == 0 || i < question || isSigned(parts)).isTrue();
		}
		assertThat(calls).isZero();
	}

	private static int newestQuestion(JsonNode contents) {
		int newest = -1;
		for (int i = 0; i < contents.size(); i++) {
			boolean asks = isOf("user", contents.get(i))
					&& count(contents.get(i).path("parts"), "functionResponse") == 0;
			newest = asks ? i : newest;
		}
		return newest;
	}

	private static boolean isOf(String role, JsonNode content) {
		return content.path("role").stringValue("").equals(role);
	}

	private static long count(JsonNode parts, String field) {
		return parts.valueStream().filter((part) -> part.has(field)).count();
	}

	private static boolean isSigned(JsonNode parts) {
		JsonNode first = parts.valueStream().filter((part) -> part.has("functionCall")).findFirst().orElseThrow();
		return !first.path("thoughtSignature").stringValue("").isEmpty();
	}

	/** Arguments are objects, and a result names its tool. */
	static void ollama(JsonNode request) {
		int open = 0;
		for (JsonNode message : request.required("messages")) {
			assertThat(message.path("content").isString()).isTrue();
			if (message.path("role").stringValue("").equals("tool")) {
				assertThat(message.path("tool_name").stringValue("")).isNotEmpty();
				open--;
			}
			else {
				assertThat(open).isZero();
				open = message.path("tool_calls").size();
			}
			message.path("tool_calls")
				.forEach((call) -> assertThat(call.at("/function/arguments").isObject()).isTrue());
		}
		assertThat(open).isZero();
	}

}
