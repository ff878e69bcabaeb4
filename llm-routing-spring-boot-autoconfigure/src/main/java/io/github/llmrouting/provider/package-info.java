/**
 * The port to a vendor's API: a {@link io.github.llmrouting.provider.ProviderClient}
 * makes one attempt, without a retry of its own, and ends with an answer or with a
 * {@link io.github.llmrouting.provider.ProviderFailure} that says what failover needs to
 * know. The adapters stand in packages below; what they share stands here:
 * {@link io.github.llmrouting.provider.ProviderHttp HTTP with its filter chain}, the
 * decoding of streams of events and of JSON lines, and the timeouts of chat.
 */
@NullMarked
package io.github.llmrouting.provider;

import org.jspecify.annotations.NullMarked;
