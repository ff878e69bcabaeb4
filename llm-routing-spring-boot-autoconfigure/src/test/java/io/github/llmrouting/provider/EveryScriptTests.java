package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.llmrouting.test.SimulatedProtocol;
import io.github.llmrouting.test.script.FormScript;
import io.github.llmrouting.test.script.SimulatedScript;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every script of every protocol, whole and streamed, through the adapter that speaks it.
 * All attempts run at once, because many wait; then each is looked at.
 */
@TestInstance(Lifecycle.PER_CLASS)
class EveryScriptTests {

	private static final int AT_ONCE = 128;

	/** Only a hang takes so long. */
	private static final Duration BOUND = Duration.ofMinutes(3);

	private Map<ScriptCase, ScriptEnding> endings = Map.of();

	@BeforeAll
	void attemptAll() {
		try (ScriptStage stage = new ScriptStage()) {
			warmUp(stage);
			this.endings = Flux.fromStream(cases())
				.flatMap((tested) -> stage.attempt(tested).map((ending) -> Map.entry(tested, ending)), AT_ONCE)
				.collectMap(Map.Entry::getKey, Map.Entry::getValue)
				.block(BOUND);
		}
	}

	/** Some is made behind a lock once, on event loops, which are not to wait here. */
	private static void warmUp(ScriptStage stage) {
		Flux.fromStream(cases().filter((tested) -> tested.script() == FormScript.ANSWER))
			.concatMap(stage::attempt)
			.blockLast(BOUND);
	}

	static Stream<ScriptCase> cases() {
		return Arrays.stream(SimulatedProtocol.values()).flatMap(EveryScriptTests::cases);
	}

	private static Stream<ScriptCase> cases(SimulatedProtocol protocol) {
		return SimulatedScript.of(protocol)
			.stream()
			.flatMap((script) -> Stream.of(false, true)
				.filter((streamed) -> streamed || !script.streamOnly())
				.map((streamed) -> new ScriptCase(protocol, script, streamed)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void attemptEndsAsTheScriptSays(ScriptCase tested) {
		ScriptEnding ending = this.endings.get(tested);

		assertThat(ending).isNotNull();
		assertThat(ending.told()).as(ending.detail()).isIn(meaning(tested, ending.status()));
	}

	/** A refusal under status 200 is an answer that ends with it. */
	private static List<String> meaning(ScriptCase tested, int status) {
		boolean answered = status == 200;
		return switch (tested.script().outcome()) {
			case ANSWERED ->
				tested.isCompressed() ? List.of("UNREADABLE") : List.of("STOP", "LENGTH", "TOOL_CALLS", "OTHER");
			case CONTENT_REFUSED -> List.of(answered ? "CONTENT_FILTER" : "CONTENT_REFUSED");
			case CONTEXT_TOO_LONG -> List.of(answered ? "LENGTH" : "CONTEXT_TOO_LONG");
			default -> List.of(tested.script().outcome().name());
		};
	}

}
