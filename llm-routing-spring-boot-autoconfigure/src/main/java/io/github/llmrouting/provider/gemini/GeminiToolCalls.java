package io.github.llmrouting.provider.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.WireJson;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;

/** Collects the function calls of an answer, each of which comes whole. */
final class GeminiToolCalls {

	/** What a call takes beside its text, in characters, generously. */
	private static final int OVERHEAD = 64;

	private final int maxLength;

	private final List<ToolCall> calls = new ArrayList<>();

	private final List<String> signatures = new ArrayList<>();

	private int length;

	private int written;

	/**
	 * Creates an empty collection.
	 * @param maxLength most characters of all calls together
	 */
	GeminiToolCalls(int maxLength) {
		this.maxLength = maxLength;
	}

	/**
	 * Adds a call.
	 * @param part that holds it
	 * @param answerId the provider's id of the answer, empty if it gives none
	 * @throws ProviderException with {@link Unreadable} if it is not what the API says
	 */
	void add(JsonNode part, String answerId) {
		JsonNode call = part.path("functionCall");
		String name = call.path("name").stringValue("");
		if (name.isEmpty()) {
			throw unreadable("a function call without a name");
		}
		ToolCall added = new ToolCall(id(call, answerId), "function", name, arguments(call.path("args")));
		String signature = GeminiSignatures.read(part);
		reserve(OVERHEAD + added.id().length() + name.length() + added.arguments().length() + signature.length());
		this.calls.add(added);
		this.written += name.length() + added.arguments().length();
		this.signatures.add(signature);
	}

	/**
	 * A call may come without an id. The one that it gets is unique in the conversation,
	 * which whoever answers next may insist on.
	 */
	private String id(JsonNode call, String answerId) {
		String id = call.path("id").stringValue("");
		String made = answerId.isEmpty() ? "call_" : "call_" + answerId + "_";
		return id.isEmpty() ? made + this.calls.size() : id;
	}

	private static String arguments(JsonNode args) {
		if (args.isMissingNode() || args.isNull()) {
			return "{}";
		}
		if (!args.isObject()) {
			throw unreadable("arguments of a function call that are no JSON object");
		}
		return WireJson.writeText(args);
	}

	private void reserve(int added) {
		if (added > this.maxLength - this.length) {
			throw unreadable("function calls of more than " + this.maxLength + " characters");
		}
		this.length += added;
	}

	private static ProviderException unreadable(String detail) {
		return new ProviderException(new Unreadable(detail));
	}

	/** Returns the characters that the model wrote of names and arguments. */
	int written() {
		return this.written;
	}

	boolean isEmpty() {
		return this.calls.isEmpty();
	}

	List<ToolCall> calls() {
		return List.copyOf(this.calls);
	}

	/** Returns what a message with the calls is to keep for the API. */
	Map<String, Object> properties() {
		return GeminiSignatures.properties(this.signatures);
	}

}
