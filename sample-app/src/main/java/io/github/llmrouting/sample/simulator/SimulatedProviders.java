package io.github.llmrouting.sample.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.llmrouting.test.ProviderSimulator;

/** The simulated providers, by name, each at a free port. Thread-safe. */
final class SimulatedProviders implements AutoCloseable {

	private final Map<String, ProviderSimulator> simulators = new LinkedHashMap<>();

	SimulatedProviders() {
		this.simulators.put("openai", ProviderSimulator.openAi());
		this.simulators.put("anthropic", ProviderSimulator.anthropic());
		this.simulators.put("gemini", ProviderSimulator.gemini());
		this.simulators.put("local", ProviderSimulator.ollama());
		this.simulators.keySet().forEach((name) -> play(name, FaultOrder.NOTHING));
	}

	Set<String> names() {
		return this.simulators.keySet();
	}

	/** Returns the properties that tell where the providers listen. */
	Map<String, Object> baseUrls() {
		Map<String, Object> urls = new LinkedHashMap<>();
		this.simulators.forEach((name, simulator) -> urls.put("simulator." + name + ".base-url", simulator.baseUrl()));
		return urls;
	}

	/** Breaks or mends a provider, from its next request on. */
	void play(String name, FaultOrder order) {
		ProviderSimulator simulator = this.simulators.get(name);
		if (simulator == null) {
			throw new IllegalArgumentException("name: " + name + " (expected: one of " + names() + ")");
		}
		simulator.reply(order::replyTo);
	}

	@Override
	public void close() {
		this.simulators.values().forEach(ProviderSimulator::close);
	}

}
