package io.github.llmrouting.test;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RecordedRequestTests {

	@Test
	void userTextIsTheNewest() {
		assertThat(request("""
				{"messages":[{"role":"user","content":"old"},{"role":"assistant","content":"Hm"},
				{"role":"user","content":[{"type":"text","text":"new"},{"type":"text","text":"est"}]},
				{"role":"user","content":[{"type":"tool_result","content":"21"}]}]}""").userText()).isEqualTo("newest");
	}

	@Test
	void toolResultIsSeenInEitherForm() {
		assertThat(request("{\"messages\":[{\"role\":\"tool\",\"content\":\"21\"}]}").hasToolResult()).isTrue();
		assertThat(request("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\"}]}]}")
			.hasToolResult()).isTrue();
		assertThat(request("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}").hasToolResult()).isFalse();
		assertThat(request("{}").hasToolResult()).isFalse();
	}

	@Test
	void geminiTellsModelAndStreamInThePathAndSpeaksInContents() {
		RecordedRequest request = new RecordedRequest("POST",
				"/v1beta/models/tuned%2Fmy+model%20x:streamGenerateContent?key=k&alt=sse", Map.of(), """
						{"contents":[{"role":"user","parts":[{"text":"new"},{"text":"est"}]},
						{"role":"model","parts":[{"functionCall":{"name":"f"}}]},
						{"role":"user","parts":[{"functionResponse":{"name":"f"}}]}]}""");

		assertThat(request.model()).isEqualTo("tuned/my+model x");
		assertThat(request.stream()).isTrue();
		assertThat(request.userText()).isEqualTo("newest");
		assertThat(request.hasToolResult()).isTrue();
	}

	@Test
	void whatIsMissingIsEmptyOrFalse() {
		RecordedRequest request = request("{}");

		assertThat(request.model()).isEmpty();
		assertThat(request.stream()).isFalse();
		assertThat(request.userText()).isEmpty();
		assertThat(request.header("accept")).isNull();
	}

	@Test
	void headerIsFoundInAnyCase() {
		RecordedRequest request = new RecordedRequest("POST", "/", Map.of("accept", List.of("a", "b")), "{}");

		assertThat(request.header("Accept")).isEqualTo("a");
	}

	@Test
	void bodyThatIsNoJsonHasNoJson() {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> request("{").json());
	}

	private static RecordedRequest request(String body) {
		return new RecordedRequest("POST", "/v1/chat/completions", Map.of(), body);
	}

}
