package io.github.llmrouting;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatResponse;

/**
 * How an answer came about. Holds no content.
 *
 * @param requestId the caller's id of the request, or the router's
 * @param route name of the route that was taken
 * @param rule what chose the route, such as {@code hint}, {@code model} or
 * {@code default}
 * @param deployment who answered
 * @param attempts everything that was tried, in order, the answer last
 * @param finishReason why the answer ended
 * @param usage tokens of the answer as billed, or {@code null} if unknown
 * @param cost what the request cost, all attempts together, or {@code null} if a price or
 * a usage is unknown
 * @param latency from the request's begin to its end
 * @param firstContent from the request's begin to its first content; the latency if the
 * answer came in one piece
 * @param cache what the cache had to do with it
 * @param dropped options of the request that the deployment cannot express and that were
 * left out
 */
public record RoutingReport(String requestId, String route, String rule, DeploymentId deployment,
		List<AttemptReport> attempts, FinishReason finishReason, @Nullable TokenUsage usage, @Nullable Money cost,
		Duration latency, Duration firstContent, CacheStatus cache, List<String> dropped) {

	/** Key of the report in the metadata of a {@link ChatResponse}. */
	public static final String METADATA_KEY = "llm.routing.report";

	public RoutingReport {
		attempts = List.copyOf(attempts);
		dropped = List.copyOf(dropped);
	}

	/**
	 * Finds the report of an answer that came through the router, the last chunk of a
	 * stream included.
	 * @param response an answer of any chat model
	 * @return empty if the answer did not come through the router
	 */
	public static Optional<RoutingReport> of(ChatResponse response) {
		return Optional.ofNullable(response.getMetadata().get(METADATA_KEY));
	}

	/** Returns the name of the provider that answered. */
	public String provider() {
		return this.deployment.provider();
	}

	/** Returns the name of the model that answered, as configured. */
	public String model() {
		return this.deployment.model();
	}

	/** What the cache had to do with an answer. */
	public enum CacheStatus {

		/** There is no cache for this request. */
		OFF,

		/** The caller went past it. */
		BYPASS,

		/** It had no answer. */
		MISS,

		/** It had the answer. */
		HIT,

		/** It had an old answer, and a new one is being fetched. */
		STALE,

		/** An equal request was under way, and its answer was shared. */
		JOINED;

		/** Returns the name in lower case, as in meters and reports. */
		public String tag() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
