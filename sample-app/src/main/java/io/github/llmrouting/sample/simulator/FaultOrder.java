package io.github.llmrouting.sample.simulator;

import java.time.Duration;

import io.github.llmrouting.test.RecordedRequest;
import io.github.llmrouting.test.SimulatedReply;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated provider is to behave.
 *
 * @param fault what is wrong with it
 * @param status HTTP status of {@link Fault#STATUS}
 * @param delayMs time before the first token with {@link Fault#SLOW}
 */
record FaultOrder(@NotNull(message = "missing (expected: one of [none, down, status, slow, stall, cut])") Fault fault,
		@Min(value = 400, message = STATUS) @Max(value = 599, message = STATUS) Integer status,
		@Min(value = 0, message = DELAY) @Max(value = 600_000, message = DELAY) Integer delayMs) {

	/** Nothing is wrong. */
	static final FaultOrder NOTHING = new FaultOrder(Fault.NONE, null, null);

	private static final String STATUS = "out of range (expected: 400 to 599)";

	private static final String DELAY = "out of range (expected: 0 to 600000 milliseconds)";

	private static final Duration PER_TOKEN = Duration.ofMillis(20);

	private static final int ECHOED_CHARACTERS = 200;

	private static final int TOKENS_BEFORE_CUT = 3;

	FaultOrder(Fault fault, @Nullable Integer status, @Nullable Integer delayMs) {
		this.fault = fault;
		this.status = (status != null) ? status : 503;
		this.delayMs = (delayMs != null) ? delayMs : 5000;
	}

	SimulatedReply replyTo(RecordedRequest request) {
		return switch (this.fault) {
			case NONE -> echo(request);
			case DOWN -> SimulatedReply.drop();
			case STATUS -> SimulatedReply.status(this.status);
			case SLOW -> echo(request).firstTokenAfter(Duration.ofMillis(this.delayMs));
			case STALL -> SimulatedReply.stall();
			case CUT -> echo(request).cutAfter(TOKENS_BEFORE_CUT);
		};
	}

	private static SimulatedReply echo(RecordedRequest request) {
		String message = request.userText();
		String echoed = message.substring(0, Math.min(message.length(), ECHOED_CHARACTERS));
		return SimulatedReply.text("This is a simulated answer. You said: " + echoed).tokenEvery(PER_TOKEN);
	}

}
