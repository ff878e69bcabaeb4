package io.github.llmrouting.provider.ollama;

import java.util.List;
import java.util.regex.Pattern;

import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.RequestOptions;
import io.github.llmrouting.ToolChoice;
import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.Deployment;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.Message;

/**
 * Writes options beyond Spring AI's portable ones, beside those and the tools that are
 * written already. Ollama has no word for a choice of tools: one that forbids them leaves
 * them out, one that forces them is refused.
 */
final class OllamaFurtherOptions {

	/**
	 * Always thinks, more or less; any other model does or does not, and refuses levels.
	 */
	private static final Pattern WITH_LEVELS = Pattern.compile("(.*/)?gpt-oss.*");

	private final Deployment deployment;

	private final ObjectNode body;

	private final List<String> dropped;

	/**
	 * Creates a writer.
	 * @param deployment names the model and tells what it can do
	 * @param body where to write
	 * @param dropped where to name what is left out
	 */
	OllamaFurtherOptions(Deployment deployment, ObjectNode body, List<String> dropped) {
		this.deployment = deployment;
		this.body = body;
		this.dropped = dropped;
	}

	void write(RequestOptions options, List<Message> conversation) {
		if (options.seed() != null) {
			this.body.withObject("/options").put("seed", options.seed());
		}
		if (options.reasoningEffort() != null && this.deployment.facts().can(Capability.REASONING)) {
			writeThinking(options.reasoningEffort());
		}
		if (this.body.has("tools")) {
			writeToolChoice(options.toolChoice(), conversation);
			if (Boolean.FALSE.equals(options.parallelToolCalls())) {
				this.dropped.add("parallel-tool-calls");
			}
		}
	}

	private void writeThinking(ReasoningEffort effort) {
		boolean none = effort == ReasoningEffort.NONE;
		if (WITH_LEVELS.matcher(this.deployment.model()).matches()) {
			this.body.put("think", none ? ReasoningEffort.LOW.tag() : effort.tag());
		}
		else {
			this.body.put("think", !none);
		}
	}

	private void writeToolChoice(@Nullable ToolChoice choice, List<Message> conversation) {
		if (choice == null) {
			return;
		}
		ToolChoice now = choice.at(conversation);
		if (now.isForced()) {
			throw OllamaRequest.unsupported("tool choice: " + now.mode() + " (expected: AUTO or NONE)");
		}
		if (now.mode() == ToolChoice.Mode.NONE) {
			this.body.remove("tools");
		}
	}

}
