package io.github.llmrouting.springai;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

import io.github.llmrouting.Money;
import io.github.llmrouting.RoutingHints;
import io.github.llmrouting.RoutingHints.CacheUse;

import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * One key of the advisor context whose value is a hint.
 *
 * @param key in the context
 * @param expected what its value may be, in words
 * @param reader puts a value into hints; throws {@link ClassCastException} or
 * {@link IllegalArgumentException} if it is not what is expected
 */
record ContextHint(String key, String expected, BiFunction<RoutingHints, Object, RoutingHints> reader) {

	static ContextHint text(String key, BiFunction<RoutingHints, String, RoutingHints> target) {
		return new ContextHint(key, "a text that is not blank", (hints, value) -> target.apply(hints, (String) value));
	}

	static ContextHint duration(String key, BiFunction<RoutingHints, Duration, RoutingHints> target) {
		return new ContextHint(key, "a Duration above 0, or a text such as 500ms, 20s or PT20S",
				(hints, value) -> target.apply(hints, duration(value)));
	}

	private static Duration duration(Object value) {
		return (value instanceof Duration duration) ? duration : DurationFormatterUtils.detectAndParse((String) value);
	}

	static ContextHint money(String key, BiFunction<RoutingHints, Money, RoutingHints> target) {
		return new ContextHint(key, "US dollars above 0, as a number or a text such as 0.01",
				(hints, value) -> target.apply(hints, money(value)));
	}

	private static Money money(Object value) {
		if (value instanceof BigDecimal usd) {
			return Money.ofUsd(usd);
		}
		return Money.ofUsd(new BigDecimal((value instanceof Number number) ? number.toString() : (String) value));
	}

	static ContextHint cacheUse(String key, BiFunction<RoutingHints, CacheUse, RoutingHints> target) {
		return new ContextHint(key, "use, bypass or refresh", (hints, value) -> target.apply(hints, cacheUse(value)));
	}

	private static CacheUse cacheUse(Object value) {
		return (value instanceof CacheUse use) ? use : CacheUse.valueOf(((String) value).toUpperCase(Locale.ROOT));
	}

	boolean isIn(Map<String, ?> context) {
		return context.get(this.key) != null;
	}

	/** Returns the hints with the one that the context holds under this key, if any. */
	RoutingHints read(RoutingHints hints, Map<String, ?> context) {
		Object value = context.get(this.key);
		return (value != null) ? read(hints, value) : hints;
	}

	private RoutingHints read(RoutingHints hints, Object value) {
		try {
			return this.reader.apply(hints, value);
		}
		catch (ClassCastException ex) {
			throw unexpected(value.getClass().getName(), ex);
		}
		catch (IllegalArgumentException ex) {
			throw unexpected(value, ex);
		}
	}

	private IllegalArgumentException unexpected(Object value, RuntimeException cause) {
		return new IllegalArgumentException(this.key + ": " + value + " (expected: " + this.expected + ")", cause);
	}

}
