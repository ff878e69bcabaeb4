package io.github.llmrouting.provider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.llmrouting.test.ProviderSimulator;
import io.github.llmrouting.test.SimulatedReply;
import io.github.llmrouting.test.SimulatedToolCall;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/** A conversation that one vendor began goes on at another, within a tool loop. */
class MovedConversationTests {

	private static final SimulatedReply TWO_CALLS = SimulatedReply.toolCalls(
			SimulatedToolCall.of("get_weather", "{\"city\": \"Zürich\"}"), SimulatedToolCall.of("get_time", "{}"));

	static Stream<Arguments> pairs() {
		return Arrays.stream(EveryVendor.values())
			.flatMap((source) -> Arrays.stream(EveryVendor.values())
				.flatMap((target) -> Stream.of(Arguments.of(source, target, false),
						Arguments.of(source, target, true))));
	}

	@ParameterizedTest(name = "{0} > {1}, streamed: {2}")
	@MethodSource("pairs")
	void toolLoopGoesOnAtTheOther(EveryVendor source, EveryVendor target, boolean streamed) {
		List<Message> conversation = new ArrayList<>(List.of(new SystemMessage("Be brief."), new UserMessage("Hi")));
		try (ProviderSimulator provider = source.simulator()) {
			for (int round = 0; round < 2; round++) {
				provider.next(TWO_CALLS);
				AssistantMessage asked = ask(source, provider, new Prompt(conversation), streamed);
				conversation.add(asked);
				conversation.add(results(asked));
			}
		}

		target.accepted(new Prompt(conversation));
	}

	private static AssistantMessage ask(EveryVendor source, ProviderSimulator provider, Prompt prompt,
			boolean streamed) {
		ProviderClient client = source.client(provider);
		if (!streamed) {
			return client.call(source.request(prompt)).block().response().getResult().getOutput();
		}
		AtomicReference<ChatResponse> whole = new AtomicReference<>();
		new MessageAggregator()
			.aggregate(client.stream(source.request(prompt))
				.ofType(ProviderChunk.Content.class)
				.map(ProviderChunk.Content::response), whole::set)
			.blockLast();
		return whole.get().getResult().getOutput();
	}

	private static ToolResponseMessage results(AssistantMessage asked) {
		List<ToolResponse> results = asked.getToolCalls()
			.stream()
			.map((call) -> new ToolResponse(call.id(), call.name(), "Error: no such city"))
			.toList();
		return ToolResponseMessage.builder().responses(results).build();
	}

	@ParameterizedTest
	@EnumSource
	void idsThatAreForeignMissingOrRepeatedAreAccepted(EveryVendor target) {
		List<Message> conversation = new ArrayList<>(List.of(new UserMessage("Hi")));
		for (int round = 0; round < 2; round++) {
			AssistantMessage asked = AssistantMessage.builder()
				.content("")
				.toolCalls(List.of(call("functions.get_weather:0"), call("x".repeat(64)), call("D681PevKs"), call(""),
						call("")))
				.build();
			conversation.add(asked);
			conversation.add(results(asked));
		}

		target.accepted(new Prompt(conversation));
	}

	private static ToolCall call(String id) {
		return new ToolCall(id, "function", "get_weather", "{}");
	}

	@ParameterizedTest
	@EnumSource
	void turnsOfAllKindsAreAccepted(EveryVendor target) {
		AssistantMessage asked = AssistantMessage.builder()
			.content(" ")
			.toolCalls(List.of(call("call_1"), call("call_2")))
			.build();
		List<Message> conversation = List.of(new SystemMessage("Be brief."), new SystemMessage(""),
				UserMessage.builder()
					.text("What is this?")
					.media(image(new ByteArrayResource(new byte[] { 1 })))
					.build(),
				new AssistantMessage("A dot."), new AssistantMessage("A small one."), new UserMessage("Sure?"),
				new UserMessage(""), asked, results(asked), new UserMessage("Well?"), new SystemMessage("In German."));

		target.accepted(new Prompt(conversation));
	}

	private static Media image(ByteArrayResource bytes) {
		return new Media(Media.Format.IMAGE_PNG, bytes);
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OLLAMA")
	void documentIsAccepted(EveryVendor target) {
		Media document = new Media(Media.Format.DOC_PDF, new ByteArrayResource(new byte[] { 1, 2, 3 }));

		String sent = target.accepted(new Prompt(UserMessage.builder().text("Sum it up.").media(document).build()))
			.toString();

		assertThat(sent).contains("application/pdf", "AQID");
	}

}
