package io.github.llmrouting;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.llmrouting.RoutingHints.CacheUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RoutingHintsTests {

	private static final RoutingHints FULL = new RoutingHints("route", "task", "caller", "key", new Money(1),
			Duration.ofMillis(2), Duration.ofMillis(3), CacheUse.REFRESH, Map.of("a", "b"));

	@ParameterizedTest
	@MethodSource
	void unusableHintIsRefusedByNameAndValue(String message, Function<RoutingHints, RoutingHints> change) {
		assertThatIllegalArgumentException().isThrownBy(() -> change.apply(RoutingHints.NONE)).withMessage(message);
	}

	static Stream<Arguments> unusableHintIsRefusedByNameAndValue() {
		return Stream.of(refused("route: blank (expected: null or a text)", (hints) -> hints.withRoute("")),
				refused("task: blank (expected: null or a text)", (hints) -> hints.withTask(" ")),
				refused("caller: blank (expected: null or a text)", (hints) -> hints.withCaller("\t")),
				refused("stickyKey: blank (expected: null or a text)", (hints) -> hints.withStickyKey("\n")),
				refused("maxCost: $0 (expected: > 0)", (hints) -> hints.withMaxCost(Money.ZERO)),
				refused("maxLatency: PT0S (expected: > 0)", (hints) -> hints.withMaxLatency(Duration.ZERO)),
				refused("maxLatency: PT-1S (expected: > 0)", (hints) -> hints.withMaxLatency(Duration.ofSeconds(-1))),
				refused("timeout: PT0S (expected: > 0)", (hints) -> hints.withTimeout(Duration.ZERO)),
				refused("timeout: PT-0.001S (expected: > 0)", (hints) -> hints.withTimeout(Duration.ofMillis(-1))),
				refused("cache: null (expected: a CacheUse)", (hints) -> hints.withCache(null)));
	}

	private static Arguments refused(String message, Function<RoutingHints, RoutingHints> change) {
		return arguments(message, change);
	}

	@Test
	void everyChangeKeepsAllTheOtherHints() {
		RoutingHints rebuilt = RoutingHints.NONE.withAttribute("a", "b")
			.withCache(CacheUse.REFRESH)
			.withTimeout(Duration.ofMillis(3))
			.withMaxLatency(Duration.ofMillis(2))
			.withMaxCost(new Money(1))
			.withStickyKey("key")
			.withCaller("caller")
			.withTask("task")
			.withRoute("route");

		assertThat(rebuilt).isEqualTo(FULL);
	}

	@Test
	void everyHintCanBeTakenBack() {
		RoutingHints emptied = FULL.withRoute(null)
			.withTask(null)
			.withCaller(null)
			.withStickyKey(null)
			.withMaxCost(null)
			.withMaxLatency(null)
			.withTimeout(null)
			.withCache(CacheUse.USE);

		assertThat(emptied).isEqualTo(RoutingHints.NONE.withAttribute("a", "b"));
	}

	@Test
	void changeLeavesTheOriginalAlone() {
		RoutingHints more = FULL.withAttribute("c", "d").withRoute("other");

		assertThat(FULL.route()).isEqualTo("route");
		assertThat(FULL.attributes()).containsOnly(Map.entry("a", "b"));
		assertThat(more.attributes()).containsOnly(Map.entry("a", "b"), Map.entry("c", "d"));
	}

	@Test
	void attributeOfTheSameNameIsReplaced() {
		assertThat(FULL.withAttribute("a", "c").attributes()).containsOnly(Map.entry("a", "c"));
	}

	@Test
	void attributesAreCopiedAndCannotBeChanged() {
		Map<String, String> attributes = new LinkedHashMap<>(Map.of("a", "b"));
		RoutingHints hints = new RoutingHints(null, null, null, null, null, null, null, CacheUse.USE, attributes);
		attributes.clear();

		assertThat(hints.attributes()).containsOnly(Map.entry("a", "b"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> hints.attributes().put("c", "d"));
	}

}
