package io.github.llmrouting.provider.openai;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.WireJson;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * A prompt in OpenAI's words, and the options that these words cannot express.
 */
final class OpenAiRequest {

	private static final String HOST = "api.openai.com";

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

	private final ObjectNode body = WireJson.object();

	private final List<String> dropped = new ArrayList<>();

	private OpenAiRequest() {
	}

	/**
	 * Writes a request.
	 * @param deployment names the model and tells what it can do
	 * @param prompt the conversation and its options
	 * @param baseUrl of the server, which decides between words of the same meaning
	 * @throws ProviderException with {@link InvalidRequest} if the API has no place for a
	 * part of the prompt that cannot be left out
	 */
	static OpenAiRequest of(Deployment deployment, Prompt prompt, URI baseUrl) {
		OpenAiRequest request = new OpenAiRequest();
		request.body.put("model", deployment.model());
		OpenAiMessages.write(prompt.getInstructions(), request.body.putArray("messages"));
		ChatOptions options = prompt.getOptions();
		if (options != null) {
			new OpenAiOptions(deployment.facts(), request.body, request.dropped).write(options,
					maxTokensField(baseUrl));
		}
		return request;
	}

	/**
	 * Returns the field that limits the answer's length. OpenAI has deprecated
	 * {@code max_tokens}, and its reasoning models refuse it; of the compatible servers
	 * many know nothing else. A server on loopback counts as OpenAI: it is a proxy or a
	 * simulator of it.
	 */
	private static String maxTokensField(URI baseUrl) {
		String host = baseUrl.getHost();
		boolean current = host.equals(HOST) || host.endsWith("." + HOST) || LOOPBACK.contains(host);
		return current ? "max_completion_tokens" : "max_tokens";
	}

	/** Asks for the answer as it is written, its usage included. */
	OpenAiRequest streamed() {
		this.body.put("stream", true).putObject("stream_options").put("include_usage", true);
		return this;
	}

	/** Returns the request's JSON. */
	byte[] json() {
		return WireJson.write(this.body);
	}

	/** Returns the names of the options that were left out. */
	List<String> dropped() {
		return this.dropped;
	}

	static ProviderException invalid(String detail) {
		return new ProviderException(new InvalidRequest(detail));
	}

}
