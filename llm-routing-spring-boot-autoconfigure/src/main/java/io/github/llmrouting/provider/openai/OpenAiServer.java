package io.github.llmrouting.provider.openai;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

import io.github.llmrouting.deployment.Capability;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;

/**
 * A server that speaks OpenAI's protocol, and what a request to it must say differently
 * so that it is not refused. It is known by its host. Sources, read in November 2026:
 * <ul>
 * <li>Azure: github.com/openai/openai-python/issues/1724 and
 * github.com/langgenius/dify/issues/9746</li>
 * <li>DeepSeek: https://api-docs.deepseek.com/guides/thinking_mode and
 * github.com/llm-exe/llm-exe/issues/662</li>
 * <li>Groq: github.com/groq/groq-python/pull/175</li>
 * <li>LM Studio: https://lmstudio.ai/docs/developer/openai-compat/chat-completions</li>
 * <li>Mistral: github.com/mistralai/client-python, ChatCompletionStreamRequest, and
 * github.com/editor-code-assistant/eca/issues/231</li>
 * <li>xAI: https://docs.x.ai/developers/rest-api-reference/inference/legacy and
 * github.com/open-webui/open-webui/issues/21266</li>
 * </ul>
 */
enum OpenAiServer {

	/** OpenAI itself, in any region. */
	OPENAI("api.openai.com"),

	/** Azure OpenAI. */
	AZURE("openai.azure.com", "cognitiveservices.azure.com", "services.ai.azure.com", "openai.azure.us"),

	/** DeepSeek, which wants its reasoning back. */
	DEEPSEEK("api.deepseek.com"),

	/** Groq. */
	GROQ("api.groq.com"),

	/** Mistral, which refuses every field that it does not know. */
	MISTRAL("api.mistral.ai"),

	/** xAI. */
	XAI("api.x.ai"),

	/** A server on this machine: of open models, or a proxy or a simulator of OpenAI. */
	LOOPBACK("localhost", "127.0.0.1", "[::1]"),

	/** Any other. */
	OTHER();

	private static final String CURRENT_LIMIT = "max_completion_tokens";

	/** Deprecated by OpenAI, whose reasoning models refuse it; many know nothing else. */
	private static final String OLD_LIMIT = "max_tokens";

	private static final Pattern MODEL_OF_OPENAI = Pattern.compile("(gpt-(?!oss)|chatgpt-|o\\d).*");

	/** As https://github.com/editor-code-assistant/eca/issues/233 shows. */
	private static final Pattern MISTRAL_ID = Pattern.compile("[a-zA-Z0-9]{9}");

	private final List<String> hosts;

	OpenAiServer(String... hosts) {
		this.hosts = List.of(hosts);
	}

	/** Returns the server that a base URL leads to. */
	static OpenAiServer of(URI baseUrl) {
		String host = String.valueOf(baseUrl.getHost()).toLowerCase(Locale.ROOT);
		for (OpenAiServer server : values()) {
			if (server.hosts.stream().anyMatch((known) -> host.equals(known) || host.endsWith("." + known))) {
				return server;
			}
		}
		return OTHER;
	}

	/**
	 * Returns the field that limits the answer's length. Azure's models that reason
	 * refuse the old one, and some deployments of older models the current one.
	 */
	String maxTokensField(Deployment deployment) {
		return switch (this) {
			case OPENAI, GROQ, XAI -> CURRENT_LIMIT;
			case AZURE -> isKnownToTakeATemperature(deployment.facts()) ? OLD_LIMIT : CURRENT_LIMIT;
			case LOOPBACK -> MODEL_OF_OPENAI.matcher(deployment.model()).matches() ? CURRENT_LIMIT : OLD_LIMIT;
			case DEEPSEEK, MISTRAL, OTHER -> OLD_LIMIT;
		};
	}

	private static boolean isKnownToTakeATemperature(ModelFacts facts) {
		return facts.capabilities() != null && facts.can(Capability.TEMPERATURE);
	}

	/** Returns the field that makes random choices repeatable. */
	String seedField() {
		return (this == MISTRAL) ? "random_seed" : "seed";
	}

	/** Returns whether a stream's usage has to be asked for. Mistral always tells it. */
	boolean isAskedForUsage() {
		return this != MISTRAL;
	}

	/** Returns whether a model takes the penalties for what is repeated. */
	boolean takesPenalties() {
		return this != XAI;
	}

	/** Returns whether a model takes sequences to stop at. */
	boolean takesStop(ModelFacts facts) {
		return this != XAI || !facts.can(Capability.REASONING);
	}

	/** Returns whether a request may name what it begins with. */
	boolean takesPromptCacheKey(Deployment deployment) {
		return switch (this) {
			case OPENAI, AZURE, MISTRAL -> true;
			case LOOPBACK -> MODEL_OF_OPENAI.matcher(deployment.model()).matches();
			case DEEPSEEK, GROQ, XAI, OTHER -> false;
		};
	}

	/** Returns whether an answer can be held to a JSON schema. */
	boolean takesOutputSchema() {
		return this != DEEPSEEK;
	}

	/** Returns whether the reasoning that led to tool calls is to be sent back. */
	boolean wantsReasoningBack() {
		return this == DEEPSEEK;
	}

	/**
	 * Returns the id by which the server knows a tool call, the same one for the same
	 * call. It may be another provider's call.
	 */
	String toolCallId(String id) {
		if (this != MISTRAL || MISTRAL_ID.matcher(id).matches()) {
			return id;
		}
		return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "").substring(0, 9);
	}

}
