package io.github.llmrouting.springai;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.llmrouting.ReasoningEffort;
import io.github.llmrouting.RequestOptions;
import io.github.llmrouting.RoutingHints;
import io.github.llmrouting.ToolChoice;
import io.github.llmrouting.Vendor;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.DefaultToolCallingChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/**
 * The portable options of a prompt, its tools and output schema, what most vendors know
 * beyond these, and hints for choosing who answers it. Immutable.
 */
public final class RoutingChatOptions extends DefaultToolCallingChatOptions
		implements StructuredOutputChatOptions, RequestOptions {

	private final @Nullable String outputSchema;

	private final FurtherOptions further;

	private final RoutingHints hints;

	private RoutingChatOptions(ToolCallingChatOptions options, @Nullable String outputSchema, FurtherOptions further,
			RoutingHints hints) {
		super(options.getToolCallbacks(), options.getToolContext(), options.getModel(), options.getFrequencyPenalty(),
				options.getMaxTokens(), options.getPresencePenalty(), options.getStopSequences(),
				options.getTemperature(), options.getTopK(), options.getTopP());
		this.outputSchema = outputSchema;
		this.further = further;
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
		return RequestOptions.isPortable(options) ? Optional.of(Builder.of(options).build()) : Optional.empty();
	}

	/** Returns the hints, {@link RoutingHints#NONE} if there are none. */
	public RoutingHints hints() {
		return this.hints;
	}

	@Override
	public @Nullable String getOutputSchema() {
		return this.outputSchema;
	}

	@Override
	public @Nullable Integer seed() {
		return this.further.seed();
	}

	@Override
	public @Nullable ToolChoice toolChoice() {
		return this.further.toolChoice();
	}

	@Override
	public @Nullable Boolean parallelToolCalls() {
		return this.further.parallelToolCalls();
	}

	@Override
	public @Nullable ReasoningEffort reasoningEffort() {
		return this.further.reasoningEffort();
	}

	@Override
	public Map<Vendor, Map<String, Object>> vendorOptions() {
		return this.further.vendorOptions();
	}

	@Override
	public Set<String> partlyTaken() {
		return this.further.partlyTaken();
	}

	/** Returns a builder that begins with these options. */
	@Override
	public Builder mutate() {
		return Builder.of(this);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof RoutingChatOptions that
				&& Objects.equals(this.outputSchema, that.outputSchema) && this.further.equals(that.further)
				&& this.hints.equals(that.hints);
	}

	@Override
	public int hashCode() {
		return Objects.hash(super.hashCode(), this.outputSchema, this.further, this.hints);
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

		private FurtherOptions further = FurtherOptions.NONE;

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
				builder.hints(ours.hints::over);
			}
			if (options instanceof RequestOptions request) {
				builder.further = FurtherOptions.of(request);
			}
			else if (!RequestOptions.isPortable(options)) {
				builder.further = builder.further.withPartlyTaken(options.getClass().getName());
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
		 * Sets the seed of the model's random choices.
		 * @param seed any number, or {@code null} for any seed
		 */
		public Builder seed(@Nullable Integer seed) {
			this.further = this.further.withSeed(seed);
			return this;
		}

		/**
		 * Sets whether the model asks for tools. A choice that leaves it none holds until
		 * the tools have run.
		 * @param toolChoice the choice, or {@code null} for whatever the vendor does
		 */
		public Builder toolChoice(@Nullable ToolChoice toolChoice) {
			this.further = this.further.withToolChoice(toolChoice);
			return this;
		}

		/**
		 * Sets whether the model may ask for several tools at once.
		 * @param parallelToolCalls {@code null} for whatever the vendor does
		 */
		public Builder parallelToolCalls(@Nullable Boolean parallelToolCalls) {
			this.further = this.further.withParallelToolCalls(parallelToolCalls);
			return this;
		}

		/**
		 * Sets how much the model is to think before it writes.
		 * @param reasoningEffort {@code null} for whatever the vendor does
		 */
		public Builder reasoningEffort(@Nullable ReasoningEffort reasoningEffort) {
			this.further = this.further.withReasoningEffort(reasoningEffort);
			return this;
		}

		/**
		 * Adds fields to the JSON that providers of one vendor are sent, over those added
		 * before.
		 * @param vendor which; others are not sent the fields
		 * @param fields as the vendor names and nests them; see
		 * {@link RequestOptions#vendorOptions()}
		 */
		public Builder vendorOptions(Vendor vendor, Map<String, Object> fields) {
			this.further = this.further.withVendorOptions(vendor, fields);
			return this;
		}

		/**
		 * Takes over whatever another builder says. What only a vendor's options can say
		 * is left out, which the report tells; stop sequences, tools and tool context are
		 * added to those here.
		 */
		@Override
		public Builder combineWith(ChatOptions.Builder<?> other) {
			Builder that = (other instanceof Builder ours) ? ours : of(other.build());
			super.combineWith(that);
			if (that.outputSchema != null) {
				this.outputSchema = that.outputSchema;
			}
			this.further = that.further.over(this.further);
			this.hints = this.hints.andThen(that.hints);
			return this;
		}

		@Override
		public RoutingChatOptions build() {
			return new RoutingChatOptions(super.build(), this.outputSchema, this.further,
					this.hints.apply(RoutingHints.NONE));
		}

	}

}
