package io.github.llmrouting.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.provider.CooldownScope;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who rests with whom, and for how long. */
class ScopedCooldownTests {

	private static final Duration LATENCY = Duration.ofMillis(100);

	private static final DeploymentId GPT = DeploymentId.of("openai", "gpt");

	private static final DeploymentId MINI = DeploymentId.of("openai", "mini");

	private static final DeploymentId GPT_2 = GPT.withCredential(2);

	private static final DeploymentId MINI_2 = MINI.withCredential(2);

	/** Bears the names of a model and a credential of the other provider. */
	private static final DeploymentId STRANGER = DeploymentId.of("azure", "gpt");

	private static final List<DeploymentId> ALL = List.of(GPT, MINI, GPT_2, MINI_2, STRANGER);

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(1).toNanos());

	private final HealthBook book = HealthBook.of(ALL, patientBreakers(), this.nanoTime::get);

	/**
	 * Breakers that stay closed as long as anything succeeds: here they are in the way.
	 */
	private static CircuitBreakerRegistry patientBreakers() {
		return CircuitBreakerRegistry
			.of(Map.of("llm-routing", CircuitBreakerConfig.custom().failureRateThreshold(100).build()));
	}

	@ParameterizedTest
	@EnumSource
	void failureLetsThoseOfItsScopeRestAndNobodyElse(CooldownScope scope) {
		fail(GPT, new Overloaded("529", scope, Duration.ofSeconds(9)));

		assertThat(ALL.stream().filter((deployment) -> this.book.of(deployment).tryBegin().isEmpty()))
			.containsExactlyElementsOf(resting(scope));
		assertThat(this.book.of(GPT).snapshot().resting())
			.isEqualTo(new RemainingCooldown(scope, Duration.ofSeconds(9), FailureReason.OVERLOADED));
		pass(Duration.ofSeconds(9));
		assertThat(ALL).allSatisfy((deployment) -> assertThat(this.book.of(deployment).tryBegin()).isPresent());
	}

	private static List<DeploymentId> resting(CooldownScope scope) {
		return switch (scope) {
			case DEPLOYMENT -> List.of(GPT);
			case CREDENTIAL -> List.of(GPT, MINI);
			case MODEL -> List.of(GPT, GPT_2);
			case PROVIDER -> List.of(GPT, MINI, GPT_2, MINI_2);
		};
	}

	@Test
	void longestOfTheRestsThatADeploymentTakesIsShown() {
		RunningAttempt other = begin(MINI);
		fail(GPT, new RateLimited("429", Duration.ofSeconds(9)));
		other.failed(new QuotaExhausted("402"), LATENCY);

		assertThat(this.book.of(GPT).snapshot().resting()).isEqualTo(
				new RemainingCooldown(CooldownScope.CREDENTIAL, Duration.ofMinutes(15), FailureReason.QUOTA_EXHAUSTED));
		assertThat(this.book.of(GPT).snapshot().lastFailure()).isEqualTo(FailureReason.RATE_LIMITED);
		assertThat(this.book.of(MINI).snapshot().lastFailure()).isEqualTo(FailureReason.QUOTA_EXHAUSTED);
	}

	@Test
	void credentialThatIsRefusedAgainAndAgainRestsLongerAndLonger() {
		for (int seconds : new int[] { 60, 120, 240, 480, 960, 960, 960 }) {
			fail((seconds % 240 == 0) ? GPT : MINI, new Unauthorized("401"));
			assertThat(this.book.of(GPT).snapshot().cooldown()).isEqualTo(Duration.ofSeconds(seconds));
			assertThat(this.book.of(GPT_2).snapshot().cooldown()).isNull();
			pass(Duration.ofSeconds(seconds));
		}
	}

	@Test
	void successOfAnyModelOfTheCredentialLetsItRestForAMinuteAgain() {
		fail(GPT, new Unauthorized("401"));
		pass(Duration.ofSeconds(60));
		fail(GPT, new Unauthorized("401"));
		pass(Duration.ofSeconds(120));

		begin(MINI).succeeded(LATENCY);

		fail(GPT, new Unauthorized("401"));
		assertThat(this.book.of(GPT).snapshot().cooldown()).isEqualTo(Duration.ofSeconds(60));
	}

	@Test
	void successOfAnotherCredentialTellsNothingOfARefusedOne() {
		fail(GPT, new Unauthorized("401"));
		pass(Duration.ofSeconds(60));

		begin(GPT_2).succeeded(LATENCY);

		fail(GPT, new Unauthorized("401"));
		assertThat(this.book.of(GPT).snapshot().cooldown()).isEqualTo(Duration.ofSeconds(120));
	}

	@Test
	void attemptsThatWereInFlightWhenTheCredentialWasRefusedSayTheSame() {
		List<RunningAttempt> attempts = List.of(begin(GPT), begin(MINI), begin(GPT), begin(GPT));

		attempts.forEach((attempt) -> attempt.failed(new Unauthorized("401"), LATENCY));

		assertThat(this.book.of(GPT).snapshot().cooldown()).isEqualTo(Duration.ofSeconds(60));
	}

	@Test
	void successThatWasInFlightWhenTheCredentialWasRefusedDoesNotEndItsRest() {
		RunningAttempt late = begin(MINI);
		pass(Duration.ofSeconds(1));
		fail(GPT, new Unauthorized("401"));

		late.succeeded(LATENCY);

		assertThat(this.book.of(GPT).tryBegin()).isEmpty();
		pass(Duration.ofSeconds(60));
		fail(GPT, new Unauthorized("401"));
		assertThat(this.book.of(GPT).snapshot().cooldown()).isEqualTo(Duration.ofSeconds(120));
	}

	@Test
	void firstRefusalAfterARestOfAnotherReasonIsTheFirst() {
		fail(GPT, new QuotaExhausted("402"));
		pass(Duration.ofMinutes(15));

		fail(GPT, new Unauthorized("401"));

		assertThat(this.book.of(GPT).snapshot().cooldown()).isEqualTo(Duration.ofSeconds(60));
	}

	@Test
	void restNeverLeaksAndAlwaysEnds() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		Map<DeploymentId, Long> latestEnds = new HashMap<>();
		List<Running> running = new ArrayList<>();
		long elapsed = 0;

		for (int i = 0; i < 20_000; i++) {
			DeploymentId deployment = ALL.get(random.nextInt(ALL.size()));
			this.book.of(deployment).tryBegin().ifPresent((attempt) -> running.add(new Running(deployment, attempt)));
			if (!running.isEmpty() && random.nextBoolean()) {
				Running ended = running.remove(random.nextInt(running.size()));
				ProviderFailure failure = failure(random);
				if (failure == null) {
					ended.attempt().succeeded(LATENCY);
				}
				else {
					ended.attempt().failed(failure, LATENCY);
					long end = elapsed + longest(failure).toNanos();
					covered(failure, ended.deployment()).forEach((rests) -> latestEnds.merge(rests, end, Math::max));
				}
			}
			for (DeploymentId each : ALL) {
				HealthSnapshot snapshot = this.book.of(each).snapshot();
				long latestEnd = latestEnds.getOrDefault(each, 0L);
				long remaining = (snapshot.cooldown() != null) ? snapshot.cooldown().toNanos() : 0;
				assertThat(elapsed + remaining).as("seed %d, step %d, %s", seed, i, each)
					.isLessThanOrEqualTo(Math.max(latestEnd, elapsed));
				assertThat(snapshot.isCallable()).isEqualTo(snapshot.resting() == null);
			}
			long passed = random.nextLong(Duration.ofSeconds(20).toNanos());
			elapsed += passed;
			this.nanoTime.addAndGet(passed);
		}
	}

	private static @Nullable ProviderFailure failure(Random random) {
		CooldownScope scope = CooldownScope.values()[random.nextInt(CooldownScope.values().length)];
		Duration time = Duration.ofSeconds(random.nextInt(60));
		return switch (random.nextInt(4)) {
			case 0 -> new Overloaded("529", scope, time);
			case 1 -> new QuotaExhausted("429", scope, time);
			case 2 -> new Unauthorized("401");
			default -> null;
		};
	}

	/** A refused credential rests for 16 minutes at most. */
	private static Duration longest(ProviderFailure failure) {
		return (failure instanceof Unauthorized) ? Duration.ofMinutes(16) : failure.cooldown().time();
	}

	private static List<DeploymentId> covered(ProviderFailure failure, DeploymentId failed) {
		return ALL.stream().filter((other) -> switch (failure.cooldown().scope()) {
			case DEPLOYMENT -> other.equals(failed);
			case CREDENTIAL -> isOfSameProvider(failed, other) && other.credential() == failed.credential();
			case MODEL -> isOfSameProvider(failed, other) && other.model().equals(failed.model());
			case PROVIDER -> isOfSameProvider(failed, other);
		}).toList();
	}

	private static boolean isOfSameProvider(DeploymentId one, DeploymentId other) {
		return one.provider().equals(other.provider());
	}

	private void fail(DeploymentId deployment, ProviderFailure failure) {
		begin(deployment).failed(failure, LATENCY);
	}

	private RunningAttempt begin(DeploymentId deployment) {
		return this.book.of(deployment).tryBegin().orElseThrow();
	}

	private void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
	}

	/** An attempt that has begun, and where. */
	private record Running(DeploymentId deployment, RunningAttempt attempt) {
	}

}
