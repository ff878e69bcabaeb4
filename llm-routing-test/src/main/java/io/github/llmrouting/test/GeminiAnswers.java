package io.github.llmrouting.test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one answer as Gemini does, whole or in chunks: a chunk has the form of an
 * answer, repeats the usage so far, and holds function calls whole. The first call of an
 * answer is signed.
 */
final class GeminiAnswers {

	private static final String EVENTS = "text/event-stream";

	private final Answer answer;

	GeminiAnswers(Answer answer) {
		this.answer = answer;
	}

	static String event(String json) {
		return "data: " + json + "\r\n\r\n";
	}

	String body() {
		ArrayNode parts = array();
		if (!this.answer.thinking().isEmpty()) {
			parts.add(thoughtPart(this.answer.thinking()));
		}
		if (!this.answer.text().isEmpty()) {
			parts.add(textPart(this.answer.text()));
		}
		parts.addAll(callParts());
		return answer(parts, finishReason(), visibleOutput());
	}

	private static ObjectNode textPart(String text) {
		return object().put("text", text);
	}

	private static ObjectNode thoughtPart(String text) {
		return textPart(text).put("thought", true);
	}

	private List<ObjectNode> callParts() {
		List<ObjectNode> parts = new ArrayList<>();
		for (SimulatedToolCall call : this.answer.toolCalls()) {
			ObjectNode part = object();
			ObjectNode written = part.putObject("functionCall").put("name", call.name());
			written.set("args", JsonMapper.shared().readTree(call.arguments()));
			written.put("id", call.id());
			parts.add(parts.isEmpty() ? part.put("thoughtSignature", signature()) : part);
		}
		return parts;
	}

	private String signature() {
		String text = "signature of answer " + this.answer.number();
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private String finishReason() {
		return this.answer.finishReasonOr("STOP");
	}

	private long visibleOutput() {
		return this.answer.usage().output() - this.answer.usage().reasoning();
	}

	private String answer(ArrayNode parts, @Nullable String finishReason, long output) {
		ObjectNode answer = object();
		ObjectNode candidate = answer.putArray("candidates").addObject();
		ObjectNode content = candidate.putObject("content");
		if (!parts.isEmpty()) {
			content.set("parts", parts);
		}
		content.put("role", "model");
		if (finishReason != null) {
			candidate.put("finishReason", finishReason);
		}
		candidate.put("index", 0);
		if (!this.answer.has(SimulatedQuirk.NO_USAGE)) {
			answer.set("usageMetadata", usage(output));
		}
		return answer.put("modelVersion", this.answer.model()).put("responseId", "r" + this.answer.number()).toString();
	}

	/** Zeros are left out, as Google leaves them out. */
	private ObjectNode usage(long output) {
		ReplyUsage billed = this.answer.usage();
		ObjectNode usage = object().put("promptTokenCount", billed.input());
		putUnlessZero(usage, "cachedContentTokenCount", billed.cachedInput());
		putUnlessZero(usage, "candidatesTokenCount", output);
		usage.put("totalTokenCount", billed.input() + output + billed.reasoning());
		putUnlessZero(usage, "thoughtsTokenCount", billed.reasoning());
		return usage;
	}

	private static void putUnlessZero(ObjectNode usage, String field, long tokens) {
		if (tokens != 0) {
			usage.put(field, tokens);
		}
	}

	AnswerStream stream() {
		List<ObjectNode> parts = new ArrayList<>();
		SimulatedReply.tokens(this.answer.thinking()).forEach((token) -> parts.add(thoughtPart(token)));
		SimulatedReply.tokens(this.answer.text()).forEach((token) -> parts.add(textPart(token)));
		parts.addAll(callParts());
		List<String> chunks = new ArrayList<>();
		for (ObjectNode part : parts) {
			long output = visibleOutput() * (chunks.size() + 1) / parts.size();
			chunks.add(answer(array().add(part), null, output));
		}
		String last = answer(array().add(textPart("")), finishReason(), visibleOutput());
		return isOfEvents(this.answer.request()) ? events(chunks, last) : array(chunks, last);
	}

	static AnswerStream documents(RecordedRequest request, List<String> documents) {
		int end = documents.size() - 1;
		if (isOfEvents(request) || end < 0) {
			return new AnswerStream(EVENTS, List.of(), documents.stream().map(GeminiAnswers::event).toList(),
					List.of());
		}
		return array(documents.subList(0, end), documents.get(end));
	}

	private static boolean isOfEvents(RecordedRequest request) {
		return GeminiPath.of(request.path()).filter(GeminiPath::events).isPresent();
	}

	private static AnswerStream events(List<String> chunks, String last) {
		return new AnswerStream(EVENTS, List.of(), chunks.stream().map(GeminiAnswers::event).toList(),
				List.of(event(last)));
	}

	private static AnswerStream array(List<String> chunks, String last) {
		return new AnswerStream("application/json", List.of("["),
				chunks.stream().map((chunk) -> chunk + "\r\n,\r\n").toList(), List.of(last + "\r\n]"));
	}

	private static ArrayNode array() {
		return JsonMapper.shared().createArrayNode();
	}

	private static ObjectNode object() {
		return JsonMapper.shared().createObjectNode();
	}

}
