package io.github.llmrouting.provider.ollama;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.WireJson;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;

/**
 * The tool calls of one answer. Each comes whole; those without an id, as older servers
 * send them, are numbered beside the time of the answer, so that no other answer of the
 * conversation has the same. Not thread-safe.
 */
final class OllamaToolCalls {

	/** What a call takes beside its text, in characters, generously. */
	private static final int OVERHEAD = 64;

	private static final Pattern NO_DIGITS = Pattern.compile("\\D+");

	private final List<ToolCall> calls = new ArrayList<>();

	private final int maxLength;

	private int length;

	private int written;

	/**
	 * Creates an empty collection.
	 * @param maxLength most characters of all calls together
	 */
	OllamaToolCalls(int maxLength) {
		this.maxLength = maxLength;
	}

	/**
	 * Adds the tool calls of a message.
	 * @return whether there were any
	 * @throws ProviderException with {@link Unreadable} if one is not what the API says
	 */
	boolean add(OllamaMessage message) {
		JsonNode added = message.toolCalls();
		if (!added.isArray() || added.isEmpty()) {
			return false;
		}
		added.forEach((call) -> addCall(call, message.time()));
		return true;
	}

	private void addCall(JsonNode call, String time) {
		String id = call.path("id").stringValue("");
		String name = call.path("function").path("name").stringValue("");
		if (name.isEmpty()) {
			throw OllamaMessage.unreadable("a tool call without a name");
		}
		String arguments = arguments(call.path("function").path("arguments"));
		reserve(OVERHEAD + id.length() + name.length() + arguments.length());
		this.written += name.length() + arguments.length();
		this.calls.add(new ToolCall(id.isEmpty() ? madeOf(time) : id, "function", name, arguments));
	}

	private String madeOf(String time) {
		String digits = NO_DIGITS.matcher(time).replaceAll("");
		String made = digits.isEmpty() ? "call_" : "call_" + digits.substring(0, Math.min(digits.length(), 24)) + "_";
		return made + this.calls.size();
	}

	private static String arguments(JsonNode arguments) {
		if (arguments.isMissingNode() || arguments.isNull()) {
			return "{}";
		}
		if (!arguments.isObject()) {
			throw OllamaMessage.unreadable("arguments of a tool call that are no JSON object");
		}
		return WireJson.writeText(arguments);
	}

	private void reserve(int added) {
		if (added > this.maxLength - this.length) {
			throw OllamaMessage.unreadable("tool calls of more than " + this.maxLength + " characters");
		}
		this.length += added;
	}

	/** Returns the characters that the model wrote of names and arguments. */
	int written() {
		return this.written;
	}

	boolean isEmpty() {
		return this.calls.isEmpty();
	}

	/** Returns the calls in the order in which they came. */
	List<ToolCall> all() {
		return List.copyOf(this.calls);
	}

}
