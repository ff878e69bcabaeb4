package io.github.llmrouting.springai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.llmrouting.RoutingHints;
import io.github.llmrouting.RoutingHints.CacheUse;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.DefaultChatOptions;
import org.springframework.ai.model.tool.DefaultStructuredOutputChatOptions;
import org.springframework.ai.model.tool.DefaultToolCallingChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/**
 * The portable options of a prompt, its tools and output schema, and hints for choosing
 * who answers it. Immutable.
 */
public final class RoutingChatOptions extends DefaultToolCallingChatOptions implements StructuredOutputChatOptions {

	private static final Set<Class<?>> PORTABLE = Set.of(DefaultChatOptions.class, DefaultToolCallingChatOptions.class,
			DefaultStructuredOutputChatOptions.class);

	private final @Nullable String outputSchema;

	private final RoutingHints hints;

	private RoutingChatOptions(ToolCallingChatOptions options, @Nullable String outputSchema, RoutingHints hints) {
		super(options.getToolCallbacks(), options.getToolContext(), options.getModel(), options.getFrequencyPenalty(),
				options.getMaxTokens(), options.getPresencePenalty(), options.getStopSequences(),
				options.getTemperature(), options.getTopK(), options.getTopP());
		this.outputSchema = outputSchema;
		this.hints = hints;
	}

	/** Returns a builder of options that say nothing yet. */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns options as ours, unless a vendor's class would lose what only it can say.
	 */
	static Optional<RoutingChatOptions> ofPortable(@Nullable ChatOptions options) {
		if (options instanceof RoutingChatOptions ours) {
			return Optional.of(ours);
		}
		if (options == null) {
			return Optional.of(builder().build());
		}
		return PORTABLE.contains(options.getClass()) ? Optional.of(Builder.of(options).build()) : Optional.empty();
	}

	/** Returns the hints, {@link RoutingHints#NONE} if there are none. */
	public RoutingHints hints() {
		return this.hints;
	}

	@Override
	public @Nullable String getOutputSchema() {
		return this.outputSchema;
	}

	/** Returns a builder that begins with these options. */
	@Override
	public Builder mutate() {
		return Builder.of(this);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof RoutingChatOptions that
				&& Objects.equals(this.outputSchema, that.outputSchema) && this.hints.equals(that.hints);
	}

	@Override
	public int hashCode() {
		return Objects.hash(super.hashCode(), this.outputSchema, this.hints);
	}

	/**
	 * Returns model, hints and the number of tools: the rest may hold content, which does
	 * not belong in logs.
	 */
	@Override
	public String toString() {
		List<?> tools = getToolCallbacks();
		return "RoutingChatOptions[model=" + getModel() + ", tools=" + ((tools != null) ? tools.size() : 0) + ", hints="
				+ this.hints + "]";
	}

	/**
	 * Collects options. Not thread-safe.
	 */
	public static final class Builder extends DefaultToolCallingChatOptions.Builder<Builder>
			implements StructuredOutputChatOptions.Builder<Builder> {

		private @Nullable String outputSchema;

		private Function<RoutingHints, RoutingHints> hints = Function.identity();

		private Builder() {
		}

		private static Builder of(ChatOptions options) {
			Builder builder = new Builder().model(options.getModel())
				.frequencyPenalty(options.getFrequencyPenalty())
				.maxTokens(options.getMaxTokens())
				.presencePenalty(options.getPresencePenalty())
				.stopSequences(options.getStopSequences())
				.temperature(options.getTemperature())
				.topK(options.getTopK())
				.topP(options.getTopP());
			if (options instanceof ToolCallingChatOptions tools) {
				builder.toolCallbacks(tools.getToolCallbacks()).toolContext(tools.getToolContext());
			}
			if (options instanceof StructuredOutputChatOptions structured) {
				builder.outputSchema(structured.getOutputSchema());
			}
			if (options instanceof RoutingChatOptions ours) {
				builder.hints((base) -> combined(base, ours.hints));
			}
			return builder;
		}

		/**
		 * Changes the hints. The change is made when the options are built, on what
		 * defaults and earlier changes left.
		 * @param change such as {@code (hints) -> hints.withTask("code")}
		 */
		public Builder hints(UnaryOperator<RoutingHints> change) {
			this.hints = this.hints.andThen(change);
			return this;
		}

		/**
		 * Sets the JSON schema that the answer has to follow.
		 * @param outputSchema schema as JSON, or {@code null} for any answer
		 */
		@Override
		public Builder outputSchema(@Nullable String outputSchema) {
			this.outputSchema = outputSchema;
			return this;
		}

		/**
		 * Takes over whatever another builder says. What only a vendor's options can say
		 * is left out; stop sequences, tools and tool context are added to those here.
		 */
		@Override
		public Builder combineWith(ChatOptions.Builder<?> other) {
			Builder that = (other instanceof Builder ours) ? ours : of(other.build());
			super.combineWith(that);
			if (that.outputSchema != null) {
				this.outputSchema = that.outputSchema;
			}
			this.hints = this.hints.andThen(that.hints);
			return this;
		}

		@Override
		public RoutingChatOptions build() {
			return new RoutingChatOptions(super.build(), this.outputSchema, this.hints.apply(RoutingHints.NONE));
		}

		private static RoutingHints combined(RoutingHints base, RoutingHints over) {
			Map<String, String> attributes = new LinkedHashMap<>(base.attributes());
			attributes.putAll(over.attributes());
			return new RoutingHints(either(over.route(), base.route()), either(over.task(), base.task()),
					either(over.caller(), base.caller()), either(over.stickyKey(), base.stickyKey()),
					either(over.maxCost(), base.maxCost()), either(over.maxLatency(), base.maxLatency()),
					either(over.timeout(), base.timeout()),
					(over.cache() != CacheUse.USE) ? over.cache() : base.cache(), attributes);
		}

		private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
			return (first != null) ? first : second;
		}

	}

}
