package io.github.llmrouting.provider.ollama;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.RequestOptions;
import io.github.llmrouting.Vendor;
import io.github.llmrouting.provider.ExtraFields;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.ContextTooLong;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.util.StringUtils;

/**
 * A request as it is sent. Asks that a conversation beyond the context window be an error
 * ({@link ContextTooLong}): unless {@code truncate} and {@code shift} are off, Ollama
 * drops the oldest messages, or the beginning of what it has read while it writes, and
 * does not say so. Servers from before October 2025 do not know these fields.
 *
 * @param body its JSON
 * @param dropped what the prompt asks for and the body does not
 */
record OllamaRequest(ObjectNode body, List<String> dropped) {

	/**
	 * Returns the request for a whole answer.
	 * @throws ProviderException with {@link InvalidRequest} if the API cannot be asked
	 * this
	 */
	static OllamaRequest whole(ProviderRequest request) {
		return of(request, false, Map.of());
	}

	/**
	 * Returns the request for a whole answer.
	 * @param configured fields that every request to the provider has beside ours
	 */
	static OllamaRequest whole(ProviderRequest request, Map<String, Object> configured) {
		return of(request, false, configured);
	}

	/**
	 * Returns the request for a stream.
	 * @throws ProviderException with {@link InvalidRequest} if the API cannot be asked
	 * this
	 */
	static OllamaRequest streamed(ProviderRequest request) {
		return of(request, true, Map.of());
	}

	/**
	 * Returns the request for a stream.
	 * @param configured fields that every request to the provider has beside ours
	 */
	static OllamaRequest streamed(ProviderRequest request, Map<String, Object> configured) {
		return of(request, true, configured);
	}

	private static OllamaRequest of(ProviderRequest request, boolean stream, Map<String, Object> configured) {
		List<String> dropped = new ArrayList<>();
		ObjectNode body = WireJson.object()
			.put("model", request.deployment().model())
			.put("stream", stream)
			.put("truncate", false)
			.put("shift", false);
		List<Message> conversation = request.prompt().getInstructions();
		new OllamaMessages(body.putArray("messages"), dropped).write(conversation);
		ChatOptions options = request.prompt().getOptions();
		new OllamaOptions(request.deployment().facts(), body, dropped).write(options);
		if (options instanceof RequestOptions further) {
			new OllamaFurtherOptions(request.deployment(), body, dropped).write(further, conversation);
		}
		dropped.addAll(RequestOptions.unread(options));
		ExtraFields.of(Vendor.OLLAMA, configured, options).mergeInto(body);
		return new OllamaRequest(body, List.copyOf(dropped));
	}

	/** Returns the body as it goes over the wire. */
	byte[] json() {
		return WireJson.write(this.body);
	}

	/**
	 * Returns the JSON object that a text holds, an empty one if the text is blank.
	 * @param what the text is, for the failure
	 */
	static ObjectNode object(String what, @Nullable String json) {
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
		return "OllamaRequest[dropped=" + this.dropped + "]";
	}

}
