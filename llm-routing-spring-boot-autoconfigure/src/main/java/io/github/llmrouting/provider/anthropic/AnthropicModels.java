package io.github.llmrouting.provider.anthropic;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How models think, by their names. Up to Claude 4.8, and at compatible servers, they
 * think when they are asked to; the later ones do unless they are told not to, which some
 * of them cannot be [1].
 * <p>
 * [1] https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking and the
 * migration guides of the models.
 */
final class AnthropicModels {

	/** Think within a budget; the newer ones decide for themselves, given an effort. */
	private static final Pattern WITH_BUDGET = Pattern
		.compile("(?!claude-).*|claude-3.*|claude-(opus|sonnet|haiku)-4(-[015])?([-@]\\d{8})?");

	private static final Pattern WHEN_ASKED = Pattern
		.compile("(?!claude-).*|claude-3.*|claude-(opus|sonnet|haiku)-4.*");

	private static final Pattern DISABLED = Pattern
		.compile("claude-(opus|sonnet)-5([-@]\\d{8})?|claude-haiku-5-5([-@]\\d{8})?");

	private static final Pattern BETWEEN_TOOLS = Pattern.compile("claude-sonnet-5-5([-@]\\d{8})?");

	private AnthropicModels() {
	}

	/** Returns whether a model has to be told how many tokens it may think. */
	static boolean haveBudget(String model) {
		return WITH_BUDGET.matcher(model).matches();
	}

	/** Returns whether a model thinks although nobody asks it to. */
	static boolean thinkUnasked(String model) {
		return !WHEN_ASKED.matcher(model).matches();
	}

	/**
	 * Returns the type of thinking that is none, or the least, of a model that thinks
	 * unasked; nothing if there is no such type.
	 */
	static Optional<String> typeOfNoThinking(String model) {
		if (BETWEEN_TOOLS.matcher(model).matches()) {
			return Optional.of("between_tools");
		}
		return DISABLED.matcher(model).matches() ? Optional.of("disabled") : Optional.empty();
	}

}
