/**
 * The adapter for Anthropic's Messages API and for whatever speaks it:
 * {@link io.github.llmrouting.provider.anthropic.AnthropicClient} writes prompts as its
 * JSON, and reads its answers, its named stream events and its errors. Stands behind the
 * port {@link io.github.llmrouting.provider.ProviderClient}.
 */
@NullMarked
package io.github.llmrouting.provider.anthropic;

import org.jspecify.annotations.NullMarked;
