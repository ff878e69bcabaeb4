/**
 * The adapter for Ollama's chat API, local or in Ollama's cloud:
 * {@link io.github.llmrouting.provider.ollama.OllamaClient} writes prompts as its JSON,
 * and reads its answers, its streams of JSON lines and its errors, which have texts but
 * no codes. Stands behind the port {@link io.github.llmrouting.provider.ProviderClient}.
 * Source: <a href="https://github.com/ollama/ollama">Ollama's repository</a>, docs/api.md
 * and the types of its package api, read as of 21 August 2026.
 */
@NullMarked
package io.github.llmrouting.provider.ollama;

import org.jspecify.annotations.NullMarked;
