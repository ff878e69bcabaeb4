package io.github.llmrouting;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * One call to one deployment on behalf of a request, and how it ended.
 *
 * @param deployment who was asked
 * @param failure why it brought no answer, or {@code null} if it answered
 * @param detail what exactly failed, without content, or {@code null} if it answered
 * @param latency from the attempt's begin to its end
 * @param firstContent from the attempt's begin to its first content, or {@code null} if
 * none came or the answer came in one piece
 * @param usage tokens as billed, or {@code null} if unknown
 * @param serviceTier the tier in which the provider says it worked, such as {@code flex},
 * empty if it did not say
 * @param cost what the attempt cost, or {@code null} if unknown
 */
public record AttemptReport(DeploymentId deployment, @Nullable FailureReason failure, @Nullable String detail,
		Duration latency, @Nullable Duration firstContent, @Nullable TokenUsage usage, String serviceTier,
		@Nullable Money cost) {

	/** The {@link #outcome()} of an attempt or request that answered. */
	public static final String SUCCESS = "success";

	/** Returns {@value #SUCCESS} or the failure's tag. */
	public String outcome() {
		return (this.failure != null) ? this.failure.tag() : SUCCESS;
	}

}
