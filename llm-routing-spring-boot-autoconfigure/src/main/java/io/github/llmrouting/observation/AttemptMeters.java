package io.github.llmrouting.observation;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.failover.AttemptListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Keeps the meters of attempts. Tokens and cost count for every attempt that the provider
 * may bill, whether it answered or not.
 */
public final class AttemptMeters implements AttemptListener {

	private final MeterProvider<Timer> attempts;

	private final MeterProvider<Counter> tokens;

	private final MeterProvider<Counter> cost;

	/**
	 * Creates a listener.
	 * @param registry where the meters are registered
	 */
	public AttemptMeters(MeterRegistry registry) {
		this.attempts = RoutingMeter.ATTEMPT.timers(registry);
		this.tokens = RoutingMeter.TOKENS.counters(registry, "tokens");
		this.cost = RoutingMeter.COST.counters(registry, "USD");
	}

	@Override
	public void attemptEnded(AttemptReport report) {
		DeploymentId deployment = report.deployment();
		this.attempts.withTags(RoutingMeter.ATTEMPT.tags(deployment.provider(), deployment.model(), report.outcome()))
			.record(report.latency());
		if (report.usage() != null) {
			count(deployment, report.usage());
		}
		if (report.cost() != null) {
			this.cost.withTags(RoutingMeter.COST.tags(deployment.provider(), deployment.model()))
				.increment(report.cost().toUsd().doubleValue());
		}
	}

	private void count(DeploymentId deployment, TokenUsage usage) {
		count(deployment, "input", usage.input());
		count(deployment, "cached_input", usage.cachedInput());
		count(deployment, "cache_write", usage.cacheWrite5m() + usage.cacheWrite1h());
		count(deployment, "audio_input", usage.audioInput());
		count(deployment, "output", usage.output());
		count(deployment, "reasoning", usage.reasoning());
		count(deployment, "audio_output", usage.audioOutput());
	}

	private void count(DeploymentId deployment, String type, long tokens) {
		if (tokens > 0) {
			this.tokens.withTags(RoutingMeter.TOKENS.tags(type, deployment.provider(), deployment.model()))
				.increment((double) tokens);
		}
	}

}
