package io.github.llmrouting.provider.chatmodel;

import java.util.List;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;
import io.github.llmrouting.provider.ProviderRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * A prompt as the chat model gets it.
 *
 * @param prompt the conversation, with options of the model's own type
 * @param dropped what the caller asked for and these options cannot hold
 */
record TargetPrompt(Prompt prompt, List<String> dropped) {

	/**
	 * Returns the prompt for a chat model.
	 * @param preset the chat model's own options, which are kept where nothing is asked
	 * @param request what is asked
	 * @throws ProviderException with {@link Unsupported} if the model cannot be asked
	 * this
	 */
	static TargetPrompt of(@Nullable ChatOptions preset, ProviderRequest request) {
		TargetOptions options = new TargetOptions((preset != null) ? preset : ChatOptions.builder().build(),
				request.deployment(), request.prompt().getInstructions());
		ChatOptions written = options.write(request.prompt().getOptions());
		return new TargetPrompt(new Prompt(request.prompt().getInstructions(), written), options.dropped());
	}

	/** Returns no prompt: it does not belong in logs. */
	@Override
	public String toString() {
		return "TargetPrompt[dropped=" + this.dropped + "]";
	}

}
