package io.github.llmrouting.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.health.HealthSnapshot;
import io.github.llmrouting.health.RemainingCooldown;
import io.github.llmrouting.provider.CooldownScope;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** The health of one provider: that of its deployments. Never down. */
final class ProviderHealth implements ReactiveHealthIndicator {

	private final String provider;

	private final HealthBook health;

	ProviderHealth(String provider, HealthBook health) {
		this.provider = provider;
		this.health = health;
	}

	@Override
	public Mono<Health> health() {
		return Mono.fromSupplier(this::standing);
	}

	private Health standing() {
		List<HealthSnapshot> snapshots = snapshots();
		Map<String, Object> deployments = new LinkedHashMap<>();
		snapshots
			.forEach((snapshot) -> deployments.put(snapshot.deployment().toString(), DeploymentStanding.of(snapshot)));
		Health.Builder health = Health.status(status(snapshots)).withDetail("deployments", deployments);
		Map<Integer, CredentialStanding> credentials = restingCredentials(snapshots);
		return (credentials.isEmpty() ? health : health.withDetail("restingCredentials", credentials)).build();
	}

	/** Returns the credentials that rest as a whole, by their number. */
	private static Map<Integer, CredentialStanding> restingCredentials(List<HealthSnapshot> snapshots) {
		Map<Integer, CredentialStanding> credentials = new TreeMap<>();
		for (HealthSnapshot snapshot : snapshots) {
			RemainingCooldown resting = snapshot.resting();
			if (resting != null && resting.scope() == CooldownScope.CREDENTIAL) {
				credentials.put(snapshot.deployment().credential(),
						new CredentialStanding(resting.time().toMillis(), resting.reason().tag()));
			}
		}
		return credentials;
	}

	/** Returns how the provider stands now. */
	Status status() {
		return status(snapshots());
	}

	/** Returns how many attempts run at the provider now. */
	int inFlight() {
		return snapshots().stream().mapToInt(HealthSnapshot::inFlight).sum();
	}

	private List<HealthSnapshot> snapshots() {
		return this.health.snapshots()
			.stream()
			.filter((snapshot) -> snapshot.deployment().provider().equals(this.provider))
			.toList();
	}

	private static Status status(List<HealthSnapshot> snapshots) {
		if (snapshots.stream().anyMatch((snapshot) -> !snapshot.isCallable())) {
			return RoutingHealth.DEGRADED;
		}
		return snapshots.stream().anyMatch(HealthSnapshot::attempted) ? Status.UP : Status.UNKNOWN;
	}

	/**
	 * How a credential stands that is left alone.
	 *
	 * @param cooldownMs milliseconds for which it still is
	 * @param reason tag of the reason why
	 */
	record CredentialStanding(long cooldownMs, String reason) {
	}

}
