package io.github.llmrouting.provider.anthropic;

import java.time.InstantSource;
import java.util.List;
import java.util.function.IntFunction;

import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.ServerSentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class AnthropicStreamReaderTests {

	private final AnthropicStreamReader reader = new AnthropicStreamReader(
			new AnthropicFailureClassifier(InstantSource.system()), List.of(), 1000);

	@Test
	void toolCallsMayNotGrowForever() {
		this.reader.read(start(0));

		assertIsGivenUp((i) -> event(
				"""
						{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"0123456789"}}"""));
	}

	@Test
	void toolCallsMayNotBeAnyNumber() {
		assertIsGivenUp(AnthropicStreamReaderTests::start);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text", "thinking", "redacted_thinking" })
	void contentBlocksMayNotBeAnyNumber(String type) {
		assertIsGivenUp("content blocks", (i) -> event("""
				{"type":"content_block_start","index":%d,"content_block":{"type":"%s","text":"","thinking":""}}"""
			.formatted(i, type)));
	}

	private static ServerSentEvent start(int index) {
		return event("""
				{"type":"content_block_start","index":%d,"content_block":{"type":"tool_use","id":"","name":"clock"}}"""
			.formatted(index));
	}

	private static ServerSentEvent event(String data) {
		return new ServerSentEvent("message", data);
	}

	private void assertIsGivenUp(IntFunction<ServerSentEvent> events) {
		assertIsGivenUp("tool calls", events);
	}

	private void assertIsGivenUp(String what, IntFunction<ServerSentEvent> events) {
		ProviderException exception = catchThrowableOfType(ProviderException.class, () -> {
			for (int i = 0; i < 1000; i++) {
				this.reader.read(events.apply(i));
			}
		});
		assertThat(exception.failure()).isEqualTo(new Unreadable(what + " of more than 1000 characters"));
	}

}
