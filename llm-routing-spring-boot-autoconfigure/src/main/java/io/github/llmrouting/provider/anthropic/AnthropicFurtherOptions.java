package io.github.llmrouting.provider.anthropic;

import java.util.List;

import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.RequestOptions;
import io.github.llmrouting.ToolChoice;
import io.github.llmrouting.deployment.Deployment;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.Message;

/**
 * Writes options beyond Spring AI's portable ones, beside those and the tools that are
 * written already. Thinking [1] excludes a temperature and the like, and a forced choice
 * of tools, to which it gives way.
 * <p>
 * [1] https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking and
 * .../extended-thinking.
 */
final class AnthropicFurtherOptions {

	private static final int LEAST_BUDGET = 1024;

	/** What an answer is to have beside the thoughts, unless a limit is asked for. */
	private static final int ANSWER_TOKENS = 4096;

	private static final int TOKENS_WITH_EFFORT = 16_384;

	private final Deployment deployment;

	private final ObjectNode body;

	private final List<String> dropped;

	/**
	 * Creates a writer.
	 * @param deployment names the model and tells what it can do
	 * @param body where to write
	 * @param dropped where to name what is left out
	 */
	AnthropicFurtherOptions(Deployment deployment, ObjectNode body, List<String> dropped) {
		this.deployment = deployment;
		this.body = body;
		this.dropped = dropped;
	}

	void write(RequestOptions options, List<Message> conversation) {
		if (options.seed() != null) {
			this.dropped.add("seed");
		}
		ToolChoice choice = (options.toolChoice() != null) ? options.toolChoice().at(conversation) : ToolChoice.AUTO;
		if (this.body.has("tools")) {
			writeToolChoice(choice, options.parallelToolCalls());
		}
		ReasoningEffort effort = options.reasoningEffort();
		if (effort == ReasoningEffort.NONE) {
			writeNoThinking();
		}
		else if (effort != null) {
			writeThinking(effort, options.getMaxTokens(), conversation);
		}
	}

	private void writeToolChoice(ToolChoice choice, @Nullable Boolean parallel) {
		if (choice.mode() == ToolChoice.Mode.AUTO && parallel == null) {
			return;
		}
		ObjectNode written = this.body.putObject("tool_choice");
		switch (choice.mode()) {
			case AUTO -> written.put("type", "auto");
			case NONE -> written.put("type", "none");
			case REQUIRED -> written.put("type", "any");
			case TOOL -> written.put("type", "tool").put("name", choice.tool());
		}
		if (parallel != null && choice.mode() != ToolChoice.Mode.NONE) {
			written.put("disable_parallel_tool_use", !parallel);
		}
	}

	private void writeNoThinking() {
		if (!AnthropicModels.thinkUnasked(this.deployment.model())) {
			return;
		}
		AnthropicModels.typeOfNoThinking(this.deployment.model())
			.ifPresentOrElse((type) -> this.body.putObject("thinking").put("type", type), this::writeLeastEffort);
	}

	private void writeLeastEffort() {
		this.body.withObject("/output_config").put("effort", ReasoningEffort.LOW.tag());
		this.dropped.add("reasoning-effort");
	}

	private void writeThinking(ReasoningEffort effort, @Nullable Integer maxTokens, List<Message> conversation) {
		String choice = this.body.path("tool_choice").path("type").stringValue("");
		boolean forced = choice.equals("any") || choice.equals("tool");
		boolean written = !forced && (AnthropicModels.haveBudget(this.deployment.model())
				? AnthropicThinking.mayGoOn(conversation) && writeBudget(budget(effort), maxTokens)
				: writeEffort(effort, maxTokens));
		if (written) {
			drop("temperature", "temperature");
			drop("top_p", "top-p");
			drop("top_k", "top-k");
		}
		else {
			this.dropped.add("reasoning-effort");
		}
	}

	private static int budget(ReasoningEffort effort) {
		return switch (effort) {
			case NONE -> 0;
			case LOW -> 2_048;
			case MEDIUM -> 8_192;
			case HIGH -> 16_384;
		};
	}

	/** The limit of an answer counts the thoughts, as with other vendors. */
	private boolean writeBudget(int budget, @Nullable Integer maxTokens) {
		int most = (maxTokens != null) ? maxTokens : atMost(budget + ANSWER_TOKENS);
		int left = Math.min(budget, Math.max(most - ANSWER_TOKENS, most / 2));
		if (left < LEAST_BUDGET) {
			return false;
		}
		this.body.put("max_tokens", most);
		this.body.putObject("thinking").put("type", "enabled").put("budget_tokens", left);
		return true;
	}

	private boolean writeEffort(ReasoningEffort effort, @Nullable Integer maxTokens) {
		this.body.put("max_tokens", (maxTokens != null) ? maxTokens : atMost(TOKENS_WITH_EFFORT));
		this.body.putObject("thinking").put("type", "adaptive");
		this.body.withObject("/output_config").put("effort", effort.tag());
		return true;
	}

	private int atMost(int tokens) {
		Integer most = this.deployment.facts().maxOutput();
		return (most != null) ? Math.min(most, tokens) : tokens;
	}

	private void drop(String field, String option) {
		if (this.body.remove(field) != null) {
			this.dropped.add(option);
		}
	}

}
