package io.github.llmrouting.sample;

import java.math.BigDecimal;

import io.github.llmrouting.RoutingRequest;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks. Only the message is needed.
 *
 * @param message text for the model
 * @param route name of the route to take
 * @param task what the message is about, such as {@code code}
 * @param caller on whose behalf the client asks
 * @param maxCost most that the answer may cost, in US dollars
 */
record ChatQuestion(@NotBlank(message = "missing or blank (expected: a text)") String message,
		@Nullable @Pattern(regexp = TEXT, message = "blank (expected: a route's name, or none)") String route,
		@Nullable @Pattern(regexp = TEXT, message = "blank (expected: a task, or none)") String task,
		@Nullable @Pattern(regexp = TEXT, message = "blank (expected: a caller's name, or none)") String caller,
		@Nullable @DecimalMin(value = LEAST_COST, message = COST) @DecimalMax(value = MOST_COST,
				message = COST) BigDecimal maxCost) {

	private static final String TEXT = "(?s).*\\S.*";

	private static final String LEAST_COST = "0.000000001";

	private static final String MOST_COST = "1000000";

	private static final String COST = "out of range (expected: US dollars above 0, from " + LEAST_COST + " to "
			+ MOST_COST + ")";

	RoutingRequest toRequest() {
		return RoutingRequest.of(this.message)
			.withRoute(this.route)
			.withTask(this.task)
			.withCaller(this.caller)
			.withMaxCost(this.maxCost);
	}

	/** Returns the question without its message: content does not belong in logs. */
	@Override
	public String toString() {
		return "ChatQuestion[route=" + this.route + ", task=" + this.task + ", caller=" + this.caller + ", maxCost="
				+ this.maxCost + "]";
	}

}
