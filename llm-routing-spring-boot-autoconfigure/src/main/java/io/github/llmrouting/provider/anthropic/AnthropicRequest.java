package io.github.llmrouting.provider.anthropic;

import java.util.ArrayList;
import java.util.List;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
		return of(request, WireJson.object());
	}

	/**
	 * Returns the request for a stream.
	 * @throws ProviderException with {@link InvalidRequest} if the API cannot be asked
	 * this
	 */
	static AnthropicRequest streamed(ProviderRequest request) {
		return of(request, WireJson.object().put("stream", true));
	}

	private static AnthropicRequest of(ProviderRequest request, ObjectNode body) {
		List<String> dropped = new ArrayList<>();
		body.put("model", request.deployment().model());
		new AnthropicOptionsWriter(body, dropped).write(request.prompt().getOptions(), request.deployment().facts());
		new AnthropicMessageWriter(body, dropped).write(request.prompt().getInstructions());
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

	static ProviderException invalid(String detail) {
		return new ProviderException(new InvalidRequest(detail));
	}

	/** Returns no body: prompts do not belong in logs. */
	@Override
	public String toString() {
		return "AnthropicRequest[dropped=" + this.dropped + "]";
	}

}
