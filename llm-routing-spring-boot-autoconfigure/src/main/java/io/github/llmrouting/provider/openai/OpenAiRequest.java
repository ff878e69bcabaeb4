package io.github.llmrouting.provider.openai;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.llmrouting.RequestOptions;
import io.github.llmrouting.Vendor;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.provider.ExtraFields;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;
import io.github.llmrouting.provider.WireJson;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * A prompt in OpenAI's words, and the options that these words cannot express.
 */
final class OpenAiRequest {

	private static final String HOST = "api.openai.com";

	private static final String DEEPSEEK = "deepseek.com";

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
		return of(deployment, prompt, baseUrl, Map.of());
	}

	/**
	 * Writes a request.
	 * @param configured fields that every request to the provider has beside ours
	 */
	static OpenAiRequest of(Deployment deployment, Prompt prompt, URI baseUrl, Map<String, Object> configured) {
		OpenAiRequest request = new OpenAiRequest();
		request.body.put("model", deployment.model());
		new OpenAiMessages(request.body.putArray("messages"), request.dropped, wantsReasoningBack(baseUrl))
			.write(prompt.getInstructions());
		ChatOptions options = prompt.getOptions();
		if (options != null) {
			new OpenAiOptions(deployment.facts(), request.body, request.dropped).write(options,
					maxTokensField(baseUrl));
			if (options instanceof RequestOptions further) {
				new OpenAiFurtherOptions(deployment, request.body, request.dropped).write(further,
						prompt.getInstructions());
			}
			request.dropped.addAll(RequestOptions.unread(options));
		}
		ExtraFields.of(Vendor.OPENAI, configured, options).mergeInto(request.body);
		return request;
	}

	/**
	 * Returns whether the server refuses a tool loop from which the reasoning before the
	 * calls is missing [1]. Others refuse the field, or do not know it.
	 * <p>
	 * [1] https://api-docs.deepseek.com/guides/thinking_mode, read in August 2026.
	 */
	private static boolean wantsReasoningBack(URI baseUrl) {
		return baseUrl.getHost().equals(DEEPSEEK) || baseUrl.getHost().endsWith("." + DEEPSEEK);
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
		ObjectNode options = this.body.put("stream", true).withObject("/stream_options");
		if (!options.has("include_usage")) {
			options.put("include_usage", true);
		}
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

	static ProviderException unsupported(String detail) {
		return new ProviderException(new Unsupported(detail));
	}

	static ProviderException invalid(String detail) {
		return new ProviderException(new InvalidRequest(detail));
	}

}
