package io.github.llmrouting.health;

import java.time.Duration;

import io.github.llmrouting.provider.ProviderFailure;

/**
 * An attempt that has begun and has not ended. Ends exactly once, by the first of its
 * three ends; later ones do nothing. Thread-safe.
 */
public interface RunningAttempt {

	/**
	 * Tells that the first content came: the deployment works. The rest of a stream only
	 * tells how long the answer is.
	 * @param latency from the attempt's begin
	 */
	void firstContent(Duration latency);

	/**
	 * Ends the attempt with an answer.
	 * @param latency from the attempt's begin
	 */
	void succeeded(Duration latency);

	/**
	 * Ends the attempt with a failure.
	 * @param failure why
	 * @param latency from the attempt's begin
	 */
	void failed(ProviderFailure failure, Duration latency);

	/**
	 * Ends the attempt without a word on the deployment: nobody was interested any more.
	 */
	void cancelled();

}
