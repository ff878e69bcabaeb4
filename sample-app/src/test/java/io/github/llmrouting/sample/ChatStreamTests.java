package io.github.llmrouting.sample;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;

import static org.assertj.core.api.Assertions.assertThat;

class ChatStreamTests extends RunningSample {

	@Test
	void chunksComeFirstAndThenOneReport() {
		List<ServerSentEvent<String>> events = stream(HELLO);

		assertThat(events).hasSizeGreaterThan(2);
		assertThat(events.subList(0, events.size() - 1)).extracting(ServerSentEvent::event).containsOnly("chunk");
		assertThat(events.get(0).data()).isEqualTo("{\"text\":\"This \"}");
		assertThat(last(events).event()).isEqualTo("report");
		assertThat(last(events).data()).contains("\"provider\":\"openai\"", "\"outcome\":\"success\"",
				"\"costUsd\":0.");
	}

	@Test
	void secondProviderStreamsWhenTheFirstIsDown() {
		tell("openai", "down");

		List<ServerSentEvent<String>> events = stream(HELLO);

		assertThat(last(events).data()).contains("\"provider\":\"anthropic\"", "\"outcome\":\"unreachable\"");
	}

	@Test
	void cutStreamEndsWithAnErrorAndWithoutReport() {
		tell("openai", "cut");

		List<ServerSentEvent<String>> events = stream(HELLO);

		assertThat(events).extracting(ServerSentEvent::event).containsExactly("chunk", "chunk", "chunk", "error");
		assertThat(last(events).data()).contains("\"status\":503", "\"reason\":\"interrupted\"",
				"\"outcome\":\"interrupted\"");
	}

	@Test
	void failureBeforeTheFirstChunkIsAResponseOfItsOwn() {
		tell("openai", "down");
		tell("anthropic", "down");

		client().post()
			.uri("/chat/stream")
			.contentType(MediaType.APPLICATION_JSON)
			.accept(MediaType.TEXT_EVENT_STREAM)
			.bodyValue(HELLO)
			.exchange()
			.expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.attempts.length()")
			.isEqualTo(2);
	}

	private static ServerSentEvent<String> last(List<ServerSentEvent<String>> events) {
		return events.get(events.size() - 1);
	}

}
