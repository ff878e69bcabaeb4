package io.github.llmrouting.springai;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.github.llmrouting.Money;
import io.github.llmrouting.RoutingHints;
import io.github.llmrouting.RoutingHints.CacheUse;
import io.github.llmrouting.RoutingRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.DefaultChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class RoutingHintsAdvisorTests {

	private final FakeChatRouter router = FakeChatRouter.answering("4");

	@Test
	void everyKeyBecomesItsHint() {
		Map<String, Object> params = Map.of(RoutingHintsAdvisor.ROUTE, "cheap", RoutingHintsAdvisor.TASK, "code",
				RoutingHintsAdvisor.CALLER, "shop", RoutingHintsAdvisor.STICKY_KEY, "chat-7",
				RoutingHintsAdvisor.MAX_COST, new BigDecimal("0.01"), RoutingHintsAdvisor.MAX_LATENCY,
				Duration.ofMillis(500), RoutingHintsAdvisor.TIMEOUT, Duration.ofSeconds(20), RoutingHintsAdvisor.CACHE,
				CacheUse.REFRESH);

		call(this.router, params);

		assertThat(hints()).isEqualTo(new RoutingHints("cheap", "code", "shop", "chat-7", new Money(10_000_000),
				Duration.ofMillis(500), Duration.ofSeconds(20), CacheUse.REFRESH, Map.of()));
	}

	@ParameterizedTest
	@MethodSource
	void valueIsRead(String key, Object value, RoutingHints expected) {
		call(this.router, Map.of(key, value));

		assertThat(hints()).isEqualTo(expected);
	}

	static Stream<Arguments> valueIsRead() {
		RoutingHints none = RoutingHints.NONE;
		RoutingHints cent = none.withMaxCost(new Money(10_000_000));
		return Stream.of(Arguments.of(RoutingHintsAdvisor.MAX_COST, "0.01", cent),
				Arguments.of(RoutingHintsAdvisor.MAX_COST, 0.01, cent),
				Arguments.of(RoutingHintsAdvisor.MAX_COST, 2, none.withMaxCost(new Money(2_000_000_000))),
				Arguments.of(RoutingHintsAdvisor.TIMEOUT, "20s", none.withTimeout(Duration.ofSeconds(20))),
				Arguments.of(RoutingHintsAdvisor.TIMEOUT, "PT20S", none.withTimeout(Duration.ofSeconds(20))),
				Arguments.of(RoutingHintsAdvisor.MAX_LATENCY, "500ms", none.withMaxLatency(Duration.ofMillis(500))),
				Arguments.of(RoutingHintsAdvisor.CACHE, "bypass", none.withCache(CacheUse.BYPASS)));
	}

	@ParameterizedTest
	@MethodSource
	void wrongValueIsRefused(String key, Object value, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> call(this.router, Map.of(key, value)))
			.withMessage(message);
		assertThat(this.router.requests()).isEmpty();
	}

	static Stream<Arguments> wrongValueIsRefused() {
		String text = " (expected: a text that is not blank)";
		String money = " (expected: US dollars above 0, as a number or a text such as 0.01)";
		String duration = " (expected: a Duration above 0, or a text such as 500ms, 20s or PT20S)";
		return Stream.of(Arguments.of(RoutingHintsAdvisor.ROUTE, 7, "llm.routing.route: java.lang.Integer" + text),
				Arguments.of(RoutingHintsAdvisor.TASK, " ", "llm.routing.task:  " + text),
				Arguments.of(RoutingHintsAdvisor.MAX_COST, "cheap", "llm.routing.max-cost: cheap" + money),
				Arguments.of(RoutingHintsAdvisor.MAX_COST, -1, "llm.routing.max-cost: -1" + money),
				Arguments.of(RoutingHintsAdvisor.MAX_COST, Double.NaN, "llm.routing.max-cost: NaN" + money),
				Arguments.of(RoutingHintsAdvisor.TIMEOUT, "soon", "llm.routing.timeout: soon" + duration),
				Arguments.of(RoutingHintsAdvisor.TIMEOUT, 20, "llm.routing.timeout: java.lang.Integer" + duration),
				Arguments.of(RoutingHintsAdvisor.MAX_LATENCY, Duration.ZERO,
						"llm.routing.max-latency: PT0S" + duration),
				Arguments.of(RoutingHintsAdvisor.CACHE, "always",
						"llm.routing.cache: always (expected: use, bypass or refresh)"));
	}

	@Test
	void hintsOfTheContextGoOverThoseOfTheOptions() {
		client(this.router).prompt("2+2?")
			.options(RoutingChatOptions.builder().hints((hints) -> hints.withTask("prose").withCaller("shop")))
			.advisors((advisors) -> advisors.param(RoutingHintsAdvisor.TASK, "code"))
			.call()
			.content();

		assertThat(hints()).isEqualTo(RoutingHints.NONE.withTask("code").withCaller("shop"));
	}

	@Test
	void otherOptionsStayAsTheyAre() {
		client(this.router).prompt("2+2?")
			.options(ChatOptions.builder().model("large"))
			.advisors((advisors) -> advisors.param(RoutingHintsAdvisor.TASK, "code"))
			.call()
			.content();

		assertThat(this.router.lastRequest().prompt().getOptions().getModel()).isEqualTo("large");
	}

	@Test
	void hintsReachEveryRoundOfAStreamWithTools() {
		FakeChatRouter twoRounds = FakeChatRouter.answering(
				FakeChatRouter.toolCalls(new ToolCall("1", "function", "clock", "{}")), new AssistantMessage("noon"));

		client(twoRounds).prompt("What time is it?")
			.tools(FunctionToolCallback.builder("clock", () -> "12:00").inputType(Void.class).build())
			.advisors((advisors) -> advisors.param(RoutingHintsAdvisor.STICKY_KEY, "chat-7"))
			.stream()
			.content()
			.as(StepVerifier::create)
			.expectNext("noon")
			.verifyComplete();

		assertThat(twoRounds.requests()).hasSize(2)
			.extracting(RoutingRequest::hints)
			.containsOnly(RoutingHints.NONE.withStickyKey("chat-7"));
	}

	@Test
	void requestWithoutHintsStaysTheSame() {
		ChatClientRequest request = new ChatClientRequest(new Prompt("2+2?"), Map.of("other", "param"));

		assertThat(passedOn(request)).isSameAs(request);
	}

	@Test
	void optionsOfAVendorStayTheSame() {
		ChatOptions vendor = new DefaultChatOptions("large", null, null, null, null, null, null, null) {
		};
		ChatClientRequest request = new ChatClientRequest(new Prompt("2+2?", vendor),
				Map.of(RoutingHintsAdvisor.TASK, "code"));

		assertThat(passedOn(request)).isSameAs(request);
	}

	@Test
	void promptWithoutOptionsGetsSome() {
		ChatClientRequest request = new ChatClientRequest(new Prompt("2+2?"), Map.of(RoutingHintsAdvisor.TASK, "code"));

		assertThat(passedOn(request).prompt().getOptions())
			.isEqualTo(RoutingChatOptions.builder().hints((hints) -> hints.withTask("code")).build());
	}

	private static ChatClientRequest passedOn(ChatClientRequest request) {
		ChatClientRequest[] passedOn = new ChatClientRequest[1];
		CallAdvisorChain chain = mock(CallAdvisorChain.class);
		given(chain.nextCall(any())).willAnswer((call) -> {
			passedOn[0] = call.getArgument(0);
			return ChatClientResponse.builder().build();
		});
		new RoutingHintsAdvisor().adviseCall(request, chain);
		return passedOn[0];
	}

	private RoutingHints hints() {
		return this.router.lastRequest().hints();
	}

	private static void call(FakeChatRouter router, Map<String, Object> params) {
		client(router).prompt("2+2?").advisors((advisors) -> advisors.params(params)).call().content();
	}

	private static ChatClient client(FakeChatRouter router) {
		return ChatClient.builder(new RoutingChatModel(router)).defaultAdvisors(new RoutingHintsAdvisor()).build();
	}

}
