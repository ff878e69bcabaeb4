package io.github.llmrouting.observation;

import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Every meter: its name, its description and the keys of its tags, which are the same
 * each time. Tag values come from the configuration or from a closed set, never from a
 * request.
 */
enum RoutingMeter {

	/** Requests by how they ended. */
	REQUEST("llm.routing.request", "Requests from begin to end, all attempts together", "route", "provider", "model",
			"outcome", "cache"),

	/** Attempts by how they ended. */
	ATTEMPT("llm.routing.attempt", "Attempts at one deployment from begin to end", "provider", "model", "outcome"),

	/** How long callers wait for the first content of a stream. */
	FIRST_CONTENT("llm.routing.first.content",
			"From the begin of a request to the first content of its streamed answer, answers from memory left out",
			"route", "provider", "model"),

	/** Tokens that a provider may bill. */
	TOKENS("llm.routing.tokens", "Tokens as billed, or as estimated where an attempt broke off", "type", "provider",
			"model"),

	/** Money that a provider may ask for. */
	COST("llm.routing.cost", "Cost of attempts in US dollars, attempts of unknown cost left out", "provider", "model"),

	/** What the cache did for requests that may use it. */
	CACHE("llm.routing.cache", "Answers by what the cache had to do with them", "result"),

	/** Attempts that run now. */
	IN_FLIGHT("llm.routing.in.flight", "Attempts that have begun and not ended", "provider", "model");

	/** Value of a tag of which nothing is known. */
	static final String NONE = "none";

	private final String meterName;

	private final String description;

	private final List<String> keys;

	RoutingMeter(String meterName, String description, String... keys) {
		this.meterName = meterName;
		this.description = description;
		this.keys = List.of(keys);
	}

	/** Returns the name under which the meter is registered. */
	String meterName() {
		return this.meterName;
	}

	/** Returns what the meter counts, in words. */
	String description() {
		return this.description;
	}

	/**
	 * Returns the meter's tags.
	 * @param values one for each key, in the order of the keys; {@code null} if unknown
	 */
	Tags tags(@Nullable String... values) {
		Assert.isTrue(values.length == this.keys.size(),
				() -> this.meterName + ": " + values.length + " tags (expected: " + this.keys + ")");
		String[] pairs = new String[2 * values.length];
		for (int i = 0; i < values.length; i++) {
			String value = values[i];
			pairs[2 * i] = this.keys.get(i);
			pairs[2 * i + 1] = (value != null) ? value : NONE;
		}
		return Tags.of(pairs);
	}

	/** Returns where the timers of this name are found. */
	MeterProvider<Timer> timers(MeterRegistry registry) {
		return Timer.builder(this.meterName).description(this.description).withRegistry(registry);
	}

	/**
	 * Returns where the counters of this name are found.
	 * @param unit of what they count, or {@code null} if they count events
	 */
	MeterProvider<Counter> counters(MeterRegistry registry, @Nullable String unit) {
		return Counter.builder(this.meterName).description(this.description).baseUnit(unit).withRegistry(registry);
	}

}
