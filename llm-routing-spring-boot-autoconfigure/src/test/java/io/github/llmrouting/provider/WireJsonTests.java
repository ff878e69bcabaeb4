package io.github.llmrouting.provider;

import java.nio.charset.StandardCharsets;

import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WireJsonTests {

	@ParameterizedTest
	@ValueSource(strings = { "", " \r\n", "<html>my secret</html>", "{\"secret\": ", "{\"a\": secret}",
			"{} {\"secret\": 1}", "{\"a\": NaN}", "{'secret': 1}", "\ufeff" })
	void whatIsNoSingleJsonValueIsUnreadableAndNotRepeated(String json) {
		assertUnreadable(() -> WireJson.read(json));
		assertUnreadable(() -> WireJson.read(bytes(json)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " \r\n", "<html>", "{\"a\": ", "{} {}" })
	void whatIsNoJsonIsMissingWhenReadLeniently(String json) {
		assertThat(WireJson.readLeniently(json).isMissingNode()).isTrue();
		assertThat(WireJson.readLeniently(bytes(json)).isMissingNode()).isTrue();
	}

	@Test
	void invalidUtf8IsReplaced() {
		byte[] json = { '"', (byte) 0xC3, '(', '"' };

		assertThat(WireJson.read(json).stringValue()).isEqualTo("\ufffd(");
	}

	@Test
	void nestingBombIsUnreadable() {
		assertThat(WireJson.read("[".repeat(64) + "]".repeat(64)).isArray()).isTrue();
		assertUnreadable(() -> WireJson.read("[".repeat(65) + "]".repeat(65)));
		assertUnreadable(() -> WireJson.read("[".repeat(1_000_000)));
	}

	@Test
	void valueOfVeryManySmallOnesIsUnreadable() {
		assertThat(WireJson.read("[" + "0,".repeat(999_000) + "0]").isArray()).isTrue();
		assertUnreadable(() -> WireJson.read("[" + "0,".repeat(1_000_000) + "0]"));
	}

	@Test
	void valueIsWrittenAsItWasRead() {
		String json = "{\"text\":\"\u6f22 \ud83d\ude00 \\\" \\n\",\"n\":1.5,\"none\":null}";
		JsonNode read = WireJson.read(json);

		assertThat(WireJson.writeText(read)).isEqualTo(json);
		assertThat(WireJson.write(read)).isEqualTo(bytes(json));
		assertThat(WireJson.object()).isEmpty();
	}

	private static void assertUnreadable(Runnable reading) {
		assertThatExceptionOfType(ProviderException.class).isThrownBy(reading::run)
			.withMessage("unreadable: an answer that is not JSON")
			.withNoCause()
			.extracting(ProviderException::failure)
			.isInstanceOf(Unreadable.class);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
