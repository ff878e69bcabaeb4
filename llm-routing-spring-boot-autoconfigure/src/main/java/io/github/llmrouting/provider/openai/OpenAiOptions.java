package io.github.llmrouting.provider.openai;

import java.util.List;
import java.util.regex.Pattern;

import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.Deployment;
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
import org.springframework.util.StringUtils;

/**
 * Writes the options of a prompt. Models that do not accept a temperature accept none of
 * the other numbers that steer sampling either.
 */
final class OpenAiOptions {

	private static final int MAX_STOP_SEQUENCES = 4;

	private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

	/** OpenAI wants a name for what an answer is to look like. */
	private static final String OUTPUT_NAME = "answer";

	private final Deployment deployment;

	private final OpenAiServer server;

	private final ObjectNode body;

	private final List<String> dropped;

	/**
	 * Creates a writer.
	 * @param deployment tells what the model can do
	 * @param server tells what it takes
	 * @param body where to write
	 * @param dropped where to name what is left out
	 */
	OpenAiOptions(Deployment deployment, OpenAiServer server, ObjectNode body, List<String> dropped) {
		this.deployment = deployment;
		this.server = server;
		this.body = body;
		this.dropped = dropped;
	}

	void write(ChatOptions options) {
		if (options.getMaxTokens() != null) {
			this.body.put(this.server.maxTokensField(this.deployment), options.getMaxTokens());
		}
		writeSampling("temperature", options.getTemperature(), true);
		writeSampling("top_p", options.getTopP(), true);
		writeSampling("frequency_penalty", options.getFrequencyPenalty(), this.server.takesPenalties());
		writeSampling("presence_penalty", options.getPresencePenalty(), this.server.takesPenalties());
		writeStop(options.getStopSequences());
		if (options.getTopK() != null) {
			this.dropped.add("top-k");
		}
		if (options instanceof ToolCallingChatOptions toolOptions) {
			writeTools(toolOptions.getToolCallbacks());
		}
		if (options instanceof StructuredOutputChatOptions outputOptions) {
			writeOutputSchema(outputOptions.getOutputSchema());
		}
	}

	private void writeSampling(String field, @Nullable Double value, boolean taken) {
		if (value == null) {
			return;
		}
		if (taken && this.deployment.facts().can(Capability.TEMPERATURE)) {
			this.body.put(field, value);
		}
		else {
			this.dropped.add(field.replace('_', '-'));
		}
	}

	private void writeStop(@Nullable List<String> sequences) {
		if (sequences == null || sequences.isEmpty()) {
			return;
		}
		if (!this.server.takesStop(this.deployment.facts())) {
			this.dropped.add("stop-sequences");
			return;
		}
		if (sequences.size() > MAX_STOP_SEQUENCES) {
			throw OpenAiRequest
				.unsupported("stop sequences: " + sequences.size() + " (expected: <= " + MAX_STOP_SEQUENCES + ")");
		}
		sequences.forEach(this.body.putArray("stop")::add);
	}

	private void writeTools(@Nullable List<ToolCallback> callbacks) {
		if (callbacks == null || callbacks.isEmpty()) {
			return;
		}
		ArrayNode tools = this.body.putArray("tools");
		callbacks.forEach((callback) -> writeTool(callback.getToolDefinition(), tools.addObject()));
	}

	private static void writeTool(ToolDefinition definition, ObjectNode tool) {
		if (!NAME.matcher(definition.name()).matches()) {
			throw OpenAiRequest.unsupported("tool name: " + definition.name() + " (expected: " + NAME + ")");
		}
		tool.put("type", "function")
			.putObject("function")
			.put("name", definition.name())
			.put("description", definition.description())
			.set("parameters", schema("input schema of the tool " + definition.name(), definition.inputSchema()));
	}

	private void writeOutputSchema(@Nullable String outputSchema) {
		if (!StringUtils.hasText(outputSchema)) {
			return;
		}
		if (!this.server.takesOutputSchema()) {
			throw OpenAiRequest.unsupported("output schema: the server takes none (expected: another provider)");
		}
		JsonNode schema = schema("output schema", outputSchema);
		this.body.putObject("response_format")
			.put("type", "json_schema")
			.putObject("json_schema")
			.put("name", OUTPUT_NAME)
			.put("strict", OpenAiSchemas.canBeStrict(schema))
			.set("schema", schema);
	}

	private static JsonNode schema(String name, String text) {
		JsonNode schema = WireJson.readLeniently(text);
		if (!schema.isObject()) {
			throw OpenAiRequest.invalid(name + ": not usable (expected: a JSON object)");
		}
		return schema;
	}

}
