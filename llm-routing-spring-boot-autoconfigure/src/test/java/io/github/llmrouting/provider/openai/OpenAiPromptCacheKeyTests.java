package io.github.llmrouting.provider.openai;

import java.util.Objects;

import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiPromptCacheKeyTests {

	private static final String BRIEF = "{\"role\":\"system\",\"content\":\"Be brief.\"}";

	private static final String LONG = "{\"role\":\"system\",\"content\":\"Be long.\"}";

	private static final String QUESTION = "{\"role\":\"user\",\"content\":\"2+2?\"}";

	private static final String OTHER = "{\"role\":\"user\",\"content\":\"3+3?\"}";

	private static final String CLOCK = "{\"type\":\"function\",\"function\":{\"name\":\"clock\"}}";

	@Test
	void requestsThatBeginAlikeHaveTheSameKey() {
		assertThat(key(CLOCK, BRIEF, QUESTION)).isEqualTo(key(CLOCK, BRIEF, OTHER, BRIEF)).hasSize(32);
	}

	@Test
	void otherSystemTextOrOtherToolsMakeAnotherKey() {
		assertThat(key(CLOCK, BRIEF, QUESTION)).isNotEqualTo(key(CLOCK, LONG, QUESTION))
			.isNotEqualTo(key(null, BRIEF, QUESTION));
	}

	@Test
	void keyDoesNotHoldThePrompt() {
		assertThat(key(null, BRIEF, QUESTION)).matches("[0-9a-f]{32}");
	}

	@Test
	void requestWithNothingThatStaysHasNoKey() {
		assertThat(key(null, QUESTION, BRIEF)).isNull();
	}

	private static String key(String tool, String... messages) {
		ObjectNode body = (ObjectNode) WireJson.read("{\"messages\":[" + String.join(",", messages) + "]}");
		if (tool != null) {
			body.putArray("tools").add(Objects.requireNonNull(WireJson.read(tool)));
		}
		OpenAiPromptCacheKey.write(body);
		return body.path("prompt_cache_key").stringValue(null);
	}

}
