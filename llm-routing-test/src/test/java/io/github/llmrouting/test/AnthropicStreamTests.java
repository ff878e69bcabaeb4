package io.github.llmrouting.test;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicStreamTests {

	private static final String MESSAGE_START = """
			event: message_start
			data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
			"model":"claude","content":[],"stop_reason":null,"stop_sequence":null,\
			"usage":{"input_tokens":377,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,\
			"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},\
			"output_tokens":1,"service_tier":"standard"}}}

			""";

	private static final String PING = """
			event: ping
			data: {"type":"ping"}

			""";

	private static final String TEXT_START = MESSAGE_START + """
			event: content_block_start
			data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

			""" + PING;

	private static final String HELLO = """
			event: content_block_delta
			data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello "}}

			""";

	private final ProviderSimulator provider = ProviderSimulator.anthropic();

	private final SimulatorClient client = SimulatorClient.anthropic(this.provider);

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void textIsStreamedTokenByToken() {
		this.provider.reply(SimulatedReply.text("Hello you").usage(377, 6));

		Received answer = stream();

		assertThat(answer.headers().get("content-type")).isEqualTo("text/event-stream");
		assertThat(answer.headers().get("request-id")).isEqualTo("req_1");
		assertThat(answer.body()).isEqualTo(TEXT_START + HELLO + """
				event: content_block_delta
				data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"you"}}

				event: content_block_stop
				data: {"type":"content_block_stop","index":0}

				event: message_delta
				data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
				"usage":{"output_tokens":6}}

				event: message_stop
				data: {"type":"message_stop"}

				""");
	}

	@Test
	void eachToolCallIsABlockOfItsOwn() {
		this.provider.reply(SimulatedReply
			.toolCalls(SimulatedToolCall.of("weather", "{\"city\":\"Paris\"}"), SimulatedToolCall.of("clock", "{}"))
			.usage(377, 20));

		assertThat(stream().body()).isEqualTo(MESSAGE_START + PING + """
				event: content_block_start
				data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use",\
				"id":"call_1_1","name":"weather","input":{}}}

				event: content_block_delta
				data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta",\
				"partial_json":"{\\"city\\":"}}

				event: content_block_delta
				data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta",\
				"partial_json":"\\"Paris\\"}"}}

				event: content_block_stop
				data: {"type":"content_block_stop","index":0}

				event: content_block_start
				data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use",\
				"id":"call_1_2","name":"clock","input":{}}}

				event: content_block_delta
				data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta",\
				"partial_json":"{}"}}

				event: content_block_stop
				data: {"type":"content_block_stop","index":1}

				event: message_delta
				data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},\
				"usage":{"output_tokens":20}}

				event: message_stop
				data: {"type":"message_stop"}

				""");
	}

	@Test
	void errorTakesThePlaceOfTheRest() {
		this.provider.reply(SimulatedReply.text("Hello you").usage(377, 6).errorAfter(1));

		Received answer = stream();

		assertThat(answer.error()).isNull();
		assertThat(answer.body()).isEqualTo(TEXT_START + HELLO + """
				event: error
				data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}

				""");
	}

	@Test
	void endWithoutMarkerKeepsTheUsageOfItsStart() {
		this.provider.reply(SimulatedReply.text("Hello you").usage(377, 6).endAfter(1));

		Received answer = stream();

		assertThat(answer.error()).isNull();
		assertThat(answer.body()).isEqualTo(TEXT_START + HELLO);
	}

	private Received stream() {
		return this.client.post(SimulatorClient.ANTHROPIC_STREAM);
	}

}
