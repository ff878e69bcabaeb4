package io.github.llmrouting.provider.gemini;

import java.util.ArrayList;
import java.util.List;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import tools.jackson.databind.JsonNode;

/**
 * What an answer, or a chunk of one, says: that of its first candidate, the only one
 * asked for. Parts of unknown kinds, such as the code that a server tool runs, are
 * ignored.
 *
 * @param text the answer, empty if nothing is said
 * @param reasoning the thoughts, empty if none are told
 * @param textSignature the newest thought signature of a text, empty if there is none
 * @param calls the parts that hold function calls
 */
record GeminiContent(String text, String reasoning, String textSignature, List<JsonNode> calls) {

	/**
	 * Reads the content of a chunk.
	 * @throws ProviderException with {@link Unreadable} if it is not what the API says
	 */
	static GeminiContent of(JsonNode chunk) {
		requireShape(chunk.isObject());
		JsonNode candidates = chunk.path("candidates");
		requireShape(candidates.isArray() || isAbsent(candidates));
		JsonNode candidate = candidates.path(0);
		requireShape(candidate.isObject() || candidate.isMissingNode());
		JsonNode content = candidate.path("content");
		requireShape(content.isObject() || isAbsent(content));
		JsonNode parts = content.path("parts");
		requireShape(parts.isArray() || isAbsent(parts));
		return ofParts(parts);
	}

	private static boolean isAbsent(JsonNode node) {
		return node.isMissingNode() || node.isNull();
	}

	private static void requireShape(boolean expected) {
		if (!expected) {
			throw new ProviderException(new Unreadable("an answer of another shape"));
		}
	}

	private static GeminiContent ofParts(JsonNode parts) {
		StringBuilder text = new StringBuilder();
		StringBuilder reasoning = new StringBuilder();
		String textSignature = "";
		List<JsonNode> calls = new ArrayList<>(2);
		for (JsonNode part : parts) {
			requireShape(part.isObject());
			(part.path("thought").booleanValue(false) ? reasoning : text).append(part.path("text").stringValue(""));
			if (!isAbsent(part.path("functionCall"))) {
				calls.add(part);
			}
			else if (isText(part) && !GeminiSignatures.read(part).isEmpty()) {
				textSignature = GeminiSignatures.read(part);
			}
		}
		return new GeminiContent(text.toString(), reasoning.toString(), textSignature, calls);
	}

	private static boolean isText(JsonNode part) {
		return part.has("text") && !part.path("thought").booleanValue(false);
	}

}
