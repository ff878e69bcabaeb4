package io.github.llmrouting.provider;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.anthropic.AnthropicClient;
import io.github.llmrouting.provider.gemini.GeminiClient;
import io.github.llmrouting.provider.ollama.OllamaClient;
import io.github.llmrouting.provider.openai.OpenAiClient;
import io.github.llmrouting.test.ProviderSimulator;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.web.reactive.function.client.WebClient;

/** The vendors, each with an adapter, a simulator and what it insists on. */
enum EveryVendor {

	OPENAI("gpt-5.4-mini", ProviderSimulator::openAi, OpenAiClient::create, VendorRules::openAi),

	ANTHROPIC("claude-sonnet-4-5", ProviderSimulator::anthropic, AnthropicClient::create, VendorRules::anthropic),

	GEMINI("gemini-3-flash", ProviderSimulator::gemini, GeminiClient::create, VendorRules::gemini),

	OLLAMA("qwen3", ProviderSimulator::ollama, OllamaClient::create, VendorRules::ollama);

	private final String model;

	private final Supplier<ProviderSimulator> simulator;

	private final Adapter adapter;

	private final Consumer<JsonNode> rules;

	EveryVendor(String model, Supplier<ProviderSimulator> simulator, Adapter adapter, Consumer<JsonNode> rules) {
		this.model = model;
		this.simulator = simulator;
		this.adapter = adapter;
		this.rules = rules;
	}

	ProviderSimulator simulator() {
		return this.simulator.get();
	}

	ProviderClient client(ProviderSimulator simulator) {
		return this.adapter.create(ProviderHttpSettings.of("vendor", URI.create(simulator.baseUrl()),
				ProviderTimeouts.STANDARD, Schedulers.parallel(), InstantSource.system()), WebClient.builder(),
				List.of());
	}

	ProviderRequest request(Prompt prompt) {
		Deployment deployment = new Deployment(DeploymentId.of("vendor", this.model), ModelFacts.UNKNOWN,
				Credential.of("key-1"));
		return new ProviderRequest(deployment, prompt, Duration.ofSeconds(30));
	}

	/** Sends a prompt to a simulator, and returns what arrives, checked by the rules. */
	JsonNode accepted(Prompt prompt) {
		try (ProviderSimulator provider = simulator()) {
			client(provider).call(request(prompt)).block();
			JsonNode sent = provider.requests().get(0).json();
			this.rules.accept(sent);
			return sent;
		}
	}

	/** Sends a prompt to a simulator, and returns what is noted as left out. */
	List<String> dropped(Prompt prompt) {
		try (ProviderSimulator provider = simulator()) {
			return client(provider).call(request(prompt)).block().facts().dropped();
		}
	}

	@FunctionalInterface
	private interface Adapter {

		ProviderClient create(ProviderHttpSettings settings, WebClient.Builder builder,
				List<ProviderExchangeFilter> filters);

	}

}
