package io.github.llmrouting.observation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one line per request. The line carries its facts twice: as key-value pairs for
 * structured logging, in which an unknown fact is left out so that numbers stay numbers,
 * and in the message, in which it is {@value #UNKNOWN}. Whatever a caller may have
 * written is cleaned before.
 */
final class RequestLog implements RequestListener {

	static final String LOGGER = "llm.routing.request";

	private static final String UNKNOWN = "-";

	private static final int MAX_LENGTH = 128;

	private static final Logger logger = LoggerFactory.getLogger(LOGGER);

	private final InstantSource clock;

	RequestLog(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public void requestEnded(RequestReport report) {
		if (logger.isInfoEnabled()) {
			write(facts(report));
		}
	}

	private static void write(Map<String, @Nullable Object> facts) {
		LoggingEventBuilder line = logger.atInfo();
		for (Map.Entry<String, @Nullable Object> fact : facts.entrySet()) {
			line = (fact.getValue() != null) ? line.addKeyValue(fact.getKey(), fact.getValue()) : line;
		}
		line.log(message(facts));
	}

	private static String message(Map<String, @Nullable Object> facts) {
		return facts.entrySet()
			.stream()
			.map((fact) -> fact.getKey() + "=" + text(fact.getValue()))
			.collect(Collectors.joining(" "));
	}

	private static String text(@Nullable Object value) {
		if (value instanceof BigDecimal number) {
			return number.toPlainString();
		}
		return (value != null) ? value.toString() : UNKNOWN;
	}

	private Map<String, @Nullable Object> facts(RequestReport report) {
		TokenUsage usage = report.usage();
		Map<String, @Nullable Object> facts = new LinkedHashMap<>();
		facts.put("request_id", clean(report.requestId()));
		facts.put("route", clean(report.route()));
		facts.put("selected_provider", clean(report.provider()));
		facts.put("model", clean(report.model()));
		facts.put("outcome", report.outcome());
		facts.put("failover_attempts", report.failoverAttempts());
		facts.put("input_tokens", (usage != null) ? usage.totalInput() : null);
		facts.put("output_tokens", (usage != null) ? usage.totalOutput() : null);
		facts.put("cost_usd", (report.cost() != null) ? report.cost().toUsd() : null);
		facts.put("latency_ms", report.latency().toMillis());
		facts.put("first_content_ms", millis(report.firstContent()));
		facts.put("cache_hit", report.isFromMemory());
		facts.put("timestamp", this.clock.instant().toString());
		return facts;
	}

	private static @Nullable Long millis(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() : null;
	}

	/** Puts an underscore where a character could forge a line or a pair, or hide. */
	private static @Nullable String clean(@Nullable String text) {
		return (text != null) ? text.codePoints()
			.limit(MAX_LENGTH)
			.map((character) -> isHarmless(character) ? character : '_')
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString() : null;
	}

	private static boolean isHarmless(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR ->
				false;
			default -> true;
		};
	}

}
