package io.github.llmrouting.provider;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.autoconfigure.ProviderConnections;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.anthropic.AnthropicClient;
import io.github.llmrouting.provider.gemini.GeminiClient;
import io.github.llmrouting.provider.gemini.VertexAi;
import io.github.llmrouting.provider.ollama.OllamaClient;
import io.github.llmrouting.provider.openai.OpenAiClient;
import io.github.llmrouting.test.ProviderSimulator;
import io.github.llmrouting.test.SimulatedProtocol;
import io.github.llmrouting.test.SimulatedReply;
import io.github.llmrouting.test.script.SimulatedScript;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A simulator of each protocol, which plays the script that the prompt names, and the
 * adapters that speak to them.
 */
final class ScriptStage implements AutoCloseable {

	private static final Duration PATIENT = Duration.ofSeconds(60);

	private static final Duration SHORT = Duration.ofMillis(500);

	private static final Credential KEY = Credential.of("key-1");

	private final Map<SimulatedProtocol, ProviderSimulator> simulators = new EnumMap<>(SimulatedProtocol.class);

	private final ProviderConnections connections = new ProviderConnections(HttpClientSettings.defaults(),
			UnaryOperator.identity(), PATIENT);

	ScriptStage() {
		for (SimulatedProtocol protocol : SimulatedProtocol.values()) {
			List<SimulatedScript> scripts = SimulatedScript.of(protocol);
			this.simulators.put(protocol,
					ProviderSimulator.speaking(protocol).reply((request) -> reply(scripts, request.userText())));
		}
	}

	private static SimulatedReply reply(List<SimulatedScript> scripts, String name) {
		return scripts.stream().filter((script) -> script.name().equals(name)).findFirst().orElseThrow().reply();
	}

	/** Returns how an attempt at a case ends. */
	Mono<ScriptEnding> attempt(ScriptCase tested) {
		AtomicInteger status = new AtomicInteger();
		ProviderClient client = client(tested, status);
		return Mono.defer(() -> facts(client, tested))
			.map((facts) -> ScriptEnding.of(facts, status.get()))
			.onErrorResume((error) -> Mono.just(ScriptEnding.of(error, status.get())));
	}

	private static Mono<AnswerFacts> facts(ProviderClient client, ScriptCase tested) {
		ProviderRequest request = new ProviderRequest(
				new Deployment(DeploymentId.of("tested", "m"), ModelFacts.UNKNOWN, KEY),
				new Prompt(tested.script().name()), tested.isToTimeOut() ? SHORT.multipliedBy(4) : PATIENT);
		return tested.streamed()
				? client.stream(request).ofType(ProviderChunk.End.class).single().map(ProviderChunk.End::facts)
				: client.call(request).map(ProviderAnswer::facts);
	}

	private ProviderClient client(ScriptCase tested, AtomicInteger status) {
		Duration patience = tested.isToTimeOut() ? SHORT : PATIENT;
		ProviderHttpSettings settings = ProviderHttpSettings.of("tested",
				URI.create(this.simulators.get(tested.protocol()).baseUrl()),
				new ProviderTimeouts(PATIENT, patience, patience, patience, PATIENT), Schedulers.parallel(),
				InstantSource.system());
		WebClient.Builder builder = WebClient.builder()
			.clientConnector(this.connections.connector())
			.filter((request, next) -> next.exchange(request)
				.doOnNext((response) -> status.set(response.statusCode().value())));
		return client(tested.protocol(), settings, builder);
	}

	private static ProviderClient client(SimulatedProtocol protocol, ProviderHttpSettings settings,
			WebClient.Builder builder) {
		return switch (protocol) {
			case OPENAI -> OpenAiClient.create(settings, builder, List.of());
			case AZURE_OPENAI -> OpenAiClient.azure(settings, "2024-10-21", builder, List.of());
			case ANTHROPIC -> AnthropicClient.create(settings, builder, List.of());
			case GEMINI -> GeminiClient.create(settings, builder, List.of());
			case VERTEX_AI -> GeminiClient.vertexAi(settings,
					new VertexAi("my-project", "europe-west1", () -> Mono.just(KEY)), builder, List.of());
			case OLLAMA -> OllamaClient.create(settings, builder, List.of());
		};
	}

	@Override
	public void close() {
		this.connections.close();
		this.simulators.values().forEach(ProviderSimulator::close);
	}

}
