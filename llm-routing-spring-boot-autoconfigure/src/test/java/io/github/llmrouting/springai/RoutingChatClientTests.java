package io.github.llmrouting.springai;

import java.util.List;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.RoutingHints;
import io.github.llmrouting.RoutingReport;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a {@code ChatClient} makes of the {@link RoutingChatModel}. */
class RoutingChatClientTests {

	private static final AssistantMessage TWO_TOOL_CALLS = FakeChatRouter.toolCalls(
			new ToolCall("1", "function", "weather", "{\"name\":\"Rome\"}"),
			new ToolCall("2", "function", "weather", "{\"name\":\"Oslo\"}"));

	private static final AssistantMessage ANSWER = new AssistantMessage("Rome is warmer");

	private final ToolCallback weather = FunctionToolCallback.builder("weather", (City city) -> city.name() + ": fine")
		.description("Tells the weather")
		.inputType(City.class)
		.build();

	@Test
	void callAnswers() {
		assertThat(client(FakeChatRouter.answering("4")).prompt("2+2?").call().content()).isEqualTo("4");
	}

	@Test
	void callHasTheReport() {
		ChatResponse response = client(FakeChatRouter.answering("4")).prompt("2+2?").call().chatResponse();

		assertThat(RoutingReport.of(response)).isPresent();
	}

	@Test
	void streamAnswers() {
		client(FakeChatRouter.answering("one two")).prompt("Count")
			.stream()
			.content()
			.as(StepVerifier::create)
			.expectNext("one ", "two")
			.verifyComplete();
	}

	@Test
	void streamHasTheReportInItsLastChunk() {
		ChatResponse last = client(FakeChatRouter.answering("one two")).prompt("Count")
			.stream()
			.chatResponse()
			.blockLast();

		assertThat(RoutingReport.of(last)).isPresent();
	}

	@Test
	void optionsReachTheRouter() {
		FakeChatRouter router = FakeChatRouter.answering("4");

		client(router).prompt("2+2?").options(ChatOptions.builder().model("large").temperature(0.5)).call().content();

		ChatOptions options = router.lastRequest().prompt().getOptions();
		assertThat(options.getModel()).isEqualTo("large");
		assertThat(options.getTemperature()).isEqualTo(0.5);
	}

	@Test
	void hintsInTheOptionsReachTheRouterInEveryRound() {
		FakeChatRouter router = FakeChatRouter.answering(TWO_TOOL_CALLS, ANSWER);

		client(router).prompt("Where is it warmer?")
			.options(RoutingChatOptions.builder().hints((hints) -> hints.withTask("travel")))
			.tools(this.weather)
			.call()
			.content();

		assertThat(router.requests()).hasSize(2)
			.allSatisfy((request) -> assertThat(request.hints()).isEqualTo(RoutingHints.NONE.withTask("travel")));
	}

	@Test
	void toolsAreRunBetweenTwoCalls() {
		FakeChatRouter router = FakeChatRouter.answering(TWO_TOOL_CALLS, ANSWER);

		String answer = client(router).prompt("Where is it warmer?").tools(this.weather).call().content();

		assertThat(answer).isEqualTo("Rome is warmer");
		assertThatToolsWereRun(router);
	}

	@Test
	void toolsAreRunBetweenTwoStreams() {
		FakeChatRouter router = FakeChatRouter.answering(TWO_TOOL_CALLS, ANSWER);

		client(router).prompt("Where is it warmer?")
			.tools(this.weather)
			.stream()
			.content()
			.as(StepVerifier::create)
			.expectNext("Rome ", "is ", "warmer")
			.verifyComplete();

		assertThatToolsWereRun(router);
	}

	@Test
	void everyRoundOfAStreamWithToolsHasItsReport() {
		List<RoutingReport> reports = client(FakeChatRouter.answering(TWO_TOOL_CALLS, ANSWER))
			.prompt("Where is it warmer?")
			.tools(this.weather)
			.stream()
			.chatResponse()
			.mapNotNull((chunk) -> RoutingReport.of(chunk).orElse(null))
			.collectList()
			.block();

		assertThat(reports).extracting(RoutingReport::finishReason)
			.containsExactly(FinishReason.TOOL_CALLS, FinishReason.STOP);
	}

	private static void assertThatToolsWereRun(FakeChatRouter router) {
		assertThat(router.requests()).hasSize(2);
		assertThat(router.lastRequest().prompt().getInstructions()).last()
			.isInstanceOfSatisfying(ToolResponseMessage.class,
					(results) -> assertThat(results.getResponses()).extracting(ToolResponse::responseData)
						.containsExactly("\"Rome: fine\"", "\"Oslo: fine\""));
	}

	@Test
	void entityIsReadFromTheAnswer() {
		FakeChatRouter router = FakeChatRouter.answering("{\"name\":\"Rome\"}");

		City city = client(router).prompt("Where?").call().entity(City.class);

		assertThat(city).isEqualTo(new City("Rome"));
		assertThat(router.lastRequest().prompt().getContents()).contains("JSON Schema");
	}

	@Test
	void schemaOfAnEntityTravelsBesideHintsAndTools() {
		FakeChatRouter router = FakeChatRouter.answering("{\"name\":\"Rome\"}");

		client(router).prompt("Where?")
			.options(RoutingChatOptions.builder().hints((hints) -> hints.withTask("travel")))
			.tools(this.weather)
			.call()
			.entity(City.class, (entity) -> entity.useProviderStructuredOutput());

		RoutingChatOptions options = (RoutingChatOptions) router.lastRequest().prompt().getOptions();
		assertThat(options.getOutputSchema()).contains("\"name\"");
		assertThat(options.getToolCallbacks()).containsExactly(this.weather);
		assertThat(options.hints().task()).isEqualTo("travel");
		assertThat(router.lastRequest().prompt().getContents()).isEqualTo("Where?");
	}

	@Test
	void failureOfTheRouterArrivesAsItIs() {
		RefusedException refused = new RefusedException();
		ChatClient client = client(FakeChatRouter.failing(refused));

		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> client.prompt("2+2?").call().content())
			.isSameAs(refused);
		StepVerifier.create(client.prompt("2+2?").stream().content())
			.verifyErrorSatisfies((error) -> assertThat(error).isSameAs(refused));
	}

	@Test
	void cancellationOfTheStreamCancelsTheRequest() {
		FakeChatRouter router = FakeChatRouter.silent();

		client(router).prompt("Count").stream().content().subscribe().dispose();

		assertThat(router.requests()).hasSize(1);
		assertThat(router.cancellations()).isEqualTo(1);
	}

	private static ChatClient client(FakeChatRouter router) {
		return ChatClient.builder(new RoutingChatModel(router)).build();
	}

	record City(String name) {
	}

}
