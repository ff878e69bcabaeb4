package io.github.llmrouting.test.script;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.llmrouting.test.SimulatedProtocol;
import io.github.llmrouting.test.SimulatedReply;

/**
 * A case that a client of a vendor must be able to deal with: a reply with a name.
 * <pre class="code">
 * provider.next(AnthropicScript.OVERLOADED.reply());</pre>
 */
public interface SimulatedScript {

	/** Returns the name, unique among the scripts of a protocol. */
	String name();

	/** Returns what happens, in a few words. */
	String description();

	/** Returns what a client should make of it. */
	ScriptOutcome outcome();

	/** Returns whether it happens in streams only. */
	boolean streamOnly();

	/** Returns the reply, each time the same but for dates. */
	SimulatedReply reply();

	/** Returns all scripts of a protocol: its own, and those that it shares. */
	static List<SimulatedScript> of(SimulatedProtocol protocol) {
		Stream<? extends SimulatedScript> own = switch (protocol) {
			case OPENAI -> Arrays.stream(OpenAiScript.values());
			case AZURE_OPENAI -> Arrays.stream(AzureOpenAiScript.values());
			case ANTHROPIC -> Arrays.stream(AnthropicScript.values());
			case GEMINI -> Arrays.stream(GeminiScript.values());
			case VERTEX_AI -> Arrays.stream(GeminiScript.values()).filter((script) -> !script.isOfKeys());
			case OLLAMA -> Arrays.stream(OllamaScript.values());
		};
		return Stream
			.of(own, FormScript.of(protocol), ConnectionScript.of(protocol), RetryAfterScript.of(protocol),
					EarlyEnd.of(protocol))
			.<SimulatedScript>flatMap((scripts) -> scripts)
			.toList();
	}

}
