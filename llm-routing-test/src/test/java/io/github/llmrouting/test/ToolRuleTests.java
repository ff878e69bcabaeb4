package io.github.llmrouting.test;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class ToolRuleTests {

	private static final String CALL = """
			{"role":"assistant","tool_calls":[{"id":"call_1","type":"function"}]}""";

	private static final String USE = """
			{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"f","input":{}}]}""";

	private final ProviderSimulator openAi = ProviderSimulator.openAi();

	private final ProviderSimulator anthropic = ProviderSimulator.anthropic();

	private final ProviderSimulator gemini = ProviderSimulator.gemini();

	@AfterEach
	void stop() {
		this.openAi.close();
		this.anthropic.close();
		this.gemini.close();
	}

	@Test
	void openAiRefusesAResultWithoutCall() {
		assertOpenAiRefuses("{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"21\"}", "",
				"\"param\":\"messages.[1].role\"");
	}

	@Test
	void openAiRefusesACallWithoutResult() {
		assertOpenAiRefuses(CALL + ",{\"role\":\"user\",\"content\":\"And?\"}", "",
				"did not have response messages: call_1");
	}

	@Test
	void openAiRefusesAChoiceWithoutTools() {
		assertOpenAiRefuses("{\"role\":\"user\",\"content\":\"Hi\"}", "\"tool_choice\":\"auto\",",
				"'tool_choice' is only allowed when 'tools' are specified");
	}

	@Test
	void openAiRefusesAnUnknownChoice() {
		String tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],";

		assertOpenAiRefuses("{\"role\":\"user\",\"content\":\"Hi\"}", tools + "\"tool_choice\":\"any\",",
				"Invalid value: 'any'");
		assertOpenAiRefuses("{\"role\":\"user\",\"content\":\"Hi\"}",
				tools + "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"g\"}},", "'g' not found");
	}

	private void assertOpenAiRefuses(String message, String fields, String reason) {
		Received answer = SimulatorClient.openAi(this.openAi)
			.post("{\"model\":\"m\"," + fields + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}," + message
					+ "]}");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains(reason);
	}

	@Test
	void anthropicRefusesAResultWithoutCall() {
		assertAnthropicRefuses("", result("toolu_1"),
				"unexpected `tool_use_id` found in `tool_result` blocks: toolu_1");
	}

	@Test
	void anthropicRefusesACallWithoutResult() {
		assertAnthropicRefuses("", USE + ",{\"role\":\"user\",\"content\":\"And?\"}",
				"`tool_use` ids were found without `tool_result` blocks immediately after: toolu_1");
	}

	@Test
	void anthropicAcceptsAResultOfItsCall() {
		assertThat(askAnthropic("", USE + "," + result("toolu_1")).status()).isEqualTo(200);
	}

	@Test
	void anthropicRefusesAnUnknownChoice() {
		assertAnthropicRefuses("\"tool_choice\":{\"type\":\"required\"},", "{\"role\":\"user\",\"content\":\"Hi\"}",
				"tool_choice: Input tag 'required'");
	}

	@Test
	void anthropicRefusesABudgetBeyondTheLimit() {
		assertAnthropicRefuses("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4096},",
				"{\"role\":\"user\",\"content\":\"Hi\"}", "`max_tokens` must be greater than");
	}

	@Test
	void anthropicRefusesMoreThanFourMarks() {
		String block = "{\"type\":\"text\",\"text\":\"x\",\"cache_control\":{\"type\":\"ephemeral\"}}";

		assertAnthropicRefuses("\"system\":[" + (block + ",").repeat(4) + block + "],",
				"{\"role\":\"user\",\"content\":\"Hi\"}", "A maximum of 4 blocks with cache_control");
	}

	private static String result(String id) {
		return "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"" + id
				+ "\",\"content\":\"21\"}]}";
	}

	private void assertAnthropicRefuses(String fields, String messages, String reason) {
		Received answer = askAnthropic(fields, messages);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains(reason);
	}

	private Received askAnthropic(String fields, String messages) {
		return SimulatorClient.anthropic(this.anthropic)
			.post("{\"model\":\"m\",\"max_tokens\":2000," + fields
					+ "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}," + messages + "]}");
	}

	@Test
	void geminiRefusesFewerResultsThanCalls() {
		Received answer = SimulatorClient.gemini(this.gemini).post(":generateContent", """
				{"contents":[{"role":"model","parts":[{"functionCall":{"name":"f"},"thoughtSignature":"s"},
				{"functionCall":{"name":"g"}}]},{"role":"user","parts":[{"functionResponse":{"name":"f"}}]}]}""");

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains("the number of function response parts is equal to");
	}

}
