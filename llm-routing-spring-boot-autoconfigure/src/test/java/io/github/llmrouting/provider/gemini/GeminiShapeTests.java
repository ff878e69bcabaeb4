package io.github.llmrouting.provider.gemini;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ServerSentEvent;
import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Puts other values in the place of each value of each golden file: whatever comes of it
 * must be an answer or a {@link ProviderException}.
 */
class GeminiShapeTests {

	private static final List<JsonNode> VALUES = Stream
		.of("null", "true", "0", "-1", "0.5", "1e400", "99999999999999999999", "\"\"", "\"x\"", "\"STOP\"", "[]",
				"[null]", "[[]]", "{}", "{\"error\":7}", "{\"functionCall\":null}", "{\"functionCall\":{\"name\":7}}",
				"{\"text\":null}")
		.map(WireJson::read)
		.toList();

	private final GeminiFailureClassifier classifier = new GeminiFailureClassifier(InstantSource.system());

	static Stream<String> answers() throws IOException {
		return GeminiFiles.names("answers", "json");
	}

	static Stream<String> streams() throws IOException {
		return GeminiFiles.names("streams", "sse").filter((name) -> !name.startsWith("no-events"));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void answerOfAnyShapeIsReadOrRefused(String name) {
		forEachVariant(WireJson.read(GeminiFiles.bytes("answers/" + name + ".json")), this::readAnswer);
	}

	private void readAnswer(JsonNode answer) {
		this.classifier.classifyAnswer(HttpHeaders.EMPTY, answer);
		this.classifier.classify(429, HttpHeaders.EMPTY, answer);
		GeminiAnswerReader.read(answer, List.of());
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamOfAnyShapeIsReadOrRefused(String name) {
		List<String> events = GeminiFiles.text("streams/" + name + ".sse")
			.lines()
			.filter((line) -> line.startsWith("data: {"))
			.map((line) -> line.substring("data: ".length()))
			.toList();

		for (int i = 0; i < events.size(); i++) {
			int changed = i;
			forEachVariant(WireJson.readLeniently(events.get(i)), (event) -> readStream(events, changed, event));
		}
	}

	private void readStream(List<String> events, int changed, JsonNode event) {
		List<ServerSentEvent> changedEvents = IntStream.range(0, events.size())
			.mapToObj((i) -> new ServerSentEvent("message", (i == changed) ? WireJson.writeText(event) : events.get(i)))
			.toList();
		GeminiReplay.reader(this.classifier, 10_000).read(Flux.fromIterable(changedEvents)).blockLast();
	}

	@Test
	void answerOfOneValueIsReadOrRefused() {
		VALUES.forEach((value) -> assertReadOrRefused(value, this::readAnswer));
	}

	private static void forEachVariant(JsonNode json, Consumer<JsonNode> reader) {
		VALUES.forEach((value) -> assertReadOrRefused(value, reader));
		for (JsonNode parent : containers(json, new ArrayList<>())) {
			if (parent instanceof ObjectNode object) {
				List.copyOf(object.propertyNames()).forEach((name) -> changeField(object, name, json, reader));
			}
			else if (parent instanceof ArrayNode array) {
				changeElements(array, json, reader);
			}
		}
	}

	private static List<JsonNode> containers(JsonNode json, List<JsonNode> found) {
		if (json.isContainer()) {
			found.add(json);
			json.forEach((child) -> containers(child, found));
		}
		return found;
	}

	private static void changeField(ObjectNode parent, String name, JsonNode json, Consumer<JsonNode> reader) {
		JsonNode before = parent.get(name);
		for (JsonNode value : VALUES) {
			parent.set(name, value);
			assertReadOrRefused(json, reader);
		}
		parent.remove(name);
		assertReadOrRefused(json, reader);
		parent.set(name, before);
	}

	private static void changeElements(ArrayNode parent, JsonNode json, Consumer<JsonNode> reader) {
		for (int i = 0; i < parent.size(); i++) {
			JsonNode before = parent.get(i);
			for (JsonNode value : VALUES) {
				parent.set(i, value);
				assertReadOrRefused(json, reader);
			}
			parent.set(i, before);
		}
	}

	private static void assertReadOrRefused(JsonNode json, Consumer<JsonNode> reader) {
		try {
			reader.accept(json);
		}
		catch (ProviderException ex) {
			// Refused
		}
		catch (RuntimeException ex) {
			assertThatCode(() -> {
				throw ex;
			}).as(json.toString()).doesNotThrowAnyException();
		}
	}

}
