package io.github.llmrouting.health;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;

import io.github.llmrouting.DeploymentId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HealthBookTests {

	private static final DeploymentId GPT = DeploymentId.of("openai", "gpt");

	private static final DeploymentId CLAUDE = DeploymentId.of("anthropic", "claude");

	private final HealthBook book = HealthBook.of(List.of(GPT, CLAUDE, GPT.withCredential(2), GPT),
			CircuitBreakerRegistry.ofDefaults(), new AtomicLong()::get);

	@Test
	void healthOfADeploymentIsTheSameEachTime() {
		assertThat(this.book.of(DeploymentId.of("openai", "gpt"))).isSameAs(this.book.of(GPT));
	}

	@Test
	void unknownDeploymentIsRefusedByName() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.book.of(DeploymentId.of("openai", "o9")))
			.withMessage("deployment: openai/o9 (expected: one that is configured)");
	}

	@Test
	void snapshotsComeInTheOrderOfNames() {
		assertThat(this.book.snapshots()).extracting(HealthSnapshot::deployment)
			.containsExactly(CLAUDE, GPT, GPT.withCredential(2));
	}

	@Test
	void snapshotsTellHowThingsStandNow() {
		this.book.of(GPT).tryBegin();

		assertThat(this.book.snapshots()).extracting(HealthSnapshot::inFlight).containsExactly(0, 1, 0);
	}

}
