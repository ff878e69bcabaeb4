/**
 * The adapter for Google's Gemini API:
 * {@link io.github.llmrouting.provider.gemini.GeminiClient} writes prompts as contents
 * and parts, and reads answers, streams and {@code google.rpc} errors. Stands behind the
 * port {@link io.github.llmrouting.provider.ProviderClient}.
 */
@NullMarked
package io.github.llmrouting.provider.gemini;

import org.jspecify.annotations.NullMarked;
