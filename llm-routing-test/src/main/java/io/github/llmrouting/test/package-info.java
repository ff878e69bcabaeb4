/**
 * Scripted LLM providers for tests. A {@link io.github.llmrouting.test.ProviderSimulator}
 * is an HTTP server on loopback that speaks a vendor's wire format, answers with the
 * {@link io.github.llmrouting.test.SimulatedReply} that a test gives it, faults included,
 * and remembers each {@link io.github.llmrouting.test.RecordedRequest}. It stands at the
 * far end of the request line, where the vendor would.
 */
@NullMarked
package io.github.llmrouting.test;

import org.jspecify.annotations.NullMarked;
