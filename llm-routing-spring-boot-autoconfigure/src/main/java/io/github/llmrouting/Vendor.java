package io.github.llmrouting;

/** Whose form of requests a provider takes. */
public enum Vendor {

	/** OpenAI's chat completions, at OpenAI and at compatible servers. */
	OPENAI,

	/** Anthropic's messages. */
	ANTHROPIC,

	/** Google's {@code generateContent}. */
	GEMINI,

	/** Ollama's own chat API. */
	OLLAMA

}
