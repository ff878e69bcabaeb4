package io.github.llmrouting.observation;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.failover.AttemptListener;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what each deployment has done since the start. Holds as many entries as there
 * are deployments, for ever. Thread-safe, without locks.
 */
public final class AttemptTotals implements AttemptListener {

	private final Map<DeploymentId, Sums> deployments = new ConcurrentHashMap<>();

	@Override
	public void attemptEnded(AttemptReport report) {
		this.deployments.computeIfAbsent(report.deployment(), (deployment) -> new Sums()).add(report);
	}

	/** Returns what a deployment has done so far. */
	public DeploymentTotals of(DeploymentId deployment) {
		Sums sums = this.deployments.get(deployment);
		return (sums != null) ? sums.totals() : DeploymentTotals.NONE;
	}

	private static final class Sums {

		private final LongAdder successes = new LongAdder();

		private final Map<FailureReason, LongAdder> failures = new ConcurrentHashMap<>();

		private final TokenSums tokens = new TokenSums();

		private final LongAdder costNanos = new LongAdder();

		private final LongAdder unknownCosts = new LongAdder();

		void add(AttemptReport report) {
			outcome(report.failure()).increment();
			if (report.usage() != null) {
				this.tokens.add(report.usage());
			}
			if (report.cost() != null) {
				this.costNanos.add(report.cost().nanos());
			}
			else {
				this.unknownCosts.increment();
			}
		}

		private LongAdder outcome(@Nullable FailureReason failure) {
			return (failure != null) ? this.failures.computeIfAbsent(failure, (reason) -> new LongAdder())
					: this.successes;
		}

		DeploymentTotals totals() {
			long successes = this.successes.sum();
			Map<FailureReason, Long> failures = new EnumMap<>(FailureReason.class);
			this.failures.forEach((reason, count) -> failures.put(reason, count.sum()));
			long failed = failures.values().stream().mapToLong(Long::longValue).sum();
			return new DeploymentTotals(successes + failed, successes, failures, this.tokens.usage(),
					new Money(this.costNanos.sum()), this.unknownCosts.sum());
		}

	}

	private static final class TokenSums {

		private final LongAdder input = new LongAdder();

		private final LongAdder cachedInput = new LongAdder();

		private final LongAdder cacheWrite5m = new LongAdder();

		private final LongAdder cacheWrite1h = new LongAdder();

		private final LongAdder output = new LongAdder();

		private final LongAdder reasoning = new LongAdder();

		private final LongAdder audioInput = new LongAdder();

		private final LongAdder audioOutput = new LongAdder();

		private final LongAdder estimates = new LongAdder();

		void add(TokenUsage usage) {
			this.input.add(usage.input());
			this.cachedInput.add(usage.cachedInput());
			this.cacheWrite5m.add(usage.cacheWrite5m());
			this.cacheWrite1h.add(usage.cacheWrite1h());
			this.output.add(usage.output());
			this.reasoning.add(usage.reasoning());
			this.audioInput.add(usage.audioInput());
			this.audioOutput.add(usage.audioOutput());
			this.estimates.add(usage.estimated() ? 1 : 0);
		}

		TokenUsage usage() {
			return new TokenUsage(this.input.sum(), this.cachedInput.sum(), this.cacheWrite5m.sum(),
					this.cacheWrite1h.sum(), this.audioInput.sum(), this.output.sum(), this.reasoning.sum(),
					this.audioOutput.sum(), this.estimates.sum() > 0);
		}

	}

}
