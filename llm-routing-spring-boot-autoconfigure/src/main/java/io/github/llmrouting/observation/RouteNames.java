package io.github.llmrouting.observation;

import java.util.Set;

import io.github.llmrouting.RoutingRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * The names of all routes, to tell which one a request asks for before anybody answered
 * it.
 *
 * @param all names of the routes
 * @param standard name of the route for requests that name none
 */
public record RouteNames(Set<String> all, String standard) {

	public RouteNames {
		all = Set.copyOf(all);
	}

	/**
	 * Returns the route that a request asks for, or {@code null} if there is no such
	 * route or if the request may name a deployment instead.
	 */
	@Nullable String askedFor(RoutingRequest request) {
		String model = model(request);
		if (model != null && this.all.contains(model)) {
			return model;
		}
		if (model != null && model.indexOf('/') >= 0) {
			return null;
		}
		String hint = request.hints().route();
		if (hint == null) {
			return this.standard;
		}
		return this.all.contains(hint) ? hint : null;
	}

	private static @Nullable String model(RoutingRequest request) {
		ChatOptions options = request.prompt().getOptions();
		return (options != null) ? options.getModel() : null;
	}

}
