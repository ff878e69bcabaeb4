package io.github.llmrouting.provider.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

	private final ObjectNode body = WireJson.object();

	private final List<String> dropped = new ArrayList<>();

	private final OpenAiServer server;

	private OpenAiRequest(OpenAiServer server) {
		this.server = server;
	}

	/**
	 * Writes a request.
	 * @param deployment names the model and tells what it can do
	 * @param prompt the conversation and its options
	 * @param server which decides between words of the same meaning
	 * @throws ProviderException with {@link InvalidRequest} if the API has no place for a
	 * part of the prompt that cannot be left out
	 */
	static OpenAiRequest of(Deployment deployment, Prompt prompt, OpenAiServer server) {
		return of(deployment, prompt, server, Map.of());
	}

	/**
	 * Writes a request.
	 * @param configured fields that every request to the provider has beside ours
	 */
	static OpenAiRequest of(Deployment deployment, Prompt prompt, OpenAiServer server, Map<String, Object> configured) {
		OpenAiRequest request = new OpenAiRequest(server);
		request.body.put("model", deployment.model());
		OpenAiMessages.write(prompt.getInstructions(), request.body.putArray("messages"), server, request.dropped);
		ChatOptions options = prompt.getOptions();
		if (options != null) {
			new OpenAiOptions(deployment, server, request.body, request.dropped).write(options);
			if (options instanceof RequestOptions further) {
				new OpenAiFurtherOptions(deployment, server, request.body, request.dropped).write(further,
						prompt.getInstructions());
			}
			request.dropped.addAll(RequestOptions.unread(options));
		}
		ExtraFields.of(Vendor.OPENAI, configured, options).mergeInto(request.body);
		return request;
	}

	/** Asks the server, if it can be asked, to keep what the request begins with. */
	OpenAiRequest kept(Deployment deployment) {
		if (this.server.takesPromptCacheKey(deployment)) {
			OpenAiPromptCacheKey.write(this.body);
		}
		return this;
	}

	/** Asks for the answer as it is written, its usage included. */
	OpenAiRequest streamed() {
		this.body.put("stream", true);
		if (this.server.isAskedForUsage()) {
			this.body.withObject("/stream_options").put("include_usage", true);
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
