package io.github.llmrouting.observation;

import java.time.Duration;
import java.util.List;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.Money;
import io.github.llmrouting.RoutingReport.CacheStatus;
import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended, whether answered or not. Holds no content.
 *
 * @param requestId the caller's id of the request, or the router's
 * @param route name of the route that was chosen, or {@code null} if none was
 * @param deployment who answered or, without an answer, who was asked last; {@code null}
 * if nobody was asked
 * @param outcome {@value AttemptReport#SUCCESS} or the tag of the reason of the failure
 * @param attempts everything that was tried, in order
 * @param usage tokens of the answer or, without one, of all attempts together;
 * {@code null} if unknown
 * @param cost what the request cost, all attempts together, or {@code null} if unknown
 * @param latency from the request's begin to its end
 * @param firstContent from the request's begin to its first content, or {@code null} if
 * none came
 * @param streamed whether the answer was asked for as a stream
 * @param cache what the cache had to do with it, or {@code null} without an answer
 */
public record RequestReport(String requestId, @Nullable String route, @Nullable DeploymentId deployment, String outcome,
		List<AttemptReport> attempts, @Nullable TokenUsage usage, @Nullable Money cost, Duration latency,
		@Nullable Duration firstContent, boolean streamed, @Nullable CacheStatus cache) {

	public RequestReport {
		attempts = List.copyOf(attempts);
	}

	/** Returns how often another deployment had to be asked. */
	public int failoverAttempts() {
		return Math.max(0, this.attempts.size() - 1);
	}

	/** Returns whether the answer came from memory. */
	public boolean isFromMemory() {
		return this.cache == CacheStatus.HIT || this.cache == CacheStatus.STALE;
	}

	/** Returns the name of the provider, or {@code null} if nobody was asked. */
	public @Nullable String provider() {
		return (this.deployment != null) ? this.deployment.provider() : null;
	}

	/** Returns the name of the model, or {@code null} if nobody was asked. */
	public @Nullable String model() {
		return (this.deployment != null) ? this.deployment.model() : null;
	}

}
