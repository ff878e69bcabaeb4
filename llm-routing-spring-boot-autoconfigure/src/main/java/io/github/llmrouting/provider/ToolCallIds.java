package io.github.llmrouting.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The ids of tool calls as one request writes them. Conversations move between vendors,
 * and some vendors insist on letters, digits, dashes and underscores, on a length, and on
 * ids that no other call of the conversation has; some give none at all. Ids that are
 * fine stay as they are; the same conversation gets the same ids each time. Not
 * thread-safe.
 */
public final class ToolCallIds {

	private static final Pattern ACCEPTED = Pattern.compile("[a-zA-Z0-9_-]{1,40}");

	private final Set<String> used = new HashSet<>();

	private final Map<String, Deque<String>> unanswered = new HashMap<>();

	/** Returns the id to write for a call, in the order of the conversation. */
	public String ofCall(String id) {
		String written = accepted(id);
		for (int again = 2; !this.used.add(written); again++) {
			written = hashed(id + "#" + again);
		}
		this.unanswered.computeIfAbsent(id, (key) -> new ArrayDeque<>()).add(written);
		return written;
	}

	/** Returns the id to write for the result of a call: that of the call. */
	public String ofResult(String id) {
		Deque<String> calls = this.unanswered.get(id);
		return (calls == null || calls.isEmpty()) ? accepted(id) : calls.remove();
	}

	private static String accepted(String id) {
		return ACCEPTED.matcher(id).matches() ? id : hashed(id);
	}

	private static String hashed(String id) {
		return "call_" + UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
	}

}
