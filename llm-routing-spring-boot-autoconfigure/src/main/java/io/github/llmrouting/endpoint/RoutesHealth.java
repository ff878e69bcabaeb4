package io.github.llmrouting.endpoint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.health.BreakerState;
import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.health.HealthSnapshot;
import io.github.llmrouting.routing.Route;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Whether requests can be answered: down only if no route can answer any. */
final class RoutesHealth implements ReactiveHealthIndicator {

	private final Collection<Route> routes;

	private final HealthBook health;

	RoutesHealth(Collection<Route> routes, HealthBook health) {
		this.routes = List.copyOf(routes);
		this.health = health;
	}

	@Override
	public Mono<Health> health() {
		return Mono.fromSupplier(this::standing);
	}

	private Health standing() {
		Map<String, RouteStanding> standings = new LinkedHashMap<>();
		this.routes.forEach((route) -> standings.put(route.name(), standing(route)));
		boolean answerable = standings.isEmpty() || standings.values().stream().anyMatch(RouteStanding::answerable);
		return Health.status(answerable ? Status.UP : Status.DOWN).withDetails(standings).build();
	}

	private RouteStanding standing(Route route) {
		List<HealthSnapshot> snapshots = route.deployments()
			.map(Deployment::id)
			.distinct()
			.map((deployment) -> this.health.of(deployment).snapshot())
			.toList();
		Map<String, String> out = new LinkedHashMap<>();
		snapshots.stream()
			.filter((snapshot) -> !snapshot.isCallable())
			.forEach((snapshot) -> out.put(snapshot.deployment().toString(), snapshot.describe()));
		return new RouteStanding(snapshots.stream().anyMatch(RoutesHealth::answers), out);
	}

	/**
	 * Who only asks for a pause is well: that is no reason to call the application down.
	 */
	private static boolean answers(HealthSnapshot snapshot) {
		boolean paused = snapshot.breaker() != BreakerState.OPEN && snapshot.resting() != null
				&& snapshot.resting().reason() == FailureReason.RATE_LIMITED;
		return snapshot.isCallable() || paused;
	}

	/**
	 * How a route stands now.
	 *
	 * @param answerable whether one of its deployments may be called, or only asks for a
	 * pause
	 * @param out deployments that may not, and why
	 */
	record RouteStanding(boolean answerable, Map<String, String> out) {
	}

}
