package io.github.llmrouting.observation;

import java.util.Set;

import io.github.llmrouting.RoutingReport.CacheStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/** Keeps the meters of requests. */
final class RequestMeters implements RequestListener {

	private final Set<String> routes;

	private final MeterProvider<Timer> requests;

	private final MeterProvider<Timer> firstContents;

	private final MeterProvider<Counter> cache;

	RequestMeters(MeterRegistry registry, Set<String> routes) {
		this.routes = Set.copyOf(routes);
		this.requests = RoutingMeter.REQUEST.timers(registry);
		this.firstContents = RoutingMeter.FIRST_CONTENT.timers(registry);
		this.cache = RoutingMeter.CACHE.counters(registry, null);
	}

	@Override
	public void requestEnded(RequestReport report) {
		this.requests.withTags(RoutingMeter.REQUEST.tags(route(report), report.provider(), report.model(),
				report.outcome(), (report.cache() != null) ? report.cache().tag() : null))
			.record(report.latency());
		if (report.streamed() && report.firstContent() != null && !report.isFromMemory()) {
			this.firstContents
				.withTags(RoutingMeter.FIRST_CONTENT.tags(route(report), report.provider(), report.model()))
				.record(report.firstContent());
		}
		if (report.cache() != null && report.cache() != CacheStatus.OFF) {
			this.cache.withTags(RoutingMeter.CACHE.tags(report.cache().tag())).increment();
		}
	}

	private @Nullable String route(RequestReport report) {
		String route = report.route();
		return (route != null && this.routes.contains(route)) ? route : null;
	}

}
