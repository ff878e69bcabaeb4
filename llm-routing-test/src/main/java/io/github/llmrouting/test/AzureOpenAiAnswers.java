package io.github.llmrouting.test;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds to OpenAI's answers what Azure's filter says of prompt and answer: annotations of
 * each choice, and in a stream events that bring nothing else.
 */
final class AzureOpenAiAnswers {

	/** Model that answers whatever the deployment's name is. */
	static final String MODEL = "gpt-5.4-2026-03-05";

	private static final List<String> CATEGORIES = List.of("hate", "self_harm", "sexual", "violence");

	private final OpenAiAnswers answers;

	AzureOpenAiAnswers(Answer answer) {
		boolean named = !answer.model().equals(answer.request().model());
		this.answers = new OpenAiAnswers(named ? answer : answer.withModel(MODEL));
	}

	String body() {
		ObjectNode body = (ObjectNode) JsonMapper.shared().readTree(this.answers.body());
		body.path("choices").forEach((choice) -> annotate(choice, safe()));
		return addPromptResults(body).toString();
	}

	AnswerStream stream() {
		AnswerStream stream = this.answers.stream();
		List<String> opening = new ArrayList<>();
		opening.add(OpenAiAnswers.event(promptResults()));
		stream.opening().forEach((event) -> opening.add(annotated(event)));
		List<String> closing = new ArrayList<>();
		stream.closing().forEach((event) -> closing.add(annotated(event)));
		closing.add(closing.size() - 1, OpenAiAnswers.event(empty().toString()));
		return new AnswerStream(stream.contentType(), opening,
				stream.tokens().stream().map(AzureOpenAiAnswers::annotated).toList(), closing);
	}

	private static String promptResults() {
		return addPromptResults(empty()).toString();
	}

	/** Returns an event that answers nothing. */
	private static ObjectNode empty() {
		ObjectNode event = object();
		event.putArray("choices");
		return event.put("created", 0).put("id", "").put("model", "").put("object", "");
	}

	private static ObjectNode addPromptResults(ObjectNode node) {
		node.putArray("prompt_filter_results").addObject().put("prompt_index", 0).set("content_filter_results", safe());
		return node;
	}

	/** A chunk with content was filtered, the others have nothing to filter. */
	private static String annotated(String event) {
		String json = event.substring("data: ".length()).strip();
		if (!json.startsWith("{")) {
			return event;
		}
		JsonNode chunk = JsonMapper.shared().readTree(json);
		for (JsonNode choice : chunk.path("choices")) {
			boolean content = !choice.path("delta").path("content").stringValue("").isEmpty();
			annotate(choice, content ? safe() : object());
		}
		return OpenAiAnswers.event(chunk.toString());
	}

	private static void annotate(JsonNode choice, ObjectNode results) {
		((ObjectNode) choice).set("content_filter_results", results);
	}

	private static ObjectNode safe() {
		ObjectNode results = object();
		for (String category : CATEGORIES) {
			results.putObject(category).put("filtered", false).put("severity", "safe");
		}
		return results;
	}

	private static ObjectNode object() {
		return JsonMapper.shared().createObjectNode();
	}

}
