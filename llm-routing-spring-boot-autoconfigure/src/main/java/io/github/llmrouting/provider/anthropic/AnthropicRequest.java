package io.github.llmrouting.provider.anthropic;

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
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.util.StringUtils;

/**
 * A request as it is sent.
 *
 * @param body its JSON
 * @param dropped what the prompt asks for and the body does not
 */
record AnthropicRequest(ObjectNode body, List<String> dropped) {

	/**
	 * Returns the request for a whole answer.
	 * @throws ProviderException with {@link InvalidRequest} if the API cannot be asked
	 * this
	 */
	static AnthropicRequest whole(ProviderRequest request) {
		return whole(request, Map.of());
	}

	/**
	 * Returns the request for a whole answer.
	 * @param configured fields that every request to the provider has beside ours
	 */
	static AnthropicRequest whole(ProviderRequest request, Map<String, Object> configured) {
		return of(request, WireJson.object(), configured);
	}

	/**
	 * Returns the request for a stream.
	 * @throws ProviderException with {@link InvalidRequest} if the API cannot be asked
	 * this
	 */
	static AnthropicRequest streamed(ProviderRequest request) {
		return streamed(request, Map.of());
	}

	/**
	 * Returns the request for a stream.
	 * @param configured fields that every request to the provider has beside ours
	 */
	static AnthropicRequest streamed(ProviderRequest request, Map<String, Object> configured) {
		return of(request, WireJson.object().put("stream", true), configured);
	}

	private static AnthropicRequest of(ProviderRequest request, ObjectNode body, Map<String, Object> configured) {
		List<String> dropped = new ArrayList<>();
		Deployment deployment = request.deployment();
		List<Message> conversation = request.prompt().getInstructions();
		ChatOptions options = request.prompt().getOptions();
		body.put("model", deployment.model());
		new AnthropicOptionsWriter(body, dropped).write(options, deployment.facts());
		if (options instanceof RequestOptions further) {
			new AnthropicFurtherOptions(deployment, body, dropped).write(further, conversation);
		}
		dropped.addAll(RequestOptions.unread(options));
		ExtraFields.of(Vendor.ANTHROPIC, configured, options).mergeInto(body);
		new AnthropicMessageWriter(body, dropped).write(conversation);
		AnthropicPromptCache.mark(body, request.promptCaching());
		return new AnthropicRequest(body, List.copyOf(dropped));
	}

	/**
	 * Returns the JSON object that a text holds, an empty one if the text is blank.
	 * @param what the text is, for the failure
	 */
	static ObjectNode object(String what, String json) {
		JsonNode object = StringUtils.hasText(json) ? WireJson.readLeniently(json) : WireJson.object();
		if (!(object instanceof ObjectNode read)) {
			throw invalid(what + " (expected: a JSON object)");
		}
		return read;
	}

	static ProviderException unsupported(String detail) {
		return new ProviderException(new Unsupported(detail));
	}

	static ProviderException invalid(String detail) {
		return new ProviderException(new InvalidRequest(detail));
	}

	/** Returns no body: prompts do not belong in logs. */
	@Override
	public String toString() {
		return "AnthropicRequest[dropped=" + this.dropped + "]";
	}

}
