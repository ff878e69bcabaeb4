/**
 * Named replies of simulated providers: how each vendor succeeds and fails, with the
 * bodies and headers that it sends then. A
 * {@link io.github.llmrouting.test.script.SimulatedScript} is a reply with a name and
 * with what a client should make of it; {@code SimulatedScript.of(protocol)} lists all
 * that a protocol knows, so that a test can go through them.
 */
@NullMarked
package io.github.llmrouting.test.script;

import org.jspecify.annotations.NullMarked;
