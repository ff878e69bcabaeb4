package io.github.llmrouting;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;

/**
 * Whether a model asks for tools.
 *
 * @param mode whether it may, must or must not
 * @param tool name of the tool for which it must ask, {@code null} unless the mode is
 * {@link Mode#TOOL}
 */
public record ToolChoice(Mode mode, @Nullable String tool) {

	/** The model decides. */
	public static final ToolChoice AUTO = new ToolChoice(Mode.AUTO, null);

	/** The model answers without tools, although it is told of them. */
	public static final ToolChoice NONE = new ToolChoice(Mode.NONE, null);

	/** The model asks for at least one tool. */
	public static final ToolChoice REQUIRED = new ToolChoice(Mode.REQUIRED, null);

	public ToolChoice {
		boolean named = tool != null && !tool.isBlank();
		if (named != (mode == Mode.TOOL)) {
			throw new IllegalArgumentException("tool: " + tool + " (expected: "
					+ ((mode == Mode.TOOL) ? "a name" : "null, because the mode " + mode + " names none") + ")");
		}
	}

	/** Returns the choice of one tool, for which the model has to ask. */
	public static ToolChoice tool(String name) {
		return new ToolChoice(Mode.TOOL, name);
	}

	/** Returns whether the model has no choice but to ask for a tool. */
	public boolean isForced() {
		return this.mode == Mode.REQUIRED || this.mode == Mode.TOOL;
	}

	/**
	 * Returns the choice that holds for a conversation: once the tools that were asked
	 * for have run, the model is free to answer. Otherwise a tool loop, which repeats the
	 * options of its first round, would never end.
	 */
	public ToolChoice at(List<Message> conversation) {
		boolean ran = !conversation.isEmpty()
				&& conversation.get(conversation.size() - 1) instanceof ToolResponseMessage;
		return (ran && isForced()) ? AUTO : this;
	}

	/** Whether a model may, must or must not ask for tools. */
	public enum Mode {

		/** It may. */
		AUTO,

		/** It must not. */
		NONE,

		/** It must ask for at least one. */
		REQUIRED,

		/** It must ask for a certain one. */
		TOOL

	}

}
