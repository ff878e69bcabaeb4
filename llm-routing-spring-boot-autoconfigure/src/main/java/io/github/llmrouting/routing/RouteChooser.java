package io.github.llmrouting.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.RoutingRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * Finds the route of a request. The model of the request's options comes first:
 * {@code provider/model} pins a deployment, a route's name chooses the route, a bare
 * model name limits the route to deployments of that model. Then the hint, then the
 * default route.
 */
final class RouteChooser {

	private final RoutingTable table;

	RouteChooser(RoutingTable table) {
		this.table = table;
	}

	RouteChoice choose(RoutingRequest request) {
		String model = model(request);
		if (model == null) {
			return byHint(request);
		}
		return pinned(model).or(() -> byName(model))
			.or(() -> limited(request, model))
			.orElseThrow(() -> new UnroutableRequestException("model: '" + printable(model)
					+ "' (expected: a deployment, " + "one of " + deployments() + "; a route, one of "
					+ this.table.routes().keySet() + "; or a model of the request's route)"));
	}

	private static @Nullable String model(RoutingRequest request) {
		ChatOptions options = request.prompt().getOptions();
		String model = (options != null) ? options.getModel() : null;
		return (model == null || model.isBlank()) ? null : model;
	}

	private RouteChoice byHint(RoutingRequest request) {
		String name = request.hints().route();
		if (name == null) {
			return RouteChoice.of(route(this.table.defaultRoute()), "default");
		}
		return RouteChoice.of(route(name), "hint");
	}

	private Route route(String name) {
		Route route = this.table.routes().get(name);
		if (route == null) {
			throw new UnroutableRequestException(
					"route: '" + printable(name) + "' (expected: one of " + this.table.routes().keySet() + ")");
		}
		return route;
	}

	private Optional<RouteChoice> pinned(String model) {
		return DeploymentId.parse(model).flatMap(this::pinned);
	}

	private Optional<RouteChoice> pinned(DeploymentId id) {
		List<Route.Entry> entries = this.table.deployments()
			.stream()
			.filter((deployment) -> deployment.id().withCredential(1).equals(id)).<Route
					.Entry>map((deployment) -> new Route.SingleDeployment(deployment, 1))
			.toList();
		return entries.isEmpty() ? Optional.empty() : Optional.of(RouteChoice.of(new Route(id.toString(), "ordered",
				RoutingStrategy.ordered(), entries, List.of(), null, this.table.timeout()), "model"));
	}

	private Optional<RouteChoice> byName(String model) {
		return Optional.ofNullable(this.table.routes().get(model)).map((route) -> RouteChoice.of(route, "model"));
	}

	private Optional<RouteChoice> limited(RoutingRequest request, String model) {
		Route route = byHint(request).route();
		return route.deployments().anyMatch((deployment) -> deployment.model().equals(model))
				? Optional.of(new RouteChoice(route, "model", (deployment) -> deployment.model().equals(model)))
				: Optional.empty();
	}

	private String deployments() {
		return this.table.deployments()
			.stream()
			.map((deployment) -> deployment.id().withCredential(1).toString())
			.distinct()
			.collect(Collectors.joining(", ", "[", "]"));
	}

	/**
	 * What a caller typed may be anything: only the harmless part of it goes into a
	 * message.
	 */
	private static String printable(String name) {
		return name.codePoints()
			.filter((character) -> character > ' ' && character < 0x7f)
			.limit(80)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

}
