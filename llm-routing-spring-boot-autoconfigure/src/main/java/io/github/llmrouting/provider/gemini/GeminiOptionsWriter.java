package io.github.llmrouting.provider.gemini;

import java.util.List;
import java.util.regex.Pattern;

import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;

/**
 * Writes the options of a prompt into the body of a request. What the model does not take
 * is left out and noted; a model that takes no temperature takes none of the other
 * numbers that steer sampling either.
 */
final class GeminiOptionsWriter {

	private static final int MAX_STOP_SEQUENCES = 5;

	private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}");

	/** Refuse a form of the answer beside functions. */
	private static final Pattern EITHER_FORM_OR_TOOLS = Pattern.compile("gemini-[12]([.-].*)?");

	private final Deployment deployment;

	private final ModelFacts facts;

	private final ObjectNode body;

	private final List<String> dropped;

	private final ObjectNode config = WireJson.object();

	/**
	 * Creates a writer.
	 * @param deployment names the model and tells what it can do
	 * @param body where to write
	 * @param dropped where to name what is left out
	 */
	GeminiOptionsWriter(Deployment deployment, ObjectNode body, List<String> dropped) {
		this.deployment = deployment;
		this.facts = deployment.facts();
		this.body = body;
		this.dropped = dropped;
	}

	void write(ChatOptions options) {
		writeConfig(options);
		if (options instanceof StructuredOutputChatOptions structured) {
			writeOutputSchema(structured.getOutputSchema());
		}
		if (!this.config.isEmpty()) {
			this.body.set("generationConfig", this.config);
		}
		if (options instanceof ToolCallingChatOptions toolCalling) {
			writeTools(toolCalling.getToolCallbacks());
		}
		if (this.body.has("tools") && this.config.has("responseJsonSchema")
				&& EITHER_FORM_OR_TOOLS.matcher(this.deployment.model()).matches()) {
			throw GeminiRequest.unsupported("output schema: together with tools (expected: one of them, or Gemini 3)");
		}
	}

	private void writeConfig(ChatOptions options) {
		if (options.getMaxTokens() != null) {
			this.config.put("maxOutputTokens", options.getMaxTokens());
		}
		writeSampling("temperature", "temperature", this.config.numberNode(options.getTemperature()));
		writeSampling("topP", "top-p", this.config.numberNode(options.getTopP()));
		writeSampling("topK", "top-k", this.config.numberNode(options.getTopK()));
		writeSampling("presencePenalty", "presence-penalty", this.config.numberNode(options.getPresencePenalty()));
		writeSampling("frequencyPenalty", "frequency-penalty", this.config.numberNode(options.getFrequencyPenalty()));
		writeStopSequences(options.getStopSequences());
	}

	private void writeSampling(String field, String option, JsonNode value) {
		if (value.isNull()) {
			return;
		}
		if (this.facts.can(Capability.TEMPERATURE)) {
			this.config.set(field, value);
		}
		else {
			this.dropped.add(option);
		}
	}

	private void writeStopSequences(@Nullable List<String> sequences) {
		if (CollectionUtils.isEmpty(sequences)) {
			return;
		}
		if (sequences.size() > MAX_STOP_SEQUENCES) {
			throw GeminiRequest
				.unsupported("stop sequences: " + sequences.size() + " (expected: <= " + MAX_STOP_SEQUENCES + ")");
		}
		sequences.forEach(this.config.putArray("stopSequences")::add);
	}

	private void writeOutputSchema(@Nullable String schema) {
		if (!StringUtils.hasText(schema)) {
			return;
		}
		if (!this.facts.can(Capability.STRUCTURED_OUTPUT)) {
			throw GeminiRequest.unsupported("output schema: the model keeps to none (expected: another model)");
		}
		this.config.put("responseMimeType", "application/json")
			.set("responseJsonSchema", GeminiRequest.object("output schema", schema));
	}

	private void writeTools(@Nullable List<ToolCallback> callbacks) {
		if (CollectionUtils.isEmpty(callbacks)) {
			return;
		}
		ArrayNode declarations = this.body.putArray("tools").addObject().putArray("functionDeclarations");
		callbacks.forEach((callback) -> declarations.add(declaration(callback.getToolDefinition())));
	}

	/** A plain schema is no JSON schema at Gemini, which has a field for each. */
	private static ObjectNode declaration(ToolDefinition definition) {
		if (!NAME.matcher(definition.name()).matches()) {
			throw GeminiRequest.unsupported("tool name: " + definition.name() + " (expected: " + NAME + ")");
		}
		ObjectNode declaration = WireJson.object()
			.put("name", definition.name())
			.put("description", definition.description());
		ObjectNode schema = GeminiRequest.object("input schema of a tool", definition.inputSchema());
		return schema.isEmpty() ? declaration : declaration.set("parametersJsonSchema", schema);
	}

}
