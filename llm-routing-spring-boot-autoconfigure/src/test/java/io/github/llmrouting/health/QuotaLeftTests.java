package io.github.llmrouting.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.provider.QuotaDimension;
import io.github.llmrouting.provider.QuotaReading;
import io.github.llmrouting.provider.QuotaReading.Level;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QuotaLeftTests {

	private static final DeploymentId GPT = DeploymentId.of("openai", "gpt");

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);

	private final HealthBook book = HealthBook.of(List.of(GPT, GPT.withCredential(2)),
			CircuitBreakerRegistry.ofDefaults(), this.nanoTime::get);

	@Test
	void nothingIsKnownBeforeTheFirstResponse() {
		assertThat(quota()).isEqualTo(QuotaReading.NOTHING);
	}

	@Test
	void whatIsLeftIsKnownUntilItsReset() {
		read(QuotaDimension.REQUESTS, new Level(500L, 0, Duration.ofSeconds(10)));

		pass(Duration.ofSeconds(4));
		assertThat(quota().levels())
			.isEqualTo(Map.of(QuotaDimension.REQUESTS, new Level(500L, 0, Duration.ofSeconds(6))));
		pass(Duration.ofSeconds(6));
		assertThat(quota()).isEqualTo(QuotaReading.NOTHING);
	}

	@Test
	void whatIsLeftUntilNobodyKnowsWhenIsForgottenAfterAMinute() {
		read(QuotaDimension.TOKENS, new Level(null, 7, null));

		pass(Duration.ofSeconds(60).minusNanos(1));
		assertThat(quota().levels()).isEqualTo(Map.of(QuotaDimension.TOKENS, new Level(null, 7, null)));
		pass(Duration.ofNanos(1));
		assertThat(quota()).isEqualTo(QuotaReading.NOTHING);
	}

	@Test
	void newestResponseCountsForWhatItTells() {
		read(QuotaDimension.REQUESTS, new Level(500L, 9, Duration.ofSeconds(10)));
		read(QuotaDimension.TOKENS, new Level(1000L, 8, Duration.ofSeconds(10)));
		read(QuotaDimension.REQUESTS, new Level(500L, 7, Duration.ofSeconds(20)));

		assertThat(quota().levels())
			.isEqualTo(Map.of(QuotaDimension.REQUESTS, new Level(500L, 7, Duration.ofSeconds(20)),
					QuotaDimension.TOKENS, new Level(1000L, 8, Duration.ofSeconds(10))));
	}

	@Test
	void exhaustedQuotaIsShownAndKeepsNobodyAway() {
		read(QuotaDimension.REQUESTS, new Level(500L, 0, Duration.ofSeconds(10)));

		assertThat(this.book.of(GPT).snapshot().isCallable()).isTrue();
		assertThat(this.book.of(GPT).tryBegin()).isPresent();
	}

	@Test
	void quotaIsThatOfOneCredential() {
		read(QuotaDimension.REQUESTS, new Level(500L, 0, Duration.ofSeconds(10)));

		assertThat(this.book.of(GPT.withCredential(2)).snapshot().quota()).isEqualTo(QuotaReading.NOTHING);
	}

	@Test
	void quotaOfAnUnknownDeploymentIsNobodys() {
		this.book.quotaRead(DeploymentId.of("openai", "o9"),
				new QuotaReading(Map.of(QuotaDimension.TOKENS, new Level(null, 7, null))));

		assertThat(this.book.snapshots()).extracting(HealthSnapshot::quota).containsOnly(QuotaReading.NOTHING);
	}

	private void read(QuotaDimension dimension, Level level) {
		this.book.quotaRead(GPT, new QuotaReading(Map.of(dimension, level)));
	}

	private QuotaReading quota() {
		return this.book.of(GPT).snapshot().quota();
	}

	private void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
	}

}
