package io.github.llmrouting;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.DefaultChatOptions;
import org.springframework.ai.model.tool.DefaultStructuredOutputChatOptions;
import org.springframework.ai.model.tool.DefaultToolCallingChatOptions;

/**
 * Options of a prompt that most vendors know and Spring AI's portable ones do not, and
 * options that only one vendor knows. A mixin beside the portable options, tools and
 * output schema.
 */
public interface RequestOptions extends ChatOptions {

	/**
	 * Returns the seed of the model's random choices: equal requests with an equal seed
	 * are answered alike, as far as the vendor can.
	 * @return {@code null} for any
	 */
	@Nullable Integer seed();

	/**
	 * Returns whether the model asks for tools.
	 * @return {@code null} for whatever the vendor does
	 */
	@Nullable ToolChoice toolChoice();

	/**
	 * Returns whether the model may ask for several tools at once.
	 * @return {@code null} for whatever the vendor does
	 */
	@Nullable Boolean parallelToolCalls();

	/**
	 * Returns how much the model is to think before it writes.
	 * @return {@code null} for whatever the vendor does
	 */
	@Nullable ReasoningEffort reasoningEffort();

	/**
	 * Returns fields for the request's JSON, by the vendor that is sent them. They are
	 * merged into what we write, objects field by field; elements are added to lists, a
	 * {@code null} takes a field out. The fields that hold the conversation, name the
	 * model or ask for a stream cannot be set.
	 * @return empty if there are none
	 */
	Map<Vendor, Map<String, Object>> vendorOptions();

	/**
	 * Returns the names of the vendors' option classes whose portable part was taken over
	 * and whose other part was not.
	 * @return empty if there are none
	 */
	Set<String> partlyTaken();

	/**
	 * Returns notes for the report about options that nobody reads: what only the option
	 * class of a vendor can say.
	 * @param options of a prompt, of any class
	 * @return empty if everything is read
	 */
	static List<String> unread(@Nullable ChatOptions options) {
		Set<String> types = Set.of();
		if (options instanceof RequestOptions ours) {
			types = ours.partlyTaken();
		}
		else if (options != null && !isPortable(options)) {
			types = Set.of(options.getClass().getName());
		}
		return types.stream().sorted().map((type) -> "vendor options of " + type).toList();
	}

	/**
	 * Returns whether options are of a class of Spring AI's own that all vendors share.
	 */
	static boolean isPortable(ChatOptions options) {
		Class<?> type = options.getClass();
		return type == DefaultChatOptions.class || type == DefaultToolCallingChatOptions.class
				|| type == DefaultStructuredOutputChatOptions.class;
	}

}
