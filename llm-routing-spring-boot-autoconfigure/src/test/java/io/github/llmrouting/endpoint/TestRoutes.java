package io.github.llmrouting.endpoint;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.Money;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.deployment.ModelPrices;
import io.github.llmrouting.deployment.TokenPrices;
import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.health.RunningAttempt;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.routing.Route;
import io.github.llmrouting.routing.Route.NestedRoute;
import io.github.llmrouting.routing.Route.SingleDeployment;
import io.github.llmrouting.routing.RoutingStrategy;
import io.github.llmrouting.routing.RoutingTable;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

/** Two routes over three deployments of two providers; a third provider is disabled. */
final class TestRoutes {

	static final String KEY = "canary-of-the-key";

	static final DeploymentId OPENAI = DeploymentId.of("openai", "gpt-5.4-mini");

	static final DeploymentId SECOND_KEY = OPENAI.withCredential(2);

	static final DeploymentId LOCAL = DeploymentId.of("local", "llama3.2");

	private static final ModelPrices PRICES = new ModelPrices(
			new TokenPrices(usd("0.75"), usd("4.5"), null, null, null), null);

	private final AtomicLong nanoTime = new AtomicLong();

	private final RoutingTable table;

	private final HealthBook health;

	TestRoutes() {
		Deployment openai = new Deployment(OPENAI, new ModelFacts(400_000, null, PRICES, null), Credential.of(KEY));
		Deployment secondKey = new Deployment(SECOND_KEY, openai.facts(), Credential.of(KEY));
		Deployment local = new Deployment(LOCAL, ModelFacts.UNKNOWN, null);
		Route cheap = new Route("cheap", "ordered", RoutingStrategy.ordered(), List.of(new SingleDeployment(local, 1)),
				List.of(), null, Duration.ofSeconds(30));
		Route standard = new Route("default", "weighted", RoutingStrategy.weighted(),
				List.of(new SingleDeployment(openai, 70), new SingleDeployment(secondKey, 30)),
				List.of(new NestedRoute(cheap, 1)), null, Duration.ofSeconds(60));
		this.table = RoutingTable.of(List.of(standard, cheap), List.of(), Duration.ofSeconds(120));
		this.health = HealthBook.of(this.table.deployments().stream().map(Deployment::id).toList(),
				CircuitBreakerRegistry.ofDefaults(), this.nanoTime::get);
	}

	private static Money usd(String amount) {
		return Money.ofUsd(new BigDecimal(amount));
	}

	List<ProviderDescription> providers() {
		return List.of(new ProviderDescription("openai", "openai", true),
				new ProviderDescription("local", "ollama", true), new ProviderDescription("gemini", "gemini", false));
	}

	RoutingTable table() {
		return this.table;
	}

	HealthBook health() {
		return this.health;
	}

	RunningAttempt begin(DeploymentId deployment) {
		return this.health.of(deployment).tryBegin().orElseThrow();
	}

	void succeed(DeploymentId deployment) {
		RunningAttempt attempt = begin(deployment);
		attempt.firstContent(Duration.ofMillis(250));
		attempt.succeeded(Duration.ofMillis(900));
	}

	/** Opens a deployment's circuit breaker. */
	void breakDown(DeploymentId deployment) {
		for (int i = 0; i < 5; i++) {
			begin(deployment).failed(new ProviderFailure.ServerError("canary-of-the-detail"), Duration.ofMillis(10));
		}
	}

	void benchFor(DeploymentId deployment, Duration cooldown) {
		begin(deployment).failed(new ProviderFailure.RateLimited("canary-of-the-detail", cooldown),
				Duration.ofMillis(10));
	}

	void pass(Duration duration) {
		this.nanoTime.addAndGet(duration.toNanos());
	}

}
