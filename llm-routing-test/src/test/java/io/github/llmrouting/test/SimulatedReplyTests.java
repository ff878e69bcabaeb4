package io.github.llmrouting.test;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SimulatedReplyTests {

	@Test
	void tokensAreWordsWithTheWhitespaceAfterThem() {
		assertThat(SimulatedReply.tokens("Hello,  big\nworld ")).containsExactly("Hello,  ", "big\n", "world ");
	}

	@Test
	void emptyTextHasNoTokens() {
		assertThat(SimulatedReply.tokens("")).isEmpty();
	}

	@Test
	void copyLeavesTheOriginalAsItIs() {
		SimulatedReply original = SimulatedReply.text("Hello");

		SimulatedReply changed = original.model("other").cutAfter(1).tokenEvery(Duration.ofSeconds(1));

		assertThat(original.plan().details().model()).isNull();
		assertThat(original.plan().fault()).isNull();
		assertThat(original.plan().pace()).isEqualTo(ReplyPace.AT_ONCE);
		assertThat(changed.plan().details().model()).isEqualTo("other");
	}

	@Test
	void wrongNumbersAreRefused() {
		SimulatedReply reply = SimulatedReply.text("Hello");

		assertThatIllegalArgumentException().isThrownBy(() -> reply.cutAfter(-1))
			.withMessage("tokens: -1 (expected: >= 0)");
		assertThatIllegalArgumentException().isThrownBy(() -> reply.usage(-3, 1))
			.withMessage("input: -3 (expected: >= 0)");
		assertThatIllegalArgumentException().isThrownBy(() -> reply.tokenEvery(Duration.ofSeconds(-1)))
			.withMessage("tokenEvery: PT-1S (expected: >= 0)");
		assertThatIllegalArgumentException().isThrownBy(() -> SimulatedReply.status(99))
			.withMessage("status: 99 (expected: 200 to 599)");
	}

	@Test
	void inputIsAtLeastWhatTheCacheDid() {
		ReplyUsage usage = SimulatedReply.text("Hello").cachedInput(100).cacheWrite(50).plan().details().usage();

		assertThat(usage.computedFrom(40, 4)).isEqualTo(new ReplyUsage(150, 1, 100, 50, 0, 0));
	}

}
