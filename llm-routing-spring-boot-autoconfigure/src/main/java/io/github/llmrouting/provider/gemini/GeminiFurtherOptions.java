package io.github.llmrouting.provider.gemini;

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
 * written already. How much a model thinks is a budget up to Gemini 2.5, and a level from
 * Gemini 3 on [1].
 * <p>
 * [1] https://ai.google.dev/gemini-api/docs/thinking.
 */
final class GeminiFurtherOptions {

	private static final Pattern WITH_BUDGET = Pattern.compile("gemini-[12]([.-].*)?");

	/** Knows two levels only. */
	private static final Pattern LOW_OR_HIGH = Pattern.compile("gemini-3-pro.*");

	private static final Pattern PRO = Pattern.compile(".*-pro(-.*)?");

	private static final int LEAST_BUDGET_OF_PRO = 128;

	private final Deployment deployment;

	private final ObjectNode body;

	private final List<String> dropped;

	/**
	 * Creates a writer.
	 * @param deployment names the model and tells what it can do
	 * @param body where to write
	 * @param dropped where to name what is left out
	 */
	GeminiFurtherOptions(Deployment deployment, ObjectNode body, List<String> dropped) {
		this.deployment = deployment;
		this.body = body;
		this.dropped = dropped;
	}

	void write(RequestOptions options, List<Message> conversation) {
		if (options.seed() != null) {
			config().put("seed", options.seed());
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

	private ObjectNode config() {
		return this.body.withObject("/generationConfig");
	}

	private void writeThinking(ReasoningEffort effort) {
		ObjectNode thinking = config().putObject("thinkingConfig");
		if (WITH_BUDGET.matcher(this.deployment.model()).matches()) {
			thinking.put("thinkingBudget", budget(effort));
		}
		else {
			thinking.put("thinkingLevel", level(effort));
		}
		if (effort != ReasoningEffort.NONE) {
			thinking.put("includeThoughts", true);
		}
	}

	private int budget(ReasoningEffort effort) {
		return switch (effort) {
			case NONE -> isPro() ? LEAST_BUDGET_OF_PRO : 0;
			case LOW -> 1_024;
			case MEDIUM -> 8_192;
			case HIGH -> 24_576;
		};
	}

	private String level(ReasoningEffort effort) {
		return switch (effort) {
			case NONE -> isPro() ? "low" : "minimal";
			case LOW, HIGH -> effort.tag();
			case MEDIUM -> LOW_OR_HIGH.matcher(this.deployment.model()).matches() ? "high" : effort.tag();
		};
	}

	private boolean isPro() {
		return PRO.matcher(this.deployment.model()).matches();
	}

	private void writeToolChoice(@Nullable ToolChoice choice, List<Message> conversation) {
		if (choice == null) {
			return;
		}
		ToolChoice now = choice.at(conversation);
		ObjectNode written = this.body.putObject("toolConfig").putObject("functionCallingConfig");
		switch (now.mode()) {
			case AUTO -> written.put("mode", "AUTO");
			case NONE -> written.put("mode", "NONE");
			case REQUIRED -> written.put("mode", "ANY");
			case TOOL -> written.put("mode", "ANY").putArray("allowedFunctionNames").add(now.tool());
		}
	}

}
