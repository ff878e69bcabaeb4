package io.github.llmrouting.failover;

import io.github.llmrouting.AttemptReport;

/**
 * Is told how every attempt ended, failed and cancelled ones included. Called on the
 * thread that ended the attempt: must not block and must not throw.
 */
@FunctionalInterface
public interface AttemptListener {

	/**
	 * Takes note of an attempt.
	 * @param report how it ended
	 */
	void attemptEnded(AttemptReport report);

}
