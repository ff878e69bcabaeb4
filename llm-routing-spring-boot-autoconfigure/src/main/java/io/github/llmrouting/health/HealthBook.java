package io.github.llmrouting.health;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.provider.QuotaListener;
import io.github.llmrouting.provider.QuotaReading;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

/**
 * The health of every deployment. Holds as many entries as are configured, for ever.
 * Takes note of what providers tell of their quotas.
 */
public final class HealthBook implements QuotaListener {

	private final Map<DeploymentId, DeploymentHealth> entries;

	private HealthBook(Map<DeploymentId, DeploymentHealth> entries) {
		this.entries = Map.copyOf(entries);
	}

	/**
	 * Opens a book, and with it a circuit breaker for each deployment.
	 * @param deployments everything that may be called
	 * @param breakers where the circuit breakers are registered
	 * @param nanoTime monotonic time in nanoseconds
	 */
	public static HealthBook of(Collection<DeploymentId> deployments, CircuitBreakerRegistry breakers,
			LongSupplier nanoTime) {
		Breakers factory = new Breakers(breakers, nanoTime);
		Map<DeploymentCooldowns.Key, ScopedCooldown> cooldowns = new HashMap<>();
		return new HealthBook(deployments.stream()
			.distinct()
			.collect(Collectors.toMap(Function.identity(), (deployment) -> new DeploymentHealth(deployment,
					factory.open(deployment), DeploymentCooldowns.of(deployment, cooldowns, nanoTime), nanoTime))));
	}

	/**
	 * Returns the health of one deployment.
	 * @throws IllegalArgumentException if the deployment is not in the book
	 */
	public DeploymentHealth of(DeploymentId deployment) {
		DeploymentHealth health = this.entries.get(deployment);
		if (health == null) {
			throw new IllegalArgumentException("deployment: " + deployment + " (expected: one that is configured)");
		}
		return health;
	}

	/**
	 * Takes note of a quota; that of a deployment which is not in the book is nobody's.
	 */
	@Override
	public void quotaRead(DeploymentId deployment, QuotaReading reading) {
		DeploymentHealth health = this.entries.get(deployment);
		if (health != null) {
			health.quotaRead(reading);
		}
	}

	/** Returns how every deployment stands now, ordered by name. */
	public List<HealthSnapshot> snapshots() {
		return this.entries.keySet()
			.stream()
			.sorted((one, other) -> one.toString().compareTo(other.toString()))
			.map((deployment) -> of(deployment).snapshot())
			.toList();
	}

}
