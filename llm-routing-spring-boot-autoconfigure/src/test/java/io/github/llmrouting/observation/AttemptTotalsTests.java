package io.github.llmrouting.observation;

import java.util.Map;
import java.util.stream.IntStream;

import io.github.llmrouting.FailureReason;
import io.github.llmrouting.Money;
import io.github.llmrouting.TokenUsage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptTotalsTests {

	private final AttemptTotals totals = new AttemptTotals();

	@Test
	void deploymentThatWasNeverAskedHasDoneNothing() {
		assertThat(this.totals.of(Reports.OPENAI)).isEqualTo(DeploymentTotals.NONE);
	}

	@Test
	void attemptsOfEachDeploymentAreAddedUp() {
		this.totals.attemptEnded(Reports.answer(Reports.OPENAI));
		this.totals.attemptEnded(Reports.answer(Reports.OPENAI));
		this.totals.attemptEnded(Reports.failure(Reports.OPENAI, FailureReason.TIMED_OUT,
				TokenUsage.of(10, 0).asEstimate(), new Money(5)));
		this.totals.attemptEnded(Reports.failure(Reports.OPENAI, FailureReason.OVERLOADED, null, null));
		this.totals.attemptEnded(Reports.answer(Reports.ANTHROPIC));

		assertThat(this.totals.of(Reports.OPENAI))
			.isEqualTo(new DeploymentTotals(4, 2, Map.of(FailureReason.TIMED_OUT, 1L, FailureReason.OVERLOADED, 1L),
					Reports.USAGE.plus(Reports.USAGE).plus(TokenUsage.of(10, 0)).asEstimate(), new Money(630_005), 1));
		assertThat(this.totals.of(Reports.ANTHROPIC).attempts()).isOne();
	}

	@Test
	void credentialsAreCountedApart() {
		this.totals.attemptEnded(Reports.answer(Reports.OPENAI.withCredential(2)));

		assertThat(this.totals.of(Reports.OPENAI).attempts()).isZero();
		assertThat(this.totals.of(Reports.OPENAI.withCredential(2)).attempts()).isOne();
	}

	@Test
	void noAttemptIsLostWhenManyEndAtOnce() {
		IntStream.range(0, 10_000).parallel().forEach((i) -> this.totals.attemptEnded(Reports.answer(Reports.OPENAI)));

		DeploymentTotals totals = this.totals.of(Reports.OPENAI);
		assertThat(totals.attempts()).isEqualTo(10_000);
		assertThat(totals.tokens().input()).isEqualTo(1_000_000);
		assertThat(totals.cost()).isEqualTo(new Money(10_000 * Reports.COST.nanos()));
	}

}
