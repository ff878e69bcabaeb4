package io.github.llmrouting;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A request that got no answer. Root of one subclass per kind of refusal. Messages hold
 * no prompt, no answer and no key.
 */
public abstract class LlmRoutingException extends RuntimeException {

	private final FailureReason reason;

	private final transient List<AttemptReport> attempts;

	private final @Nullable Duration retryAfter;

	/**
	 * Creates a failure.
	 * @param message what happened and what to do, without content
	 * @param reason the reason by which meters and callers tell failures apart
	 * @param attempts everything that was tried, in order
	 * @param retryAfter how long to wait before asking again, or {@code null} if unknown
	 * @param cause what went wrong below, or {@code null}
	 */
	protected LlmRoutingException(String message, FailureReason reason, List<AttemptReport> attempts,
			@Nullable Duration retryAfter, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
		this.attempts = List.copyOf(attempts);
		this.retryAfter = retryAfter;
	}

	/** Returns why there is no answer. */
	public FailureReason reason() {
		return this.reason;
	}

	/** Returns everything that was tried, in order; empty if nobody was asked. */
	public List<AttemptReport> attempts() {
		return (this.attempts != null) ? this.attempts : List.of();
	}

	/** Returns how long to wait before asking again, or {@code null} if nobody said. */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

}
