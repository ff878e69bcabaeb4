/**
 * Properties under {@code llm.routing} and the wiring of everything else. Known by
 * nobody.
 */
@NullMarked
package io.github.llmrouting.autoconfigure;

import org.jspecify.annotations.NullMarked;
