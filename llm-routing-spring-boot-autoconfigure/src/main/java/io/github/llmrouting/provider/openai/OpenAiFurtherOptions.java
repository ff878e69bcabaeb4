package io.github.llmrouting.provider.openai;

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
 * Writes options beyond Spring AI's portable ones, beside the tools that are written
 * already.
 */
final class OpenAiFurtherOptions {

	/** Knows {@code minimal}, and not {@code none}. */
	private static final Pattern THINKING_MINIMALLY = Pattern.compile("gpt-5(-mini|-nano)?(-\\d{4}.*)?");

	/** Cannot be kept from thinking. */
	private static final Pattern THINKING_ALWAYS = Pattern.compile("o\\d.*|gpt-5-(codex|pro).*|gpt-oss.*");

	private final Deployment deployment;

	private final OpenAiServer server;

	private final ObjectNode body;

	private final List<String> dropped;

	/**
	 * Creates a writer.
	 * @param deployment names the model and tells what it can do
	 * @param server tells what it calls things
	 * @param body where to write
	 * @param dropped where to name what is left out
	 */
	OpenAiFurtherOptions(Deployment deployment, OpenAiServer server, ObjectNode body, List<String> dropped) {
		this.deployment = deployment;
		this.server = server;
		this.body = body;
		this.dropped = dropped;
	}

	void write(RequestOptions options, List<Message> conversation) {
		if (options.seed() != null) {
			this.body.put(this.server.seedField(), options.seed());
		}
		if (options.reasoningEffort() != null) {
			writeReasoningEffort(options.reasoningEffort());
		}
		if (this.body.has("tools")) {
			writeToolChoice(options.toolChoice(), conversation);
			if (options.parallelToolCalls() != null) {
				this.body.put("parallel_tool_calls", options.parallelToolCalls());
			}
		}
	}

	private void writeReasoningEffort(ReasoningEffort effort) {
		if (effort != ReasoningEffort.NONE) {
			this.body.put("reasoning_effort", effort.tag());
		}
		else if (this.deployment.facts().can(Capability.REASONING)) {
			writeNoReasoning(this.deployment.model());
		}
	}

	private void writeNoReasoning(String model) {
		if (THINKING_ALWAYS.matcher(model).matches()) {
			this.dropped.add("reasoning-effort");
		}
		else {
			this.body.put("reasoning_effort", THINKING_MINIMALLY.matcher(model).matches() ? "minimal" : "none");
		}
	}

	private void writeToolChoice(@Nullable ToolChoice choice, List<Message> conversation) {
		if (choice == null) {
			return;
		}
		ToolChoice now = choice.at(conversation);
		switch (now.mode()) {
			case AUTO -> this.body.put("tool_choice", "auto");
			case NONE -> this.body.put("tool_choice", "none");
			case REQUIRED -> this.body.put("tool_choice", "required");
			case TOOL -> this.body.putObject("tool_choice")
				.put("type", "function")
				.putObject("function")
				.put("name", now.tool());
		}
	}

}
