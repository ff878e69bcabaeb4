package io.github.llmrouting.provider.gemini;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderTimeouts;
import io.github.llmrouting.test.ProviderSimulator;
import io.github.llmrouting.test.RecordedRequest;
import io.github.llmrouting.test.SimulatedReply;
import io.github.llmrouting.test.SimulatedToolCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

class GeminiToolLoopTests {

	private final ProviderSimulator provider = ProviderSimulator.gemini();

	private final GeminiClient client = GeminiClient.create(
			GeminiReplay.settings(this.provider.baseUrl(), ProviderTimeouts.STANDARD), WebClient.builder(), List.of());

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void thoughtSignaturesSurviveTheToolLoop() {
		this.provider.next(SimulatedReply.toolCalls(SimulatedToolCall.of("get_weather", "{\"city\": \"Paris\"}"),
				SimulatedToolCall.of("get_time", "{}")));

		AssistantMessage asked = this.client.call(GeminiReplay.REQUEST).block().response().getResult().getOutput();

		assertThat(continued(asked)).isEqualTo("c2lnbmF0dXJlIG9mIGFuc3dlciAx");
	}

	@Test
	void thoughtSignaturesSurviveTheToolLoopOfAStream() {
		this.provider.next(SimulatedReply.toolCall("get_weather", "{\"city\": \"Paris\"}"));

		assertThat(continued(streamed())).isEqualTo("c2lnbmF0dXJlIG9mIGFuc3dlciAx");
	}

	private AssistantMessage streamed() {
		AtomicReference<ChatResponse> asked = new AtomicReference<>();
		new MessageAggregator()
			.aggregate(this.client.stream(GeminiReplay.REQUEST)
				.ofType(ProviderChunk.Content.class)
				.map(ProviderChunk.Content::response), asked::set)
			.blockLast();
		return asked.get().getResult().getOutput();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void thoughtSignatureOfATextGoesBack(boolean streamed) {
		String answer = """
				{"candidates":[{"content":{"role":"model","parts":[{"text":"4","thoughtSignature":"c2ln"}]},\
				"finishReason":"STOP"}],"responseId":"r1"}""";
		this.provider.next(SimulatedReply.json(answer, answer));
		AssistantMessage said = streamed ? streamed()
				: this.client.call(GeminiReplay.REQUEST).block().response().getResult().getOutput();

		Prompt prompt = new Prompt(List.of(new UserMessage("2+2?"), said, new UserMessage("Sure?")));
		this.client.call(GeminiReplay.request(prompt, ModelFacts.UNKNOWN)).block();

		assertThat(this.provider.requests().get(1).json().at("/contents/1/parts"))
			.hasToString("[{\"text\":\"4\",\"thoughtSignature\":\"c2ln\"}]");
	}

	@Test
	void idsThatRepeatAreToldApart() {
		AssistantMessage asked = AssistantMessage.builder()
			.toolCalls(List.of(new ToolCall("call_0", "function", "get_weather", "{}"),
					new ToolCall("call_0", "function", "get_weather", "{}")))
			.build();

		continued(asked);

		JsonNode contents = this.provider.requests().get(0).json().path("contents");
		String first = contents.at("/1/parts/0/functionCall/id").stringValue();
		String second = contents.at("/1/parts/1/functionCall/id").stringValue();
		assertThat(first).isEqualTo("call_0").isNotEqualTo(second);
		assertThat(contents.at("/2/parts/0/functionResponse/id").stringValue()).isEqualTo(first);
		assertThat(contents.at("/2/parts/1/functionResponse/id").stringValue()).isEqualTo(second);
	}

	@Test
	void toolCallsOfAnotherProviderAreAccepted() {
		AssistantMessage asked = AssistantMessage.builder()
			.toolCalls(List.of(new ToolCall("toolu_1", "function", "get_weather", "{}")))
			.build();

		assertThat(continued(asked)).isEqualTo("skip_thought_signature_validator");
	}

	private String continued(AssistantMessage asked) {
		List<ToolResponse> responses = asked.getToolCalls()
			.stream()
			.map((call) -> new ToolResponse(call.id(), call.name(), "rain"))
			.toList();
		Prompt prompt = new Prompt(
				List.of(new UserMessage("Hello!"), asked, ToolResponseMessage.builder().responses(responses).build()));
		this.client.call(GeminiReplay.request(prompt, ModelFacts.UNKNOWN)).block();
		RecordedRequest request = this.provider.requests().get(this.provider.requests().size() - 1);
		assertThat(request.hasToolResult()).isTrue();
		return request.json().at("/contents/1/parts/0/thoughtSignature").stringValue();
	}

}
