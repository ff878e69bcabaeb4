package io.github.llmrouting.observation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.health.DeploymentHealth;
import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.health.HealthSnapshot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Shows how many attempts run at each model of each provider, all credentials together.
 */
public final class InFlightMeters implements MeterBinder {

	private final HealthBook health;

	/**
	 * Creates a binder.
	 * @param health of every deployment
	 */
	public InFlightMeters(HealthBook health) {
		this.health = health;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Map<DeploymentId, List<DeploymentHealth>> models = this.health.snapshots()
			.stream()
			.map(HealthSnapshot::deployment)
			.collect(Collectors.groupingBy((deployment) -> deployment.withCredential(1),
					Collectors.mapping(this.health::of, Collectors.toList())));
		models.forEach((model, credentials) -> register(registry, model, credentials));
	}

	private static void register(MeterRegistry registry, DeploymentId model, List<DeploymentHealth> credentials) {
		Gauge.builder(RoutingMeter.IN_FLIGHT.meterName(), () -> inFlight(credentials))
			.description(RoutingMeter.IN_FLIGHT.description())
			.tags(RoutingMeter.IN_FLIGHT.tags(model.provider(), model.model()))
			.register(registry);
	}

	private static int inFlight(List<DeploymentHealth> credentials) {
		return credentials.stream().mapToInt((credential) -> credential.snapshot().inFlight()).sum();
	}

}
