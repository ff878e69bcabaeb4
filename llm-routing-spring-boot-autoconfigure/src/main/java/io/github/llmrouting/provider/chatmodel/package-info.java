/**
 * The adapter for any Spring AI chat model:
 * {@link io.github.llmrouting.provider.chatmodel.ChatModelClient} asks a model on threads
 * that may block, with options of the model's own type, and reads from its answers,
 * chunks and exceptions what a provider's HTTP answer would tell. Stands behind the port
 * {@link io.github.llmrouting.provider.ProviderClient}.
 */
@NullMarked
package io.github.llmrouting.provider.chatmodel;

import org.jspecify.annotations.NullMarked;
