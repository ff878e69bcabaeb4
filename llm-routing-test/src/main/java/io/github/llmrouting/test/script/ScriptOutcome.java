package io.github.llmrouting.test.script;

/**
 * What a client should make of a script: an answer, or the failure that is meant. The
 * failures have the names of a router's {@code FailureReason}.
 */
public enum ScriptOutcome {

	/** An answer. */
	ANSWERED,

	/** Too many requests or tokens for now. */
	RATE_LIMITED,

	/** No money or no quota left for long. */
	QUOTA_EXHAUSTED,

	/** No capacity now. */
	OVERLOADED,

	/** A failure on the vendor's side. */
	SERVER_ERROR,

	/**
	 * Nothing, or no more, in time; what is too late depends on the client's timeouts.
	 */
	TIMED_OUT,

	/** No connection, or none until a response. */
	UNREACHABLE,

	/** The credential is not accepted, or not for this. */
	UNAUTHORIZED,

	/** The model or deployment is not known. */
	MODEL_NOT_FOUND,

	/** The request is wrong. */
	INVALID_REQUEST,

	/**
	 * The conversation does not fit into the context window, says an error or the reason
	 * why an answer ended.
	 */
	CONTEXT_TOO_LONG,

	/** The content is refused, by an error or by the reason why an answer ended. */
	CONTENT_REFUSED,

	/** What came is not what the protocol says. */
	UNREADABLE,

	/** The answer broke off. */
	INTERRUPTED

}
