package io.github.llmrouting.test;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class ReplyPaceTests {

	private final ReplyPace pace = new ReplyPace(Duration.ofSeconds(5), Duration.ofSeconds(1));

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
	void lastTokenComesAfterTheSumOfAllSpans() {
		assertThat(this.pace.until(3)).isEqualTo(Duration.ofSeconds(7));
		assertThat(this.pace.until(0)).isEqualTo(Duration.ofSeconds(5));
	}

}
