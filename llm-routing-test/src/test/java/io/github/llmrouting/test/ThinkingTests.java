package io.github.llmrouting.test;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class ThinkingTests {

	private static final String TOOL_LOOP = """
			{"model":"claude","max_tokens":2000,"thinking":{"type":"enabled","budget_tokens":1024},"messages":[
			{"role":"user","content":"Hi"},{"role":"assistant","content":%s},
			{"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1_1","content":"21"}]}]}""";

	private final SimulatedReply reply = SimulatedReply.text("Let me see.")
		.thinking("I wonder")
		.thenToolCalls(SimulatedToolCall.of("weather", "{}"));

	private final ProviderSimulator anthropic = ProviderSimulator.anthropic();

	private final SimulatorClient anthropicClient = SimulatorClient.anthropic(this.anthropic);

	private final ProviderSimulator gemini = ProviderSimulator.gemini();

	private final ProviderSimulator openAi = ProviderSimulator.openAi();

	@AfterEach
	void stop() {
		this.anthropic.close();
		this.gemini.close();
		this.openAi.close();
	}

	@Test
	void thinkingIsSignedAndPrecedesTextAndCall() {
		this.anthropic.reply(this.reply.redactedThinking("c2VjcmV0"));

		JsonNode content = content(this.anthropicClient.post(SimulatorClient.ANTHROPIC_CALL));

		assertThat(content.valueStream().map((block) -> block.path("type").stringValue())).containsExactly("thinking",
				"redacted_thinking", "text", "tool_use");
		assertThat(content.path(0).path("thinking").stringValue()).isEqualTo("I wonder");
		assertThat(content.path(0).path("signature").stringValue()).isNotEmpty();
		assertThat(content.path(1).path("data").stringValue()).isEqualTo("c2VjcmV0");
	}

	@Test
	void streamedSignatureIsTheLastDeltaOfItsBlock() {
		this.anthropic.reply(SimulatedReply.text("Hi").thinking("I wonder").redactedThinking("c2VjcmV0").usage(9, 9));

		String body = this.anthropicClient.post(SimulatorClient.ANTHROPIC_STREAM).body();

		assertThat(body.lines()
			.filter((line) -> line.startsWith("data: "))
			.skip(1)
			.limit(11)
			.map((line) -> line.replaceAll("\"signature\":\"[^\"]+\"", "\"signature\":\"S\"").substring(6)))
			.containsExactly(
					"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
							+ "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
					"{\"type\":\"ping\"}", thinkingDelta("I "), thinkingDelta("wonder"),
					"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"S\"}}",
					"{\"type\":\"content_block_stop\",\"index\":0}",
					"{\"type\":\"content_block_start\",\"index\":1,\"content_block\":"
							+ "{\"type\":\"redacted_thinking\",\"data\":\"c2VjcmV0\"}}",
					"{\"type\":\"content_block_stop\",\"index\":1}",
					"{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
					"{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi\"}}",
					"{\"type\":\"content_block_stop\",\"index\":2}");
	}

	private static String thinkingDelta(String text) {
		return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\""
				+ text + "\"}}";
	}

	@Test
	void toolLoopGoesOnWithTheThinkingAsItWasSigned() {
		this.anthropic.next(this.reply);
		JsonNode content = content(this.anthropicClient.post(SimulatorClient.ANTHROPIC_CALL));

		assertThat(this.anthropicClient.post(TOOL_LOOP.formatted(content)).status()).isEqualTo(200);
	}

	@Test
	void alteredThinkingIsRefused() {
		this.anthropic.next(this.reply);
		String content = content(this.anthropicClient.post(SimulatorClient.ANTHROPIC_CALL)).toString();

		Received answer = this.anthropicClient.post(TOOL_LOOP.formatted(content.replace("I wonder", "I know")));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains("messages.1.content.0: Invalid `signature` in `thinking` block");
	}

	@Test
	void toolLoopWithoutItsThinkingIsRefused() {
		Received answer = this.anthropicClient.post(TOOL_LOOP.formatted("""
				[{"type":"tool_use","id":"call_1_1","name":"weather","input":{}}]"""));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains("Expected `thinking` or `redacted_thinking`, but found `tool_use`");
	}

	private static JsonNode content(Received answer) {
		return JsonMapper.shared().readTree(answer.body()).path("content");
	}

	@Test
	void geminiShowsThoughtsApart() {
		this.gemini.reply(this.reply);

		assertThat(SimulatorClient.gemini(this.gemini).post(":generateContent", SimulatorClient.GEMINI).body())
			.contains("{\"text\":\"I wonder\",\"thought\":true},{\"text\":\"Let me see.\"},{\"functionCall\"");
	}

	@Test
	void compatibleServersShowReasoningAsContentOfItsOwn() {
		this.openAi.reply(this.reply);

		assertThat(SimulatorClient.openAi(this.openAi).post(SimulatorClient.OPENAI_CALL).body())
			.contains("\"content\":\"Let me see.\"", "\"reasoning_content\":\"I wonder\"", "\"tool_calls\":[{");
		assertThat(SimulatorClient.openAi(this.openAi).post(SimulatorClient.OPENAI_STREAM).body())
			.contains("\"delta\":{\"reasoning_content\":\"I \"}");
	}

}
