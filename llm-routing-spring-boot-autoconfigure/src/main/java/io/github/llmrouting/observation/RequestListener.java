package io.github.llmrouting.observation;

import java.time.InstantSource;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Is told how every request ended, failed and cancelled ones included, exactly once.
 * Called on the thread that ended the request: must not block.
 */
@FunctionalInterface
public interface RequestListener {

	/**
	 * Takes note of a request.
	 * @param report how it ended
	 */
	void requestEnded(RequestReport report);

	/**
	 * Returns the listener that keeps the meters of requests.
	 * @param registry where the meters are registered
	 * @param routes names of all routes: no other name becomes a tag
	 */
	static RequestListener meters(MeterRegistry registry, Set<String> routes) {
		return new RequestMeters(registry, routes);
	}

	/**
	 * Returns the listener that writes one line per request to the logger
	 * {@value RequestLog#LOGGER}, at level {@code INFO}.
	 * @param clock for the line's timestamp
	 */
	static RequestListener log(InstantSource clock) {
		return new RequestLog(clock);
	}

}
