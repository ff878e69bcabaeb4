package io.github.llmrouting.provider.gemini;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.AssistantMessage;

/**
 * Keeps the thought signatures of tool calls and texts in the properties of a message,
 * and writes them back; those of texts are not required, but recommended [1]. From Gemini
 * 3 on the API refuses a request when, after the newest question, the first call of a
 * model's turn has none [1], as happens when the turn is another provider's; a
 * placeholder that the API knows stands in there [2].
 * <p>
 * [1] https://ai.google.dev/gemini-api/docs/thought-signatures, [2] gemini-cli,
 * {@code SYNTHETIC_THOUGHT_SIGNATURE} in geminiChat.ts.
 */
final class GeminiSignatures {

	private static final String FIELD = "thoughtSignature";

	private static final String PLACEHOLDER = "skip_thought_signature_validator";

	private static final Pattern WITHOUT = Pattern.compile("gemini-[12]([.-].*)?");

	private GeminiSignatures() {
	}

	/** Returns whether a model refuses tool calls without signatures. */
	static boolean areRequiredBy(String model) {
		return !WITHOUT.matcher(model).matches();
	}

	/** Returns the signature of a part, empty if it has none. */
	static String read(JsonNode part) {
		return part.path(FIELD).stringValue("");
	}

	/**
	 * Returns what a message is to keep.
	 * @param signatures one for each call, empty for none
	 */
	static Map<String, Object> properties(List<String> signatures) {
		boolean none = signatures.stream().allMatch(String::isEmpty);
		return none ? Map.of() : Map.of(GeminiClient.THOUGHT_SIGNATURES, List.copyOf(signatures));
	}

	/**
	 * Writes the signature of a call, if the message kept it.
	 * @param index of the call within the message
	 * @param part of the call
	 */
	static void write(AssistantMessage message, int index, ObjectNode part) {
		if (message.getMetadata().get(GeminiClient.THOUGHT_SIGNATURES) instanceof List<?> signatures
				&& index < signatures.size() && signatures.get(index) instanceof String signature
				&& !signature.isEmpty()) {
			part.put(FIELD, signature);
		}
	}

	/** Writes the signature of the text, if the message kept it. */
	static void writeOfText(AssistantMessage message, ObjectNode part) {
		if (message.getMetadata().get(GeminiClient.TEXT_SIGNATURE) instanceof String signature
				&& !signature.isEmpty()) {
			part.put(FIELD, signature);
		}
	}

	/** Writes the placeholder wherever the API would miss a signature. */
	static void complete(ArrayNode contents) {
		for (int i = contents.size() - 1; i >= 0 && !isQuestion(contents.get(i)); i--) {
			contents.get(i)
				.path("parts")
				.valueStream()
				.filter((part) -> part.has("functionCall"))
				.limit(1)
				.filter((part) -> read(part).isEmpty())
				.forEach((part) -> ((ObjectNode) part).put(FIELD, PLACEHOLDER));
		}
	}

	private static boolean isQuestion(JsonNode content) {
		return content.path("role").stringValue("").equals("user")
				&& content.path("parts").valueStream().noneMatch((part) -> part.has("functionResponse"));
	}

}
