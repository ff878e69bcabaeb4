/**
 * What is told of requests and attempts: meters, observations and the request log. First
 * on the request line, {@link io.github.llmrouting.observation.ObservingChatRouter} tells
 * each {@link io.github.llmrouting.observation.RequestListener} how a request ended; last
 * on it, {@link io.github.llmrouting.observation.ObservedProviderClient} makes each
 * attempt an observation. Nothing here holds content, and meters take their tags from the
 * configuration and from closed sets alone.
 */
@NullMarked
package io.github.llmrouting.observation;

import org.jspecify.annotations.NullMarked;
