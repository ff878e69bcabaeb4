package io.github.llmrouting.provider.chatmodel;

import java.util.ArrayList;
import java.util.List;

import io.github.llmrouting.RequestOptions;
import io.github.llmrouting.ToolChoice;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * What a prompt asks for beyond Spring AI's portable options. Chat models have no common
 * way to be told of it: only a choice of no tools can be kept, by telling of none.
 *
 * @param withoutTools whether the model is to be told of no tools
 * @param dropped what was asked for and cannot be said
 */
record FurtherWishes(boolean withoutTools, List<String> dropped) {

	/**
	 * Reads what is asked.
	 * @param asked the caller's options, of any class but the chat model's own
	 * @param conversation may hold the results of tools, which some vendors refuse
	 * without the tools
	 * @param tools whether there are any
	 * @throws ProviderException with {@link Unsupported} if the model has to ask for
	 * tools
	 */
	static FurtherWishes of(@Nullable ChatOptions asked, List<Message> conversation, boolean tools) {
		List<String> dropped = new ArrayList<>();
		ToolChoice choice = ToolChoice.AUTO;
		if (asked instanceof RequestOptions further) {
			choice = (tools && further.toolChoice() != null) ? further.toolChoice().at(conversation) : ToolChoice.AUTO;
			note(further, tools, dropped);
		}
		if (choice.isForced()) {
			throw new ProviderException(
					new Unsupported("tool choice: " + choice.mode() + " for a chat model (expected: AUTO or NONE)"));
		}
		boolean none = choice.mode() == ToolChoice.Mode.NONE;
		boolean ran = conversation.stream().anyMatch(ToolResponseMessage.class::isInstance);
		if (none && ran) {
			dropped.add("tool-choice");
		}
		dropped.addAll(RequestOptions.unread(asked));
		return new FurtherWishes(none && !ran, List.copyOf(dropped));
	}

	private static void note(RequestOptions further, boolean tools, List<String> dropped) {
		if (further.seed() != null) {
			dropped.add("seed");
		}
		if (tools && further.parallelToolCalls() != null) {
			dropped.add("parallel-tool-calls");
		}
		if (further.reasoningEffort() != null) {
			dropped.add("reasoning-effort");
		}
		if (!further.vendorOptions().isEmpty()) {
			dropped.add("vendor-options");
		}
	}

}
