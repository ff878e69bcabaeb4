package io.github.llmrouting.provider.chatmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.util.StringUtils;

/**
 * Writes the options of a prompt in the type of the chat model's own, over its own
 * values. What the type does not hold is found by reading it back. A chat model that
 * names no type of its own gets portable options, and none at all if nothing is asked:
 * whatever it is made of then takes its own.
 */
final class TargetOptions {

	private static final ChatOptions NOTHING = ToolCallingChatOptions.builder().toolCallbacks(List.of()).build();

	private static final Class<?> UNSPECIFIC = ChatOptions.builder().build().getClass();

	private static final double PRECISION = 1e-6;

	private final ChatOptions preset;

	private final Deployment deployment;

	private final List<Message> conversation;

	private final ChatOptions.Builder<?> builder;

	private final List<String> dropped = new ArrayList<>();

	/**
	 * Creates a writer.
	 * @param preset the chat model's own options
	 * @param deployment names the model and tells what it can do
	 * @param conversation that the options are for
	 */
	TargetOptions(ChatOptions preset, Deployment deployment, List<Message> conversation) {
		this.preset = preset;
		this.deployment = deployment;
		this.conversation = conversation;
		this.builder = isUnspecific() ? ToolCallingChatOptions.builder().combineWith(preset.mutate()) : preset.mutate();
	}

	private boolean isUnspecific() {
		return this.preset.getClass() == UNSPECIFIC;
	}

	/** Returns what was asked for and left out. */
	List<String> dropped() {
		return List.copyOf(this.dropped);
	}

	/**
	 * Returns the options for the chat model.
	 * @param asked the caller's; options of the chat model's own type are passed on as a
	 * whole
	 * @return {@code null} for none
	 */
	@Nullable ChatOptions write(@Nullable ChatOptions asked) {
		if (asked != null && isOfOwnType(asked)) {
			this.builder.combineWith(asked.mutate());
		}
		if (!this.deployment.model().equals(ChatModelClient.OWN_MODEL)) {
			this.builder.model(this.deployment.model());
		}
		else if (asked != null) {
			this.builder.model(this.preset.getModel());
		}
		writeTools(asked);
		ChatOptions written = (asked != null) ? writeAsked(asked) : this.builder.build();
		return (isUnspecific() && written.equals(NOTHING)) ? null : written;
	}

	private boolean isOfOwnType(@Nullable ChatOptions asked) {
		return asked != null && asked.getClass() == this.preset.getClass();
	}

	/** The tools of the chat model's own options are no tools that the caller can run. */
	private void writeTools(@Nullable ChatOptions asked) {
		List<ToolCallback> tools = tools(asked);
		if (!isOfOwnType(asked)) {
			FurtherWishes wishes = FurtherWishes.of(asked, this.conversation, !tools.isEmpty());
			this.dropped.addAll(wishes.dropped());
			tools = wishes.withoutTools() ? List.of() : tools;
		}
		if (this.builder instanceof ToolCallingChatOptions.Builder<?> calling) {
			calling.toolCallbacks(tools);
		}
		else if (!tools.isEmpty()) {
			throw new ProviderException(new Unsupported("tools for a chat model whose options hold none"));
		}
	}

	private static List<ToolCallback> tools(@Nullable ChatOptions asked) {
		List<ToolCallback> tools = (asked instanceof ToolCallingChatOptions calling) ? calling.getToolCallbacks()
				: null;
		return (tools != null) ? tools.stream().<ToolCallback>map(ToolSignature::new).toList() : List.of();
	}

	private ChatOptions writeAsked(ChatOptions asked) {
		boolean sampled = this.deployment.facts().can(Capability.TEMPERATURE);
		set(asked.getMaxTokens(), this.builder::maxTokens);
		set(sampled ? asked.getTemperature() : null, this.builder::temperature);
		set(sampled ? asked.getTopP() : null, this.builder::topP);
		set(sampled ? asked.getTopK() : null, this.builder::topK);
		set(asked.getFrequencyPenalty(), this.builder::frequencyPenalty);
		set(asked.getPresencePenalty(), this.builder::presencePenalty);
		set(asked.getStopSequences(), this.builder::stopSequences);
		if (asked instanceof ToolCallingChatOptions calling
				&& this.builder instanceof ToolCallingChatOptions.Builder<?> target) {
			set(calling.getToolContext(), target::toolContext);
		}
		String schema = (asked instanceof StructuredOutputChatOptions structured) ? structured.getOutputSchema() : null;
		writeOutputSchema(schema);
		ChatOptions written = this.builder.build();
		compare(asked, written);
		compareOutputSchema(schema, written);
		return written;
	}

	private static <T> void set(@Nullable T value, Consumer<T> setter) {
		if (value == null) {
			return;
		}
		try {
			setter.accept(value);
		}
		catch (UnsupportedOperationException ex) {
			// Seen when the options are read back, like a setter that does nothing
		}
	}

	private void writeOutputSchema(@Nullable String schema) {
		if (StringUtils.hasText(schema) && this.deployment.facts().can(Capability.STRUCTURED_OUTPUT)
				&& this.builder instanceof StructuredOutputChatOptions.Builder<?> structured) {
			set(schema, structured::outputSchema);
		}
	}

	private void compare(ChatOptions asked, ChatOptions written) {
		compare("max-tokens", asked.getMaxTokens(), written.getMaxTokens());
		compare("temperature", asked.getTemperature(), written.getTemperature());
		compare("top-p", asked.getTopP(), written.getTopP());
		compare("top-k", asked.getTopK(), written.getTopK());
		compare("frequency-penalty", asked.getFrequencyPenalty(), written.getFrequencyPenalty());
		compare("presence-penalty", asked.getPresencePenalty(), written.getPresencePenalty());
		compare("stop-sequences", asked.getStopSequences(), written.getStopSequences());
	}

	private void compare(String name, @Nullable Object asked, @Nullable Object written) {
		boolean kept = (asked instanceof Number one && written instanceof Number other)
				? Math.abs(one.doubleValue() - other.doubleValue()) < PRECISION : Objects.equals(asked, written);
		if (asked != null && !kept && !isEmpty(asked)) {
			this.dropped.add(name);
		}
	}

	private static boolean isEmpty(Object asked) {
		return asked instanceof List<?> list && list.isEmpty();
	}

	/** A type may keep a schema in a form of its own. */
	private void compareOutputSchema(@Nullable String asked, ChatOptions written) {
		boolean kept = this.deployment.facts().can(Capability.STRUCTURED_OUTPUT)
				&& written instanceof StructuredOutputChatOptions structured && structured.getOutputSchema() != null;
		if (StringUtils.hasText(asked) && !kept) {
			this.dropped.add("output-schema");
		}
	}

}
