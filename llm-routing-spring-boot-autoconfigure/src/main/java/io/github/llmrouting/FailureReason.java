package io.github.llmrouting;

import java.util.Locale;

/**
 * Why an attempt, or a whole request, brought no answer. A closed set: meters use it as a
 * tag.
 */
public enum FailureReason {

	/** The provider asks to wait: too many requests or tokens per minute. */
	RATE_LIMITED,

	/** The account has no money or no quota left for long. */
	QUOTA_EXHAUSTED,

	/** The provider has no capacity now. */
	OVERLOADED,

	/** The provider failed on its side. */
	SERVER_ERROR,

	/** The answer, its first content or its next content did not come in time. */
	TIMED_OUT,

	/** No connection, or it broke before an answer. */
	UNREACHABLE,

	/** The provider does not accept the credential. */
	UNAUTHORIZED,

	/** The provider does not know the model. */
	MODEL_NOT_FOUND,

	/** The request is wrong, and would be wrong elsewhere too. */
	INVALID_REQUEST,

	/** The conversation does not fit into the model's context window. */
	CONTEXT_TOO_LONG,

	/** The provider refuses the content of the request. */
	CONTENT_REFUSED,

	/** The provider's answer is not what its protocol says. */
	UNREADABLE,

	/** The connection broke within the answer, or a stream ended without its end. */
	INTERRUPTED,

	/** No deployment may be called now. */
	NO_DEPLOYMENT,

	/** The caller went away. */
	CANCELLED,

	/** Something went wrong on our side. */
	INTERNAL;

	/** Returns the name in lower case, as in meters and reports. */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
