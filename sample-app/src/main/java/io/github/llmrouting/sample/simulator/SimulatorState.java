package io.github.llmrouting.sample.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated provider does now.
 *
 * @param provider name of the provider
 * @param fault what is wrong with it
 * @param status HTTP status of its answers, or {@code null} if that is not the fault
 * @param delayMs time before the first token, or {@code null} if that is not the fault
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SimulatorState(String provider, Fault fault, @Nullable Integer status, @Nullable Integer delayMs) {

	static SimulatorState of(String provider, FaultOrder order) {
		return new SimulatorState(provider, order.fault(), (order.fault() == Fault.STATUS) ? order.status() : null,
				(order.fault() == Fault.SLOW) ? order.delayMs() : null);
	}

}
