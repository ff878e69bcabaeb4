/** The smallest real application: chat endpoints over routed providers. */
@NullMarked
package io.github.llmrouting.sample;

import org.jspecify.annotations.NullMarked;
