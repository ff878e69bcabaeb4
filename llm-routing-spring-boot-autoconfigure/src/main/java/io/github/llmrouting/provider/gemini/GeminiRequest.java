package io.github.llmrouting.provider.gemini;

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
 * A request as it is sent, the same for a whole answer and a stream: the path makes the
 * difference, and names the model.
 *
 * @param body its JSON
 * @param dropped what the prompt asks for and the body does not
 */
record GeminiRequest(ObjectNode body, List<String> dropped) {

	/**
	 * Writes a request.
	 * @throws ProviderException with {@link InvalidRequest} if the API cannot be asked
	 * this
	 */
	static GeminiRequest of(ProviderRequest request) {
		return of(request, Map.of());
	}

	/**
	 * Writes a request.
	 * @param configured fields that every request to the provider has beside ours
	 */
	static GeminiRequest of(ProviderRequest request, Map<String, Object> configured) {
		ObjectNode body = WireJson.object();
		List<String> dropped = new ArrayList<>();
		Deployment deployment = request.deployment();
		List<Message> conversation = request.prompt().getInstructions();
		new GeminiContentWriter(body).write(conversation, GeminiSignatures.areRequiredBy(deployment.model()));
		ChatOptions options = request.prompt().getOptions();
		if (options != null) {
			new GeminiOptionsWriter(deployment, body, dropped).write(options);
			if (options instanceof RequestOptions further) {
				new GeminiFurtherOptions(deployment, body, dropped).write(further, conversation);
			}
			dropped.addAll(RequestOptions.unread(options));
		}
		ExtraFields.of(Vendor.GEMINI, configured, options).mergeInto(body);
		return new GeminiRequest(body, List.copyOf(dropped));
	}

	/**
	 * Takes the ids off calls and results: Vertex AI does not know them, and matches the
	 * two by name and order.
	 */
	GeminiRequest withoutCallIds() {
		for (JsonNode content : this.body.path("contents")) {
			for (JsonNode part : content.path("parts")) {
				removeId(part.path("functionCall"));
				removeId(part.path("functionResponse"));
			}
		}
		return this;
	}

	private static void removeId(JsonNode call) {
		if (call instanceof ObjectNode object) {
			object.remove("id");
		}
	}

	/** Returns the request's JSON. */
	byte[] json() {
		return WireJson.write(this.body);
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
		return "GeminiRequest[dropped=" + this.dropped + "]";
	}

}
