package io.github.llmrouting;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

import io.github.llmrouting.RoutingHints.CacheUse;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RoutingRequestTests {

	private final Prompt prompt = new Prompt("my secret diagnosis");

	@Test
	void textHoldsNoPrompt() {
		RoutingRequest request = RoutingRequest.of(this.prompt).withId("r-1").withRoute("cheap");

		assertThat(request.toString()).doesNotContain("secret").contains("r-1", "messages=1", "cheap");
	}

	@Test
	void missingPartsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RoutingRequest.of((Prompt) null))
			.withMessage("prompt: null (expected: a Prompt)");
		assertThatIllegalArgumentException().isThrownBy(() -> new RoutingRequest(this.prompt, null, null))
			.withMessageStartingWith("hints: null (expected: RoutingHints");
		assertThatIllegalArgumentException().isThrownBy(() -> RoutingRequest.of(this.prompt).withId(" "))
			.withMessage("id: blank (expected: null or a text)");
	}

	@Test
	void blankMessageIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RoutingRequest.of(" \n"))
			.withMessage("userText: blank (expected: a message)");
		assertThatIllegalArgumentException().isThrownBy(() -> RoutingRequest.of((String) null))
			.withMessage("userText: blank (expected: a message)");
	}

	@Test
	void messageBecomesAPromptWithoutHintsAndId() {
		RoutingRequest request = RoutingRequest.of("2+2?");

		assertThat(request.prompt().getContents()).isEqualTo("2+2?");
		assertThat(request.hints()).isSameAs(RoutingHints.NONE);
		assertThat(request.id()).isNull();
	}

	@Test
	void everyHintFindsItsPlaceAndIdAndPromptStay() {
		RoutingRequest request = RoutingRequest.of(this.prompt)
			.withId("r-1")
			.withRoute("route")
			.withTask("task")
			.withCaller("caller")
			.withStickyKey("key")
			.withMaxCost(new BigDecimal("0.000000001"))
			.withMaxLatency(Duration.ofMillis(2))
			.withTimeout(Duration.ofMillis(3))
			.withCache(CacheUse.BYPASS)
			.withAttribute("a", "b");

		assertThat(request).isEqualTo(new RoutingRequest(this.prompt, new RoutingHints("route", "task", "caller", "key",
				new Money(1), Duration.ofMillis(2), Duration.ofMillis(3), CacheUse.BYPASS, Map.of("a", "b")), "r-1"));
	}

	@Test
	void costCeilingCanBeTakenBackAndIsAboveZero() {
		RoutingRequest request = RoutingRequest.of(this.prompt).withMaxCost(BigDecimal.ONE);

		assertThat(request.withMaxCost(null).hints()).isEqualTo(RoutingHints.NONE);
		assertThatIllegalArgumentException().isThrownBy(() -> request.withMaxCost(BigDecimal.ZERO))
			.withMessage("maxCost: $0 (expected: > 0)");
		assertThatIllegalArgumentException().isThrownBy(() -> request.withMaxCost(new BigDecimal("-1")))
			.withMessage("usd: -1 (expected: >= 0)");
	}

	@Test
	void changeLeavesTheOriginalAlone() {
		RoutingRequest request = RoutingRequest.of(this.prompt);
		request.withRoute("route").withId("r-1");

		assertThat(request).isEqualTo(new RoutingRequest(this.prompt, RoutingHints.NONE, null));
	}

}
