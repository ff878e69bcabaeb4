/**
 * What can be called: a {@link io.github.llmrouting.deployment.Deployment} is one model
 * at one provider under one credential, with the
 * {@link io.github.llmrouting.deployment.ModelFacts facts} of the model: context window,
 * {@link io.github.llmrouting.deployment.ModelPrices prices} and capabilities, from the
 * built-in {@link io.github.llmrouting.deployment.ModelCatalogue} or the configuration.
 * Costs are exact; what is unknown stays unknown.
 */
@NullMarked
package io.github.llmrouting.deployment;

import org.jspecify.annotations.NullMarked;
