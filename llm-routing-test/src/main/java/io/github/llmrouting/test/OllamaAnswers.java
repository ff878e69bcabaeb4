package io.github.llmrouting.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one answer as Ollama's JSON, or as lines of it. Fields that are empty or 0 are
 * left out, as Ollama does.
 */
final class OllamaAnswers {

	static final String CREATED = "2025-03-10T01:32:32.123456Z";

	private static final String LINES = "application/x-ndjson";

	/** A word of thinking, which stands for one token of reasoning. */
	private static final String THOUGHT = "Hm ";

	private final Answer answer;

	OllamaAnswers(Answer answer) {
		this.answer = answer;
	}

	static String line(ObjectNode json) {
		return json + "\n";
	}

	static AnswerStream lines(List<String> documents) {
		return new AnswerStream(LINES, List.of(), documents.stream().map((json) -> json + "\n").toList(), List.of());
	}

	String body() {
		ObjectNode message = message(this.answer.text());
		String thinking = String.join("", thoughts());
		if (!thinking.isEmpty()) {
			message.put("thinking", thinking);
		}
		if (!this.answer.toolCalls().isEmpty()) {
			ArrayNode calls = message.putArray("tool_calls");
			for (SimulatedToolCall call : this.answer.toolCalls()) {
				calls.add(toolCall(calls.size(), call));
			}
		}
		return end(message).toString();
	}

	private static ObjectNode message(String content) {
		return object().put("role", "assistant").put("content", content);
	}

	private List<String> thoughts() {
		if (!this.answer.thinking().isEmpty()) {
			return SimulatedReply.tokens(this.answer.thinking());
		}
		return Collections.nCopies((int) this.answer.usage().reasoning(), THOUGHT);
	}

	private static ObjectNode toolCall(int index, SimulatedToolCall call) {
		ObjectNode node = object().put("id", call.id());
		node.putObject("function")
			.put("index", index)
			.put("name", call.name())
			.set("arguments", JsonMapper.shared().readTree(call.arguments()));
		return node;
	}

	private ObjectNode end(ObjectNode message) {
		ObjectNode end = part(message).put("done", true);
		String reason = this.answer.finishReasonOr("stop");
		if (!reason.isEmpty()) {
			end.put("done_reason", reason);
		}
		end.put("total_duration", 182242375).put("load_duration", 41295167);
		putCount(end, "prompt_eval_count", this.answer.usage().input());
		end.put("prompt_eval_duration", 24573166);
		putCount(end, "eval_count", this.answer.usage().output());
		return end.put("eval_duration", 115959084);
	}

	private ObjectNode part(ObjectNode message) {
		ObjectNode part = object().put("model", this.answer.model()).put("created_at", CREATED);
		part.set("message", message);
		return part;
	}

	private void putCount(ObjectNode node, String name, long count) {
		if (count > 0 && !this.answer.has(SimulatedQuirk.NO_USAGE)) {
			node.put(name, count);
		}
	}

	AnswerStream stream() {
		List<String> tokens = new ArrayList<>();
		thoughts().forEach((thought) -> tokens.add(token(message("").put("thinking", thought))));
		SimulatedReply.tokens(this.answer.text()).forEach((token) -> tokens.add(token(message(token))));
		for (int i = 0; i < this.answer.toolCalls().size(); i++) {
			ObjectNode message = message("");
			message.putArray("tool_calls").add(toolCall(i, this.answer.toolCalls().get(i)));
			tokens.add(token(message));
		}
		return new AnswerStream(LINES, List.of(), tokens, List.of(line(end(message("")))));
	}

	private String token(ObjectNode message) {
		return line(part(message).put("done", false));
	}

	private static ObjectNode object() {
		return JsonMapper.shared().createObjectNode();
	}

}
