package io.github.llmrouting.test;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class ReplyPaceTests {

	private final ReplyPace pace = ReplyPace.AT_ONCE.withFirst(Duration.ofSeconds(5)).withEvery(Duration.ofSeconds(1));

	@Test
	void eachTokenComesWhenItsTimeHasCome() {
		StepVerifier.withVirtualTime(() -> this.pace.of(List.of("one", "two", "three")))
			.expectSubscription()
			.expectNoEvent(Duration.ofSeconds(5))
			.expectNext("one")
			.expectNoEvent(Duration.ofSeconds(1))
			.expectNext("two")
			.expectNoEvent(Duration.ofSeconds(1))
			.expectNext("three")
			.verifyComplete();
	}

	@Test
	void signsOfLifeComeUntilTheLastToken() {
		ReplyPace pinging = this.pace.withPings(Duration.ofSeconds(4));

		StepVerifier.withVirtualTime(() -> pinging.withPings(pinging.of(List.of("one", "two")), "ping"))
			.expectSubscription()
			.thenAwait(Duration.ofSeconds(6))
			.expectNext("ping", "one", "two")
			.verifyComplete();
	}

	@Test
	void lastTokenComesAfterTheSumOfAllSpans() {
		assertThat(this.pace.until(3)).isEqualTo(Duration.ofSeconds(7));
		assertThat(this.pace.until(0)).isEqualTo(Duration.ofSeconds(5));
	}

}
