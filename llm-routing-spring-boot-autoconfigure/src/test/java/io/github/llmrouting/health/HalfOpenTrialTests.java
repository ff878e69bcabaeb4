package io.github.llmrouting.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.ServerError;

import static io.github.llmrouting.health.BreakerStage.LATENCY;
import static io.github.llmrouting.health.BreakerStage.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

/** A half-open breaker lets one attempt through, and that one decides. */
class HalfOpenTrialTests {

	private static final int CALLERS = 1_000;

	private final BreakerStage stage = new BreakerStage();

	@Test
	void nobodyPassesBeforeTheWaitIsOver() {
		this.stage.open();

		this.stage.pass(WAIT);
		assertThat(this.stage.health.tryBegin()).isEmpty();
		this.stage.pass(Duration.ofNanos(1));

		assertThat(this.stage.health.tryBegin()).isPresent();
		assertThat(this.stage.breaker()).isEqualTo(BreakerState.HALF_OPEN);
	}

	@Test
	void oneOfAThousandCallersPasses() {
		this.stage.halfOpen();

		List<RunningAttempt> passed = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			this.stage.health.tryBegin().ifPresent(passed::add);
		}

		assertThat(passed).hasSize(1);
		assertThat(this.stage.inFlight()).isEqualTo(1);
	}

	@Test
	void successOfTheTrialClosesTheBreaker() {
		RunningAttempt trial = this.stage.trial();

		trial.succeeded(LATENCY);

		assertThat(this.stage.breaker()).isEqualTo(BreakerState.CLOSED);
		assertThat(this.stage.health.tryBegin()).isPresent();
		assertThat(this.stage.health.tryBegin()).isPresent();
	}

	@Test
	void firstContentOfTheTrialClosesTheBreakerAtOnce() {
		RunningAttempt trial = this.stage.trial();

		trial.firstContent(LATENCY);

		assertThat(this.stage.breaker()).isEqualTo(BreakerState.CLOSED);
	}

	@Test
	void cutOfATrialAfterItsContentCountsInTheClosedBreaker() {
		RunningAttempt trial = this.stage.trial();
		trial.firstContent(LATENCY);

		trial.failed(new Interrupted("cut"), LATENCY);
		this.stage.fail(4);

		assertThat(this.stage.breaker()).isEqualTo(BreakerState.OPEN);
	}

	@Test
	void failureOfTheTrialOpensTheBreakerForAnotherWait() {
		RunningAttempt trial = this.stage.trial();

		trial.failed(new ServerError("500"), LATENCY);

		this.stage.pass(WAIT);
		assertThat(this.stage.health.tryBegin()).isEmpty();
		this.stage.pass(Duration.ofNanos(1));
		assertThat(this.stage.health.tryBegin()).isPresent();
	}

	@Test
	void cancelledTrialGivesItsPlaceToExactlyOneOther() {
		RunningAttempt trial = this.stage.trial();

		trial.cancelled();
		trial.cancelled();

		assertThat(this.stage.breaker()).isEqualTo(BreakerState.HALF_OPEN);
		assertThat(this.stage.health.tryBegin()).isPresent();
		assertThat(this.stage.health.tryBegin()).isEmpty();
	}

	@Test
	void neutralFailureOfTheTrialGivesItsPlaceToExactlyOneOther() {
		RunningAttempt trial = this.stage.trial();

		trial.failed(new InvalidRequest("400"), LATENCY);

		assertThat(this.stage.breaker()).isEqualTo(BreakerState.HALF_OPEN);
		assertThat(this.stage.health.tryBegin()).isPresent();
		assertThat(this.stage.health.tryBegin()).isEmpty();
	}

	@Test
	void rateLimitedTrialIsRepeatedAfterTheCooldown() {
		RunningAttempt trial = this.stage.trial();

		trial.failed(new RateLimited("429", Duration.ofSeconds(30)), LATENCY);

		assertThat(this.stage.health.tryBegin()).isEmpty();
		this.stage.pass(Duration.ofSeconds(30));
		assertThat(this.stage.health.tryBegin()).isPresent();
		assertThat(this.stage.health.tryBegin()).isEmpty();
	}

	@Test
	void attemptThatBeganBeforeDoesNotMakeRoomForASecondTrialByBeingCancelled() {
		RunningAttempt old = this.stage.health.tryBegin().orElseThrow();
		this.stage.trial();

		old.cancelled();

		assertThat(this.stage.health.tryBegin()).isEmpty();
	}

	@Test
	void attemptThatBeganBeforeDoesNotMakeRoomForASecondTrialByANeutralFailure() {
		RunningAttempt old = this.stage.health.tryBegin().orElseThrow();
		this.stage.trial();

		old.failed(new InvalidRequest("400"), LATENCY);

		assertThat(this.stage.health.tryBegin()).isEmpty();
	}

	@Test
	void failureOfAnAttemptThatBeganBeforeDoesNotDecide() {
		RunningAttempt old = this.stage.health.tryBegin().orElseThrow();
		RunningAttempt trial = this.stage.trial();

		old.failed(new ServerError("500"), LATENCY);
		assertThat(this.stage.breaker()).isEqualTo(BreakerState.HALF_OPEN);
		trial.succeeded(LATENCY);

		assertThat(this.stage.breaker()).isEqualTo(BreakerState.CLOSED);
	}

	@Test
	void successOfAnAttemptThatBeganBeforeDoesNotDecide() {
		RunningAttempt old = this.stage.health.tryBegin().orElseThrow();
		RunningAttempt trial = this.stage.trial();

		old.succeeded(LATENCY);
		assertThat(this.stage.breaker()).isEqualTo(BreakerState.HALF_OPEN);
		trial.failed(new ServerError("500"), LATENCY);

		assertThat(this.stage.breaker()).isEqualTo(BreakerState.OPEN);
	}

	@Test
	void cutOfAnEarlierTrialDoesNotDecideForTheNext() {
		RunningAttempt earlier = this.stage.trial();
		earlier.firstContent(LATENCY);
		RunningAttempt trial = this.stage.trial();

		earlier.failed(new Interrupted("cut"), LATENCY);
		assertThat(this.stage.breaker()).isEqualTo(BreakerState.HALF_OPEN);
		trial.succeeded(LATENCY);

		assertThat(this.stage.breaker()).isEqualTo(BreakerState.CLOSED);
	}

	@Test
	void attemptsThatBeganBeforeEndInPeaceAfterATrialFailed() {
		List<RunningAttempt> old = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			old.add(this.stage.health.tryBegin().orElseThrow());
		}
		this.stage.trial().failed(new ServerError("500"), LATENCY);

		for (int i = 0; i < 4; i++) {
			old.get(2 * i).succeeded(LATENCY);
			old.get(2 * i + 1).failed(new ServerError("500"), LATENCY);
		}

		assertThat(this.stage.breaker()).isEqualTo(BreakerState.OPEN);
		assertThat(this.stage.inFlight()).isZero();
	}

}
