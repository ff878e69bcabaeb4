package io.github.llmrouting.provider.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;

/**
 * Puts tool calls together: of a message, which has them whole, or of deltas. A delta
 * belongs to the call with its index, or to the newest if it has none; one that brings
 * another id and a name begins another call, because some servers number every call 0.
 */
final class OpenAiToolCalls {

	private static final String NO_ARGUMENTS = "{}";

	private final List<Part> parts = new ArrayList<>();

	/** The newest call of each index. */
	private final Map<Integer, Part> newest = new HashMap<>();

	private final int maxLength;

	private int length;

	private int written;

	/**
	 * Creates an empty collection.
	 * @param maxLength most characters of all calls together
	 */
	OpenAiToolCalls(int maxLength) {
		this.maxLength = maxLength;
	}

	/**
	 * Adds the tool calls of a message or a delta.
	 * @return whether there were any
	 */
	boolean add(JsonNode message) {
		JsonNode calls = message.path("tool_calls");
		if (!calls.isArray() || calls.isEmpty()) {
			return false;
		}
		calls.forEach(this::addCall);
		return true;
	}

	private void addCall(JsonNode call) {
		String id = call.path("id").stringValue("");
		String name = call.path("function").path("name").stringValue("");
		Part known = find(call.path("index"));
		Part part = (known == null || known.isOther(id, name)) ? begin(call.path("index")) : known;
		String arguments = arguments(call.path("function").path("arguments"));
		reserve(id.length() + name.length() + arguments.length());
		this.written += name.length() + arguments.length();
		part.add(id, name, arguments);
	}

	private @Nullable Part find(JsonNode index) {
		if (index.isInt()) {
			return this.newest.get(index.intValue());
		}
		return this.parts.isEmpty() ? null : this.parts.get(this.parts.size() - 1);
	}

	private Part begin(JsonNode index) {
		reserve(Part.OVERHEAD);
		int position = this.parts.size();
		Part part = new Part("call_" + position);
		this.parts.add(part);
		this.newest.put(index.isInt() ? index.intValue() : position, part);
		return part;
	}

	private void reserve(int added) {
		if (added > this.maxLength - this.length) {
			throw new ProviderException(new Unreadable("tool calls of more than " + this.maxLength + " characters"));
		}
		this.length += added;
	}

	/** Arguments are a string that holds JSON; some servers send the JSON itself. */
	private static String arguments(JsonNode arguments) {
		return arguments.isObject() ? WireJson.writeText(arguments) : arguments.stringValue("");
	}

	/** Returns the characters that the model wrote of names and arguments. */
	int written() {
		return this.written;
	}

	boolean isEmpty() {
		return this.parts.isEmpty();
	}

	/**
	 * Returns the calls that are whole. What an answer that was cut off holds of a call
	 * is left out; arguments that the model got wrong are not.
	 * @throws ProviderException with {@link Unreadable} if a call names no tool
	 */
	List<ToolCall> whole(FinishReason reason) {
		boolean cutOff = OpenAiFinishReasons.cutsOff(reason);
		return this.parts.stream().filter((part) -> !cutOff || part.isWhole()).map(Part::toolCall).toList();
	}

	/** A call as far as it is known. */
	private static final class Part {

		/** What a call takes beside its text, in characters, generously. */
		private static final int OVERHEAD = 256;

		/** For servers that give none; whoever answers next may insist on one. */
		private final String substituteId;

		private String id = "";

		private String name = "";

		private final StringBuilder arguments = new StringBuilder();

		Part(String substituteId) {
			this.substituteId = substituteId;
		}

		boolean isOther(String id, String name) {
			return !id.isEmpty() && !name.isEmpty() && !this.id.isEmpty() && !id.equals(this.id);
		}

		void add(String id, String name, String arguments) {
			this.id = this.id.isEmpty() ? id : this.id;
			this.name = this.name.isEmpty() ? name : this.name;
			this.arguments.append(arguments);
		}

		boolean isWhole() {
			return !this.name.isEmpty() && WireJson.readLeniently(this.arguments.toString()).isObject();
		}

		ToolCall toolCall() {
			if (this.name.isEmpty()) {
				throw new ProviderException(new Unreadable("a tool call without a name"));
			}
			String text = this.arguments.toString();
			return new ToolCall(this.id.isEmpty() ? this.substituteId : this.id, "function", this.name,
					text.isBlank() ? NO_ARGUMENTS : text);
		}

	}

}
