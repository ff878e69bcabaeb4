package io.github.llmrouting.deployment;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a model.
 *
 * @param contextWindow most tokens of input and output together, or {@code null} if
 * unknown
 * @param maxOutput most tokens of one answer, or {@code null} if unknown
 * @param prices what it costs
 * @param capabilities what it can do, or {@code null} if nobody knows, in which case it
 * is trusted to do what is asked
 */
public record ModelFacts(@Nullable Integer contextWindow, @Nullable Integer maxOutput, ModelPrices prices,
		@Nullable Set<Capability> capabilities) {

	/** Facts of a model that nobody knows. */
	public static final ModelFacts UNKNOWN = new ModelFacts(null, null, ModelPrices.UNKNOWN, null);

	public ModelFacts {
		capabilities = (capabilities != null) ? Set.copyOf(capabilities) : null;
	}

	/** Returns whether the model can do something, as far as anybody knows. */
	public boolean can(Capability capability) {
		return this.capabilities == null || this.capabilities.contains(capability);
	}

}
