package io.github.llmrouting.deployment;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.RequestOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;

/**
 * Tells what a model must be able to do for a prompt. What can be left out without harm,
 * such as a temperature, is not among it.
 */
public final class RequiredCapabilities {

	private RequiredCapabilities() {
	}

	/** Returns what a prompt takes, in the order of the enum. */
	public static Set<Capability> of(Prompt prompt) {
		Set<Capability> required = EnumSet.noneOf(Capability.class);
		ChatOptions options = prompt.getOptions();
		addIf(options instanceof ToolCallingChatOptions tools && !CollectionUtils.isEmpty(tools.getToolCallbacks()),
				Capability.TOOLS, required);
		addIf(options instanceof StructuredOutputChatOptions output && StringUtils.hasText(output.getOutputSchema()),
				Capability.STRUCTURED_OUTPUT, required);
		addIf(options instanceof RequestOptions request && asksForReasoning(request.reasoningEffort()),
				Capability.REASONING, required);
		prompt.getInstructions()
			.stream()
			.filter(UserMessage.class::isInstance)
			.map((message) -> ((UserMessage) message).getMedia())
			.forEach((media) -> addMedia(media, required));
		return required;
	}

	private static boolean asksForReasoning(@Nullable ReasoningEffort effort) {
		return effort != null && effort != ReasoningEffort.NONE;
	}

	private static void addMedia(List<Media> media, Set<Capability> required) {
		for (Media medium : media) {
			addIf(medium.getMimeType().getType().equals("image"), Capability.IMAGES, required);
			addIf(medium.getMimeType().equalsTypeAndSubtype(Media.Format.DOC_PDF), Capability.DOCUMENTS, required);
		}
	}

	private static void addIf(boolean asked, Capability capability, Set<Capability> required) {
		if (asked) {
			required.add(capability);
		}
	}

}
