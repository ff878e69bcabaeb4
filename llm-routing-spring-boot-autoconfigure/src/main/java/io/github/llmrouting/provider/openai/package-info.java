/**
 * Speaks OpenAI chat completions, as OpenAI itself and the many servers that are
 * compatible with it do: an {@link io.github.llmrouting.provider.openai.OpenAiClient} is
 * the {@link io.github.llmrouting.provider.ProviderClient} of that API, and of Azure
 * OpenAI's. Where servers differ, reading is lenient; writing keeps to what
 * {@code OpenAiServer} knows that they take. Source:
 * <a href="https://github.com/openai/openai-openapi">OpenAI's API description</a>, read
 * in August 2026.
 */
@NullMarked
package io.github.llmrouting.provider.openai;

import org.jspecify.annotations.NullMarked;
