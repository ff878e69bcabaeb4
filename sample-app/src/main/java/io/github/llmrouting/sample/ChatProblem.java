package io.github.llmrouting.sample;

import java.time.Duration;

import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.failover.DeadlineExceededException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** What clients are told of a request that got no answer, as RFC 9457 has it. */
final class ChatProblem {

	private static final Logger logger = LoggerFactory.getLogger(ChatProblem.class);

	private ChatProblem() {
	}

	static ProblemDetail of(Throwable error) {
		return (error instanceof LlmRoutingException refused) ? of(refused) : unexpected(error);
	}

	private static ProblemDetail of(LlmRoutingException refused) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status(refused), refused.getMessage());
		problem.setProperty("reason", refused.reason().tag());
		problem.setProperty("attempts", ChatReport.Attempt.of(refused.attempts()));
		return problem;
	}

	private static HttpStatus status(LlmRoutingException refused) {
		return switch (refused.reason()) {
			case INVALID_REQUEST -> HttpStatus.BAD_REQUEST;
			case CONTEXT_TOO_LONG -> HttpStatus.CONTENT_TOO_LARGE;
			case CONTENT_REFUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
			case TIMED_OUT -> (refused instanceof DeadlineExceededException) ? HttpStatus.GATEWAY_TIMEOUT
					: HttpStatus.SERVICE_UNAVAILABLE;
			default -> HttpStatus.SERVICE_UNAVAILABLE;
		};
	}

	/** An error that nobody thought of is told to the log, and not to the client. */
	private static ProblemDetail unexpected(Throwable error) {
		logger.error("A request failed unexpectedly", error);
		return ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR,
				"Something went wrong here: the log of the application tells what");
	}

	/** Returns the headers of a response that tells the problem. */
	static HttpHeaders headers(Throwable error) {
		HttpHeaders headers = new HttpHeaders();
		Duration wait = (error instanceof LlmRoutingException refused) ? refused.retryAfter() : null;
		if (wait != null) {
			headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
		}
		return headers;
	}

}
