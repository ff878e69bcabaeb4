/**
 * The way in for applications that speak Spring AI:
 * {@link io.github.llmrouting.springai.RoutingChatModel} is a chat model that asks the
 * router, so everything built on {@code ChatModel} and {@code ChatClient} is routed.
 * Hints travel in {@link io.github.llmrouting.springai.RoutingChatOptions}, or in the
 * advisor context, from where {@link io.github.llmrouting.springai.RoutingHintsAdvisor}
 * takes them. Stands in front of the whole request line.
 */
@NullMarked
package io.github.llmrouting.springai;

import org.jspecify.annotations.NullMarked;
