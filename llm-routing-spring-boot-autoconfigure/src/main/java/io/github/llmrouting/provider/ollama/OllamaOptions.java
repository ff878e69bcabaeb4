package io.github.llmrouting.provider.ollama;

import java.util.List;

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
 * Writes the options of a prompt, and the context window of the model, where it is known:
 * Ollama's own default is a small part of what most models can read (4,096 tokens below
 * 24 GiB of video memory). The window is allocated when the model is loaded, and a
 * request that asks for another one loads it again; to have a smaller one, give the model
 * a smaller context window in the configuration. Cloud models ignore it.
 */
final class OllamaOptions {

	private final ModelFacts facts;

	private final ObjectNode body;

	private final List<String> dropped;

	private final ObjectNode options = WireJson.object();

	/**
	 * Creates a writer.
	 * @param facts what the model can do
	 * @param body where to write
	 * @param dropped where to name what is left out
	 */
	OllamaOptions(ModelFacts facts, ObjectNode body, List<String> dropped) {
		this.facts = facts;
		this.body = body;
		this.dropped = dropped;
	}

	void write(@Nullable ChatOptions asked) {
		writeNumber("num_ctx", this.facts.contextWindow());
		if (asked != null) {
			writeAsked(asked);
		}
		if (!this.options.isEmpty()) {
			this.body.set("options", this.options);
		}
	}

	private void writeNumber(String name, @Nullable Integer value) {
		if (value != null) {
			this.options.put(name, value);
		}
	}

	private void writeAsked(ChatOptions asked) {
		writeNumber("num_predict", asked.getMaxTokens());
		writeSampling(asked);
		writeStopSequences(asked.getStopSequences());
		if (asked instanceof ToolCallingChatOptions toolCalling) {
			writeTools(toolCalling.getToolCallbacks());
		}
		if (asked instanceof StructuredOutputChatOptions structured) {
			writeOutputSchema(structured.getOutputSchema());
		}
	}

	private void writeSampling(ChatOptions asked) {
		writeSampling("temperature", asked.getTemperature());
		writeSampling("top_p", asked.getTopP());
		if (asked.getTopK() != null) {
			this.options.put("top_k", asked.getTopK());
		}
		writeSampling("presence_penalty", asked.getPresencePenalty());
		writeSampling("frequency_penalty", asked.getFrequencyPenalty());
	}

	private void writeSampling(String name, @Nullable Double value) {
		if (value == null) {
			return;
		}
		if (this.facts.can(Capability.TEMPERATURE)) {
			this.options.put(name, value);
		}
		else {
			this.dropped.add(name.replace('_', '-'));
		}
	}

	/** An empty sequence would stop an answer before it begins. */
	private void writeStopSequences(@Nullable List<String> sequences) {
		if (CollectionUtils.isEmpty(sequences)) {
			return;
		}
		List<String> accepted = sequences.stream().filter(StringUtils::hasLength).toList();
		if (accepted.size() < sequences.size()) {
			this.dropped.add("stop-sequences");
		}
		if (!accepted.isEmpty()) {
			accepted.forEach(this.options.putArray("stop")::add);
		}
	}

	private void writeTools(@Nullable List<ToolCallback> callbacks) {
		if (CollectionUtils.isEmpty(callbacks)) {
			return;
		}
		ArrayNode tools = this.body.putArray("tools");
		callbacks.forEach((callback) -> writeTool(callback.getToolDefinition(), tools.addObject()));
	}

	private static void writeTool(ToolDefinition definition, ObjectNode tool) {
		tool.put("type", "function")
			.putObject("function")
			.put("name", definition.name())
			.put("description", definition.description())
			.set("parameters", OllamaRequest.object("input schema of a tool", definition.inputSchema()));
	}

	private void writeOutputSchema(@Nullable String schema) {
		if (StringUtils.hasText(schema)) {
			this.body.set("format", OllamaRequest.object("output schema", schema));
		}
	}

}
