package io.github.llmrouting.health;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OpenWaitTests {

	private final AtomicLong nanoTime = new AtomicLong(7);

	private final CircuitBreaker breaker = CircuitBreaker.of("openai/gpt-5.4-mini",
			CircuitBreakerConfig.custom()
				.waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialBackoff(Duration.ofSeconds(10), 2))
				.build());

	private final OpenWait wait = OpenWait.of(this.breaker, this.nanoTime::get);

	@Test
	void closedBreakerHasNoWaitThatIsOver() {
		assertThat(this.wait.isOver()).isFalse();
	}

	@Test
	void waitBeginsWhenTheBreakerOpens() {
		this.breaker.transitionToOpenState();
		pass(Duration.ofSeconds(10));
		assertThat(this.wait.isOver()).isFalse();
		pass(Duration.ofNanos(1));
		assertThat(this.wait.isOver()).isTrue();
	}

	@Test
	void waitIsLongerAfterATrialThatFailed() {
		this.breaker.transitionToOpenState();
		pass(Duration.ofSeconds(11));
		this.breaker.transitionToHalfOpenState();
		this.breaker.transitionToOpenState();
		pass(Duration.ofSeconds(19));
		assertThat(this.wait.isOver()).isFalse();
		pass(Duration.ofSeconds(2));
		assertThat(this.wait.isOver()).isTrue();
	}

	@Test
	void waitIsShortAgainAfterTheBreakerClosed() {
		this.breaker.transitionToOpenState();
		this.breaker.transitionToHalfOpenState();
		this.breaker.transitionToClosedState();
		this.breaker.transitionToOpenState();
		pass(Duration.ofSeconds(11));
		assertThat(this.wait.isOver()).isTrue();
	}

	private void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
	}

}
