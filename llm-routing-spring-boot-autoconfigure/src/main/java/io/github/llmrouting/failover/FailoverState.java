package io.github.llmrouting.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.Money;
import io.github.llmrouting.RoutingReport;
import io.github.llmrouting.RoutingReport.CacheStatus;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.PromptCaching;
import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.health.HealthSnapshot;
import io.github.llmrouting.health.RunningAttempt;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way from deployment to deployment. Attempts follow each other, so it
 * is used by one thread at a time; only the caller may go away at any time.
 */
final class FailoverState {

	private static final Duration LONGEST_TIMEOUT = Duration.ofNanos(Long.MAX_VALUE);

	/**
	 * Part of the remaining time that an attempt leaves while somebody else could be
	 * asked: a second attempt shall always fit.
	 */
	private static final double RESERVED = 0.4;

	/**
	 * Most time that is left for others. With more a request that has much time would cut
	 * off attempts before the provider's own timeouts, which alone tell against it.
	 */
	private static final Duration MOST_RESERVED = Duration.ofSeconds(20);

	private final FailoverPlan plan;

	private final int maxAttempts;

	private final List<AttemptListener> listeners;

	private final HealthBook health;

	private final LongSupplier nanoTime;

	private final long begin;

	private final List<Attempt> attempts = new ArrayList<>();

	private int next;

	private @Nullable ProviderException lastFailure;

	private volatile boolean cancelled;

	FailoverState(FailoverPlan plan, int maxAttempts, List<AttemptListener> listeners, HealthBook health,
			LongSupplier nanoTime) {
		this.plan = plan;
		this.maxAttempts = maxAttempts;
		this.listeners = listeners;
		this.health = health;
		this.nanoTime = nanoTime;
		this.begin = nanoTime.getAsLong();
	}

	/** Takes note that the caller went away: nobody else is to be asked. */
	void cancelled() {
		this.cancelled = true;
	}

	boolean isCancelled() {
		return this.cancelled;
	}

	/** Returns whether a further deployment may be attempted. */
	boolean hasNext() {
		return this.attempts.size() < this.maxAttempts && this.next < this.plan.order().size();
	}

	Deployment next() {
		return this.plan.order().get(this.next++);
	}

	Attempt begin(Deployment deployment, RunningAttempt running) {
		PromptCaching caching = this.plan.promptCaching();
		ProviderRequest request = new ProviderRequest(deployment, this.plan.prompt(),
				(caching != null) ? caching : deployment.promptCaching(), Failover.positive(remainingNanos()));
		Attempt attempt = new Attempt(request, share(request.timeout()), running, this.listeners, this.nanoTime);
		this.attempts.add(attempt);
		return attempt;
	}

	private Duration share(Duration remaining) {
		if (!isSomebodyLeft()) {
			return remaining;
		}
		long reserved = Math.min((long) (RESERVED * remaining.toNanos()), MOST_RESERVED.toNanos());
		return Failover.positive(remaining.toNanos() - reserved);
	}

	private boolean isSomebodyLeft() {
		return this.attempts.size() + 1 < this.maxAttempts && this.plan.order()
			.stream()
			.skip(this.next)
			.anyMatch((deployment) -> this.health.of(deployment.id()).snapshot().isCallable());
	}

	private long remainingNanos() {
		Duration timeout = this.plan.timeout();
		long nanos = (timeout.compareTo(LONGEST_TIMEOUT) < 0) ? timeout.toNanos() : Long.MAX_VALUE;
		return nanos - elapsed().toNanos();
	}

	private Duration elapsed() {
		return Duration.ofNanos(this.nanoTime.getAsLong() - this.begin);
	}

	/**
	 * Ends an attempt that failed.
	 * @return whether another deployment may be attempted
	 */
	boolean goesOnAfter(Attempt attempt, Throwable error) {
		ProviderException exception = ProviderException.of(error);
		this.lastFailure = exception;
		if (isOverdue()) {
			attempt.overdue(exception.failure());
			return false;
		}
		attempt.failed(exception.failure());
		return exception.failure().failsOver() && !attempt.hasDelivered();
	}

	boolean isOverdue() {
		return remainingNanos() <= 0;
	}

	/** Returns the error of a request whose newest attempt ended it. */
	LlmRoutingException failure() {
		ProviderException cause = Objects.requireNonNull(this.lastFailure);
		if (this.attempts.get(this.attempts.size() - 1).hasDelivered()) {
			return new StreamInterruptedException(this.plan.route(), reports(), cause);
		}
		if (isOverdue()) {
			return new DeadlineExceededException(this.plan.route(), this.plan.timeout(), reports(), cause);
		}
		return new RequestRejectedException(reports(), cause);
	}

	/** Returns the error of a request for which nobody is left to attempt. */
	LlmRoutingException exhausted() {
		ProviderException cause = this.lastFailure;
		return (cause != null) ? new AttemptsFailedException(this.plan.route(), reports(), retryAfter(), cause)
				: new NoDeploymentAvailableException(this.plan.route(), refusals(), retryAfter());
	}

	/**
	 * Whoever is neither out nor resting may be asked again at once: nobody has to wait.
	 */
	private @Nullable Duration retryAfter() {
		if (snapshots().anyMatch(HealthSnapshot::isCallable)) {
			return null;
		}
		return snapshots().map(HealthSnapshot::cooldown).filter(Objects::nonNull).min(Duration::compareTo).orElse(null);
	}

	private List<String> refusals() {
		return snapshots().map((snapshot) -> snapshot.deployment() + ": " + snapshot.describe()).toList();
	}

	private Stream<HealthSnapshot> snapshots() {
		return this.plan.order().stream().map((deployment) -> this.health.of(deployment.id()).snapshot());
	}

	private List<AttemptReport> reports() {
		return this.attempts.stream().map(Attempt::report).filter(Objects::nonNull).toList();
	}

	RoutingReport report(Attempt answer, AnswerFacts facts) {
		List<AttemptReport> reports = reports();
		Duration latency = elapsed();
		return new RoutingReport(this.plan.requestId(), this.plan.route(), this.plan.rule(), answer.deployment().id(),
				reports, facts.finishReason(), facts.usage(), cost(reports), latency, firstContent(answer, latency),
				CacheStatus.OFF, facts.dropped());
	}

	private Duration firstContent(Attempt answer, Duration latency) {
		Duration first = answer.firstContent();
		AttemptReport report = answer.report();
		if (first == null || report == null) {
			return latency;
		}
		return latency.minus(report.latency()).plus(first);
	}

	private static @Nullable Money cost(List<AttemptReport> reports) {
		Money total = Money.ZERO;
		for (AttemptReport report : reports) {
			if (report.cost() == null) {
				return null;
			}
			total = total.plus(report.cost());
		}
		return total;
	}

}
