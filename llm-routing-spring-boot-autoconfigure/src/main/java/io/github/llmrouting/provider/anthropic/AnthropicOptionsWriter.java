package io.github.llmrouting.provider.anthropic;

import java.util.List;
import java.util.regex.Pattern;

import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.WireJson;
import org.jspecify.annotations.Nullable;
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
 * Writes the options of a prompt into the body of a request. What the API or the model
 * does not take is left out and noted.
 */
final class AnthropicOptionsWriter {

	private static final int DEFAULT_MAX_TOKENS = 4096;

	private static final double MAX_TEMPERATURE = 1;

	private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

	private final ObjectNode body;

	private final List<String> dropped;

	AnthropicOptionsWriter(ObjectNode body, List<String> dropped) {
		this.body = body;
		this.dropped = dropped;
	}

	void write(@Nullable ChatOptions options, ModelFacts facts) {
		ChatOptions present = (options != null) ? options : ChatOptions.builder().build();
		writeMaxTokens(present.getMaxTokens(), facts.maxOutput());
		writeStopSequences(present.getStopSequences());
		writeSampling(present, facts.can(Capability.TEMPERATURE));
		drop("frequency-penalty", present.getFrequencyPenalty());
		drop("presence-penalty", present.getPresencePenalty());
		if (present instanceof ToolCallingChatOptions toolCalling) {
			writeTools(toolCalling.getToolCallbacks());
		}
		if (present instanceof StructuredOutputChatOptions structured) {
			writeOutputSchema(structured.getOutputSchema(), facts.can(Capability.STRUCTURED_OUTPUT));
		}
	}

	private void writeMaxTokens(@Nullable Integer asked, @Nullable Integer most) {
		int standard = (most != null) ? Math.min(most, DEFAULT_MAX_TOKENS) : DEFAULT_MAX_TOKENS;
		this.body.put("max_tokens", (asked != null) ? asked : standard);
	}

	private void writeStopSequences(@Nullable List<String> sequences) {
		if (CollectionUtils.isEmpty(sequences)) {
			return;
		}
		List<String> accepted = sequences.stream().filter(StringUtils::hasText).toList();
		if (accepted.size() < sequences.size()) {
			this.dropped.add("stop-sequences");
		}
		if (!accepted.isEmpty()) {
			accepted.forEach(this.body.putArray("stop_sequences")::add);
		}
	}

	private void writeSampling(ChatOptions options, boolean accepted) {
		if (!accepted) {
			drop("temperature", options.getTemperature());
			drop("top-p", options.getTopP());
			drop("top-k", options.getTopK());
			return;
		}
		writeTemperature(options.getTemperature());
		writeTopP(options.getTopP(), options.getTemperature() != null);
		if (options.getTopK() != null) {
			this.body.put("top_k", options.getTopK());
		}
	}

	private void writeTemperature(@Nullable Double temperature) {
		if (temperature == null) {
			return;
		}
		if (temperature > MAX_TEMPERATURE) {
			this.dropped.add("temperature");
		}
		this.body.put("temperature", Math.min(temperature, MAX_TEMPERATURE));
	}

	// Models since Claude Opus 4.1 refuse a request that sets both
	private void writeTopP(@Nullable Double topP, boolean hasTemperature) {
		if (topP != null && !hasTemperature) {
			this.body.put("top_p", topP);
		}
		else {
			drop("top-p", topP);
		}
	}

	private void drop(String option, @Nullable Object value) {
		if (value != null) {
			this.dropped.add(option);
		}
	}

	private void writeTools(@Nullable List<ToolCallback> callbacks) {
		if (CollectionUtils.isEmpty(callbacks)) {
			return;
		}
		ArrayNode tools = this.body.putArray("tools");
		callbacks.forEach((callback) -> tools.add(tool(callback.getToolDefinition())));
	}

	private static ObjectNode tool(ToolDefinition definition) {
		if (!NAME.matcher(definition.name()).matches()) {
			throw AnthropicRequest.unsupported("tool name: " + definition.name() + " (expected: " + NAME + ")");
		}
		ObjectNode tool = WireJson.object().put("name", definition.name()).put("description", definition.description());
		tool.set("input_schema", AnthropicRequest.object("input schema of a tool", definition.inputSchema()));
		return tool;
	}

	// https://platform.claude.com/docs/en/build-with-claude/structured-outputs
	private void writeOutputSchema(@Nullable String schema, boolean accepted) {
		if (!StringUtils.hasText(schema)) {
			return;
		}
		if (!accepted) {
			throw AnthropicRequest.unsupported("output schema: the model keeps to none (expected: another model)");
		}
		ObjectNode read = AnthropicRequest.object("output schema", schema);
		if (AnthropicSchemas.adapt(read)) {
			this.dropped.add("output-schema-bounds");
		}
		ObjectNode format = this.body.putObject("output_config").putObject("format").put("type", "json_schema");
		format.set("schema", read);
	}

}
