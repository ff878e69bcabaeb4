package io.github.llmrouting.test;

import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * A vendor's wire format that a simulator can speak.
 */
public enum SimulatedProtocol {

	/** OpenAI chat completions. */
	OPENAI(OpenAiProtocol::new),

	/** The same at a deployment of Azure OpenAI. */
	AZURE_OPENAI(AzureOpenAiProtocol::new),

	/** Anthropic messages. */
	ANTHROPIC(() -> new AnthropicProtocol(InstantSource.system())),

	/** Gemini {@code generateContent} with an API key. */
	GEMINI(() -> new GeminiProtocol(false)),

	/** The same at Vertex AI. */
	VERTEX_AI(() -> new GeminiProtocol(true)),

	/** Ollama's chat API. */
	OLLAMA(OllamaProtocol::new);

	private final Supplier<Protocol> protocol;

	SimulatedProtocol(Supplier<Protocol> protocol) {
		this.protocol = protocol;
	}

	Protocol protocol() {
		return this.protocol.get();
	}

}
