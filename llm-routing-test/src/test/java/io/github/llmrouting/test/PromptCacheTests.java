package io.github.llmrouting.test;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class PromptCacheTests {

	private static final String LONG = "Be brief. ".repeat(600);

	private static final String MARK = ",\"cache_control\":{\"type\":\"ephemeral\"}";

	private static final String HOUR_MARK = ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}";

	private final ProviderSimulator anthropic = ProviderSimulator.anthropic();

	private final ProviderSimulator openAi = ProviderSimulator.openAi();

	@AfterEach
	void stop() {
		this.anthropic.close();
		this.openAi.close();
	}

	@Test
	void markedPrefixIsWrittenFirstAndReadThen() {
		JsonNode first = askAnthropic(LONG, MARK, "Hi");
		JsonNode second = askAnthropic(LONG, MARK, "How are you?");

		long tokens = first.path("cache_creation_input_tokens").longValue();
		assertThat(tokens).isBetween(1500L, 1600L);
		assertThat(first.at("/cache_creation/ephemeral_5m_input_tokens").longValue()).isEqualTo(tokens);
		assertThat(first.path("cache_read_input_tokens").longValue()).isZero();
		assertThat(second.path("cache_read_input_tokens").longValue()).isEqualTo(tokens);
		assertThat(second.path("cache_creation_input_tokens").longValue()).isZero();
		assertThat(second.path("input_tokens").longValue()).isPositive();
	}

	@Test
	void prefixIsWrittenForAnHourWhenItAsksForThat() {
		JsonNode usage = askAnthropic(LONG, HOUR_MARK, "Hi");

		assertThat(usage.at("/cache_creation/ephemeral_1h_input_tokens").longValue()).isGreaterThan(1500);
		assertThat(usage.at("/cache_creation/ephemeral_5m_input_tokens").longValue()).isZero();
	}

	@Test
	void prefixOfAnEarlierTurnIsFoundBeforeTheMark() {
		askAnthropic("Be brief.", "", "{\"role\":\"user\",\"content\":[" + text(LONG, MARK) + "]}");

		JsonNode usage = askAnthropic("Be brief.", "",
				"{\"role\":\"user\",\"content\":[" + text(LONG, "")
						+ "]},{\"role\":\"assistant\",\"content\":\"Yes\"},{\"role\":\"user\",\"content\":["
						+ text("And now?", MARK) + "]}");

		assertThat(usage.path("cache_read_input_tokens").longValue()).isGreaterThan(1500);
		assertThat(usage.path("cache_creation_input_tokens").longValue()).isBetween(1L, 100L);
	}

	@Test
	void otherPrefixIsNotRead() {
		askAnthropic(LONG, MARK, "Hi");

		assertThat(askAnthropic("Now " + LONG, MARK, "Hi").path("cache_read_input_tokens").longValue()).isZero();
	}

	@Test
	void shortPrefixIsNotCached() {
		askAnthropic("Be brief.", MARK, "Hi");

		JsonNode usage = askAnthropic("Be brief.", MARK, "Hi");

		assertThat(usage.path("cache_read_input_tokens").longValue()).isZero();
		assertThat(usage.path("cache_creation_input_tokens").longValue()).isZero();
	}

	@Test
	void unmarkedPromptIsNotCached() {
		askAnthropic(LONG, "", "Hi");

		assertThat(askAnthropic(LONG, "", "Hi").path("cache_read_input_tokens").longValue()).isZero();
	}

	@Test
	void usageThatTheReplyGivesIsLeftAsItIs() {
		this.anthropic.reply(SimulatedReply.text("Hello").usage(2000, 1));
		askAnthropic(LONG, MARK, "Hi");

		assertThat(askAnthropic(LONG, MARK, "Hi").path("input_tokens").longValue()).isEqualTo(2000);
	}

	@Test
	void resetForgetsThePrompts() {
		askAnthropic(LONG, MARK, "Hi");

		this.anthropic.reset();

		assertThat(askAnthropic(LONG, MARK, "Hi").path("cache_read_input_tokens").longValue()).isZero();
	}

	@Test
	void openAiReadsTheSharedPrefixInStepsOf128Tokens() {
		askOpenAi("\"prompt_cache_key\":\"k\",", LONG + "Hi");

		long cached = askOpenAi("\"prompt_cache_key\":\"k\",", LONG + "Bye");

		assertThat(cached).isBetween(1408L, 1536L);
		assertThat(cached % 128).isZero();
	}

	@Test
	void openAiCachesNothingWithoutKeyOrUnderAnother() {
		askOpenAi("\"prompt_cache_key\":\"k\",", LONG);

		assertThat(askOpenAi("", LONG)).isZero();
		assertThat(askOpenAi("\"prompt_cache_key\":\"other\",", LONG)).isZero();
	}

	@Test
	void openAiCachesNoShortPrompt() {
		askOpenAi("\"prompt_cache_key\":\"k\",", "Hi");

		assertThat(askOpenAi("\"prompt_cache_key\":\"k\",", "Hi")).isZero();
	}

	private JsonNode askAnthropic(String system, String mark, String message) {
		String messages = message.startsWith("{") ? message : "{\"role\":\"user\",\"content\":\"" + message + "\"}";
		String body = SimulatorClient.anthropic(this.anthropic)
			.post("{\"model\":\"claude\",\"max_tokens\":9,\"system\":[" + text(system, mark) + "],\"messages\":["
					+ messages + "]}")
			.body();
		return JsonMapper.shared().readTree(body).path("usage");
	}

	private static String text(String text, String mark) {
		return "{\"type\":\"text\",\"text\":\"" + text + "\"" + mark + "}";
	}

	private long askOpenAi(String key, String message) {
		String body = SimulatorClient.openAi(this.openAi)
			.post("{\"model\":\"gpt-5.4\"," + key + "\"messages\":[{\"role\":\"user\",\"content\":\"" + message
					+ "\"}]}")
			.body();
		return JsonMapper.shared().readTree(body).at("/usage/prompt_tokens_details/cached_tokens").longValue();
	}

}
