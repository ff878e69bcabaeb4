package io.github.llmrouting.routing;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.PromptCaching;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A named way to answer requests.
 *
 * @param name by which requests and other routes name it
 * @param strategy name of the strategy, for reports
 * @param ordering the strategy itself
 * @param entries what the strategy puts in order, at least one
 * @param then what is attempted, in this order, when none of the entries answers
 * @param promptCaching whether providers are asked to keep what requests begin with, or
 * {@code null} to follow each deployment; of nested routes the outermost counts
 * @param timeout for all attempts of a request together
 */
public record Route(String name, String strategy, RoutingStrategy ordering, List<Entry> entries, List<Entry> then,
		@Nullable PromptCaching promptCaching, Duration timeout) {

	public Route {
		Assert.notEmpty(entries, () -> "entries of the route '" + name + "': none (expected: at least one)");
		entries = List.copyOf(entries);
		then = List.copyOf(then);
	}

	/** Returns every deployment that the route can reach, nested routes included. */
	public Stream<Deployment> deployments() {
		return Stream.concat(this.entries.stream(), this.then.stream()).flatMap(Route::deployments);
	}

	private static Stream<Deployment> deployments(Entry entry) {
		if (entry instanceof NestedRoute nested) {
			return nested.route().deployments();
		}
		return Stream.of(((SingleDeployment) entry).deployment());
	}

	/** What a strategy puts in order. */
	public sealed interface Entry {

		/** Returns the entry's name, which stays the same over requests. */
		String name();

		/** Returns the entry's share among its neighbours, at least 0. */
		double weight();

	}

	/** One deployment. */
	public record SingleDeployment(Deployment deployment, double weight) implements Entry {

		@Override
		public String name() {
			return this.deployment.id().toString();
		}

	}

	/** All deployments of another route, in that route's order. */
	public record NestedRoute(Route route, double weight) implements Entry {

		@Override
		public String name() {
			return "route " + this.route.name();
		}

	}

}
