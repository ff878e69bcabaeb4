package io.github.llmrouting.test.script;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.llmrouting.test.SimulatedProtocol;
import io.github.llmrouting.test.SimulatedReply;

/**
 * Rate limits whose header says in every possible form when they pass.
 */
public enum RetryAfterScript implements SimulatedScript {

	/** Whole seconds. */
	RETRY_AFTER_SECONDS("retry-after", "7"),

	/** Seconds with a fraction. */
	RETRY_AFTER_FRACTION("retry-after", "1.5"),

	/** A date that lies ahead. */
	RETRY_AFTER_DATE("retry-after", () -> date(30)),

	/** A date that has passed. */
	RETRY_AFTER_PAST_DATE("retry-after", () -> date(-30)),

	/** At once. */
	RETRY_AFTER_ZERO("retry-after", "0"),

	/** A day. */
	RETRY_AFTER_A_DAY("retry-after", "86400"),

	/** Less than nothing. */
	RETRY_AFTER_NEGATIVE("retry-after", "-5"),

	/** No number and no date. */
	RETRY_AFTER_GARBAGE("retry-after", "soon"),

	/** Nothing. */
	RETRY_AFTER_EMPTY("retry-after", ""),

	/** Milliseconds. */
	RETRY_AFTER_MILLISECONDS("retry-after-ms", "1500");

	private final String header;

	private final Supplier<String> value;

	RetryAfterScript(String header, String value) {
		this(header, () -> value);
	}

	RetryAfterScript(String header, Supplier<String> value) {
		this.header = header;
		this.value = value;
	}

	private static String date(long secondsAhead) {
		return DateTimeFormatter.RFC_1123_DATE_TIME
			.format(Instant.now().plusSeconds(secondsAhead).atOffset(ZoneOffset.UTC));
	}

	/** Returns those that a protocol knows: Gemini says it in its body instead. */
	static Stream<RetryAfterScript> of(SimulatedProtocol protocol) {
		boolean silent = protocol == SimulatedProtocol.GEMINI || protocol == SimulatedProtocol.VERTEX_AI;
		return silent ? Stream.empty() : Arrays.stream(values());
	}

	@Override
	public String description() {
		return "A rate limit says when it passes, or should, in " + this.header;
	}

	@Override
	public ScriptOutcome outcome() {
		return ScriptOutcome.RATE_LIMITED;
	}

	@Override
	public boolean streamOnly() {
		return false;
	}

	@Override
	public SimulatedReply reply() {
		return SimulatedReply.status(429).header(this.header, this.value.get());
	}

}
