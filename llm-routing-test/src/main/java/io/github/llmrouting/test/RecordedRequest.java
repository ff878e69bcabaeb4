package io.github.llmrouting.test;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as a simulated provider received it, refused ones included.
 *
 * @param method HTTP method
 * @param path path with its query, if any
 * @param headers values by header name in lower case
 * @param body body as text, empty if there was none
 */
public record RecordedRequest(String method, String path, Map<String, List<String>> headers, String body) {

	public RecordedRequest {
		headers = Map.copyOf(headers);
	}

	/**
	 * Returns the body as JSON.
	 * @throws tools.jackson.core.JacksonException if it is not JSON
	 */
	public JsonNode json() {
		return JsonMapper.shared().readTree(this.body);
	}

	/**
	 * Returns the first value of a header.
	 * @param name name in any case
	 * @return the value, {@code null} if the header was not sent
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
		return values.isEmpty() ? null : values.get(0);
	}

	boolean isPost(String path) {
		int query = this.path.indexOf('?');
		String sent = (query < 0) ? this.path : this.path.substring(0, query);
		return this.method.equals("POST") && sent.equals(path);
	}

	/**
	 * Returns whether the answer was asked for as a stream, which Ollama takes for
	 * granted unless it is told otherwise.
	 */
	public boolean stream() {
		return GeminiPath.of(this.path)
			.map(GeminiPath::stream)
			.orElseGet(() -> json().path("stream").booleanValue(isPost("/api/chat")));
	}

	/** Returns the model or deployment that was asked for, empty if none was. */
	public String model() {
		return GeminiPath.of(this.path)
			.map(GeminiPath::model)
			.or(() -> AzureOpenAiPath.of(this.path).map(AzureOpenAiPath::deployment))
			.orElseGet(() -> json().path("model").stringValue(""));
	}

	/** Returns the text of the newest user message that has any, empty if none has. */
	public String userText() {
		String text = "";
		for (JsonNode message : messages()) {
			String said = message.path("role").stringValue("").equals("user") ? text(message) : "";
			text = said.isEmpty() ? text : said;
		}
		return text;
	}

	private JsonNode messages() {
		JsonNode json = json();
		return json.has("contents") ? json.path("contents") : json.path("messages");
	}

	private static String text(JsonNode message) {
		JsonNode content = content(message);
		StringBuilder text = new StringBuilder(content.stringValue(""));
		for (JsonNode part : content) {
			text.append(part.path("text").stringValue(""));
		}
		return text.toString();
	}

	private static JsonNode content(JsonNode message) {
		return message.has("parts") ? message.path("parts") : message.path("content");
	}

	/** Returns whether the newest message brings the result of a tool. */
	public boolean hasToolResult() {
		JsonNode messages = messages();
		JsonNode newest = messages.path(messages.size() - 1);
		if (newest.path("role").stringValue("").equals("tool")) {
			return true;
		}
		return content(newest).valueStream().anyMatch(RecordedRequest::isToolResult);
	}

	private static boolean isToolResult(JsonNode part) {
		return part.path("type").stringValue("").equals("tool_result") || part.has("functionResponse");
	}

}
